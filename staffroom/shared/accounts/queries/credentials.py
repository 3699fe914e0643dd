"""Checking what proves a person: password, one-time code, recovery code."""

import base64
import hashlib
import hmac
import struct
import time

from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

from staffroom.core.lookups import one_or_none
from staffroom.shared.accounts.models import Person, RecoveryCode, SecondFactor

STEP = 30  # seconds that a one-time code lives
DIGITS = 6


def person_by_email(email: str) -> Person | None:
    """The active person who signs in by this address."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).order_by("pk").first()


def person_by_pid(pid: str) -> Person | None:
    """The active person with this public id."""
    return one_or_none(Person.objects.filter(pid=pid, is_active=True))


def person_by_password(*, email: str, password: str) -> Person | None:
    """The person whose e-mail and password these are; the same work is done for nobody's e-mail."""
    person = person_by_email(email)
    if person is None:
        make_password(password)  # as long as a real check (G-18)
        return None
    return person if check_password(password, person.password) else None


def has_second_factor(person_id: int) -> bool:
    """True when the person signs in with a one-time code."""
    return SecondFactor.objects.filter(person_id=person_id).exists()


def second_factor_of(person_id: int) -> SecondFactor | None:
    """The person's second factor."""
    return SecondFactor.objects.filter(person_id=person_id).order_by("pk").first()


def unused_codes(person_id: int) -> int:
    """How many recovery codes are left."""
    return RecoveryCode.objects.filter(person_id=person_id, used_at=None).count()


def matching_step(secret: str, code: str, *, moment: float | None = None) -> int | None:
    """The time step that the code belongs to: this one, the one before or the one after.

    Args:
        secret: base32, as the device keeps it.
        code: six digits as typed, spaces allowed.
        moment: seconds since the epoch; now unless given.
    """
    typed = "".join(code.split())
    if len(typed) != DIGITS or not typed.isascii() or not typed.isdigit():
        return None
    now = int((time.time() if moment is None else moment) // STEP)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(one_time_code(secret, step), typed):
            return step
    return None


def one_time_code(secret: str, step: int) -> str:
    """The code of a time step (RFC 4226, RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 0xF
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def vault() -> Fernet:
    """What encrypts secrets in the database, so that its copy alone makes no codes."""
    key = hashlib.sha256(f"staffroom.second_factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def recovery_hash(person_id: int, code: str) -> str:
    """What the table keeps of a recovery code; typed spaces, dashes and case do not matter."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return salted_hmac(
        f"staffroom.accounts.recovery:{person_id}", plain, algorithm="sha256"
    ).hexdigest()
