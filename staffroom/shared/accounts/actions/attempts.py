"""Counting tries, so that guessing is hopeless and locking others out is useless (G-17)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from staffroom.core.errors import DomainError
from staffroom.shared.accounts.models import Attempt


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries of a kind in so long a window."""

    kind: str
    tries: int
    window: timedelta
    words: str


BY_ACCOUNT = Limit(
    "account",
    10,
    timedelta(minutes=15),
    "Слишком много попыток подряд. Подождите 15 минут или задайте новый пароль по письму.",
)
BY_ADDRESS = Limit(
    "address",
    100,
    timedelta(hours=1),
    "С вашего адреса слишком много попыток входа. Попробуйте через час.",
)
BY_CODE = Limit(
    "code",
    10,
    timedelta(minutes=15),
    "Слишком много неверных кодов. Подождите 15 минут и попробуйте снова.",
)
LETTERS_TO = Limit(
    "letters_to",
    5,
    timedelta(hours=1),
    "Мы уже отправили несколько писем на этот адрес. Проверьте почту и папку «Спам».",
)
LETTERS_FROM = Limit(
    "letters_from",
    60,
    timedelta(hours=1),
    "С вашего адреса слишком много запросов. Попробуйте через час.",
)
KEPT = timedelta(days=1)


class TooMany(DomainError):
    """The tries of this window are used up."""

    status = 429


def key_of(*words: str) -> str:
    """What is counted, without keeping it readable."""
    return salted_hmac("staffroom.accounts.attempts", "\n".join(words).casefold()).hexdigest()[:64]


def count_try(*, limit: Limit, key: str, at: datetime) -> None:
    """Count one try before it is made: it is committed first, so parallel ones see each other.

    A refused try is not kept: the wait does not grow by knocking.

    Raises:
        TooMany: the window is full.
    """
    tried = Attempt.objects.create(kind=limit.kind, key_hash=key, at=at)
    counted = Attempt.objects.filter(
        kind=limit.kind, key_hash=key, at__gt=at - limit.window
    ).count()
    if counted > limit.tries:
        tried.delete()
        raise TooMany(limit.words)


def count_letter(*, address: str, email: str, at: datetime) -> None:
    """Count a letter asked for by a stranger: nobody's box is flooded from here.

    Raises:
        TooMany: this address of the network, or this box, has had its share of the hour.
    """
    count_try(limit=LETTERS_FROM, key=key_of(address), at=at)
    count_try(limit=LETTERS_TO, key=key_of(email), at=at)


def forgive_tries(*, limit: Limit, key: str) -> None:
    """Forget the tries of somebody who has proved himself."""
    Attempt.objects.filter(kind=limit.kind, key_hash=key).delete()


def drop_old_tries(*, at: datetime) -> int:
    """Delete what no window reaches; a nightly job calls it."""
    dropped, _ = Attempt.objects.filter(at__lt=at - KEPT).delete()
    return dropped
