"""Links in letters: signed, short-lived, good for the account as it stands."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing

from staffroom.shared.accounts.models import Person

EMAIL_HOURS = 48

resets = PasswordResetTokenGenerator()


def email_token(person: Person, email: str) -> str:
    """What the letter to a new address carries."""
    return signing.dumps([person.pid, person.email, email], salt="staffroom.accounts.email")


def read_email_token(token: str) -> tuple[str, str, str] | None:
    """(pid, address then, address to be) of a link that still holds, or None."""
    try:
        pid, was, email = signing.loads(
            token, salt="staffroom.accounts.email", max_age=EMAIL_HOURS * 3600
        )
    except (signing.BadSignature, ValueError):
        return None
    return pid, was, email


def reset_token(person: Person) -> str:
    """What the letter with a new password's link carries; a changed password spoils it."""
    return resets.make_token(person)


def holds_reset(person: Person, token: str) -> bool:
    """True while the link works."""
    return resets.check_token(person, token)
