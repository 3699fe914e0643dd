"""Passwords, the address and the second factor change here."""

import base64
from datetime import datetime
import secrets

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.ids import ALPHABET
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import policies
from staffroom.shared.accounts.actions.sessions import drop_sessions_of
from staffroom.shared.accounts.events import (
    EmailChanged,
    PasswordChanged,
    SecondFactorRemoved,
    SecondFactorSet,
    SignedIn,
)
from staffroom.shared.accounts.models import Person, RecoveryCode, SecondFactor
from staffroom.shared.accounts.policies.passwords import floor_for, password_problem
from staffroom.shared.accounts.queries import credentials as queries

RECOVERY_CODES = 10


class WrongPassword(DomainError):
    """The present password was asked again and does not fit."""

    def __init__(self) -> None:
        super().__init__("Это не ваш нынешний пароль.", field="current")


class WeakPassword(DomainError):
    """The new password is too easy."""


class WrongCode(DomainError):
    """The one-time or recovery code does not fit."""

    def __init__(self) -> None:
        super().__init__(
            "Код не подошёл. Введите тот, что приложение показывает сейчас.", field="code"
        )


class EmailTaken(Stale):
    """Somebody else signs in by this address."""

    def __init__(self) -> None:
        super().__init__("Этот адрес уже занят другим аккаунтом.")


def judge_password(
    password: str, *, person: Person | None = None, words: tuple[str, ...] = ()
) -> None:
    """Refuse a weak password with the sentence that says why.

    Raises:
        WeakPassword: too short, too common, or made of the person's own name.
    """
    known = words or ((person.email, person.last_name, person.first_name) if person else ())
    floor = floor_for(person.pk if person else None)
    if problem := password_problem(password, floor=floor, words=known):
        raise WeakPassword(problem, field="password")


@transaction.atomic
def note_sign_in(*, person: Person, is_new_device: bool, at: datetime) -> None:
    """State that the person has signed in; a new device brings a letter to the owner."""
    publish(
        SignedIn(
            district_id=None, actor_id=person.pk, person_id=person.pk, is_new_device=is_new_device
        )
    )


@transaction.atomic
def change_password(
    *, person: Person, current: str, password: str, keep: str, actor: Viewer, at: datetime
) -> Person:
    """Set a new password by the present one; other sessions end.

    Args:
        person: the owner.
        current: the present password, asked again.
        password: the new one.
        keep: the hash of the session that stays.
        actor: the owner as viewer.
        at: now.

    Raises:
        WrongPassword: the present password does not fit.
        WeakPassword: the new one is too easy.
    """
    require(policies.may_change(actor, person))
    if not person.check_password(current):
        raise WrongPassword
    return _set_password(person, password, keep=(keep,))


@transaction.atomic
def reset_password(*, person: Person, password: str, at: datetime) -> Person:
    """Set a new password by the letter's link, which proves the address; every session ends.

    Raises:
        WeakPassword: the new one is too easy.
    """
    _set_password(person, password, keep=())
    if person.email_confirmed_at is None:
        person.email_confirmed_at = at
        person.save(update_fields=["email_confirmed_at"])
    return person


def _set_password(person: Person, password: str, *, keep: tuple[str, ...]) -> Person:
    judge_password(password, person=person)
    person.set_password(password)
    person.save(update_fields=["password"])
    drop_sessions_of(person_id=person.pk, but=keep)
    publish(PasswordChanged(district_id=None, actor_id=person.pk, person_id=person.pk))
    return person


@transaction.atomic
def change_email(*, person: Person, email: str, at: datetime) -> Person:
    """Sign in by another address from now on; the link in a letter has proved it.

    Raises:
        EmailTaken: another account has the address.
    """
    person.email = email.strip().lower()
    person.email_confirmed_at = at
    try:
        with transaction.atomic():
            person.save(update_fields=["email", "email_confirmed_at"])
    except IntegrityError as taken:
        raise EmailTaken from taken
    publish(EmailChanged(district_id=None, actor_id=person.pk, person_id=person.pk))
    return person


def new_secret() -> str:
    """A secret for the device: 160 bits in base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


@transaction.atomic
def set_second_factor(
    *, person: Person, secret: str, code: str, actor: Viewer, at: datetime
) -> list[str]:
    """Switch the second factor on, proved by a code of the device; gives the recovery codes, once.

    Raises:
        WrongCode: the device does not make this code.
    """
    require(policies.may_change(actor, person))
    step = queries.matching_step(secret, code, moment=at.timestamp())
    if step is None:
        raise WrongCode
    sealed = queries.vault().encrypt(secret.encode()).decode()
    SecondFactor.objects.update_or_create(
        person=person, defaults={"secret": sealed, "last_step": step, "set_at": at}
    )
    codes = _new_codes(person)
    publish(SecondFactorSet(district_id=None, actor_id=person.pk, person_id=person.pk))
    return codes


@transaction.atomic
def renew_recovery_codes(*, person: Person, current: str, actor: Viewer, at: datetime) -> list[str]:
    """Ten new recovery codes; the old ones are worth nothing from now on.

    Raises:
        WrongPassword: the present password does not fit.
    """
    require(policies.may_change(actor, person))
    if not person.check_password(current):
        raise WrongPassword
    return _new_codes(person)


def _new_codes(person: Person) -> list[str]:
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, code_hash=queries.recovery_hash(person.pk, code))
        for code in codes
    )
    return codes


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


@transaction.atomic
def remove_second_factor(*, person: Person, current: str, actor: Viewer, at: datetime) -> None:
    """Switch the second factor off; the password is asked again.

    Raises:
        WrongPassword: the present password does not fit.
    """
    require(policies.may_change(actor, person))
    if not person.check_password(current):
        raise WrongPassword
    removed, _ = SecondFactor.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    if removed:
        publish(SecondFactorRemoved(district_id=None, actor_id=person.pk, person_id=person.pk))


@transaction.atomic
def use_code(*, person: Person, code: str, at: datetime) -> None:
    """Accept a one-time or a recovery code, once.

    Raises:
        WrongCode: it does not fit, or it has been used.
    """
    factor = queries.second_factor_of(person.pk)
    if factor is None:
        raise WrongCode
    secret = queries.vault().decrypt(factor.secret.encode()).decode()
    step = queries.matching_step(secret, code, moment=at.timestamp())
    if step is not None:
        used = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step)
    else:
        used = RecoveryCode.objects.filter(
            person=person, code_hash=queries.recovery_hash(person.pk, code), used_at=None
        ).update(used_at=at)
    if not used:
        raise WrongCode


def judge_current(person: Person, current: str) -> None:
    """Refuse unless the present password fits.

    Raises:
        WrongPassword: it does not.
    """
    if not person.check_password(current):
        raise WrongPassword
