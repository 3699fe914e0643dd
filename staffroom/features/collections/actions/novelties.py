"""Filling «новинки»."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.collections import events
from staffroom.features.collections.models import Novelty
from staffroom.features.collections.policies import novelties as policies
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.queries.links import stopped_among

SAME_BOOK = "Книга с таким ISBN уже есть среди новинок."


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The bibliographic fields of a novelty."""

    kind: str
    title: str
    year: int
    authors: str = ""
    publisher: str = ""
    city: str = ""
    pages: int | None = None
    isbn: str = ""
    subject: str = ""
    grades: str = ""
    annotation: str = ""
    where: str = ""
    address: str = ""


def plain_isbn(isbn: str) -> str:
    """An ISBN as digits alone, or an empty string for none.

    Raises:
        DomainError: the digits do not agree with their check digit.
    """
    found = "".join(sign for sign in isbn.upper().replace("Х", "X") if sign.isalnum())
    if not found:
        return ""
    if not (_is_isbn_13(found) or _is_isbn_10(found)):
        raise DomainError("В ISBN ошибка: сверьте цифры с книгой.", field="isbn")
    return found


def _is_isbn_13(isbn: str) -> bool:
    if len(isbn) != 13 or not (isbn.isascii() and isbn.isdigit()):
        return False
    return sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(isbn)) % 10 == 0


def _is_isbn_10(isbn: str) -> bool:
    if (
        len(isbn) != 10
        or not (isbn.isascii() and isbn[:9].isdigit())
        or isbn[9] not in "0123456789X"
    ):
        return False
    digits = [*map(int, isbn[:9]), 10 if isbn[9] == "X" else int(isbn[9])]
    return sum(digit * (10 - n) for n, digit in enumerate(digits)) % 11 == 0


def _checked(record: Record, district_id: int) -> dict[str, object]:
    values = {**asdict(record), "isbn": plain_isbn(record.isbn)}
    if record.address:
        stopped = stopped_among(district_id, [record.address])
        if stopped is not None:
            message = f"На сайт {stopped} в сети района не ссылаются: {stopped.reason.rstrip('.')}."
            raise DomainError(message, field="address")
    return values


@transaction.atomic
def add(*, district: District, record: Record, actor: Viewer, at: datetime) -> Novelty:
    """Add a novelty (TV-3.1.1.d).

    Raises:
        DomainError: a wrong ISBN, a book that is there, an address of a stopped site.
    """
    require(policies.may_fill(actor, district.pk))
    values = _checked(record, district.pk)
    try:
        with transaction.atomic():
            row = Novelty.objects.create(
                district=district, added_by_id=actor.author_id, added_at=at, **values
            )
    except IntegrityError:
        raise DomainError(SAME_BOOK, field="isbn") from None
    _tell(events.NoveltyAdded, row, actor)
    return row


@transaction.atomic
def change(*, novelty: Novelty, record: Record, actor: Viewer) -> None:
    """Correct a novelty."""
    require(policies.may_change(actor, novelty))
    values = _checked(record, novelty.district_id)
    for name, value in values.items():
        setattr(novelty, name, value)
    try:
        with transaction.atomic():
            novelty.save(update_fields=list(values))
    except IntegrityError:
        raise DomainError(SAME_BOOK, field="isbn") from None
    _tell(events.NoveltyChanged, novelty, actor)


@transaction.atomic
def remove(*, novelty: Novelty, actor: Viewer) -> None:
    """Take a novelty off the list."""
    require(policies.may_change(actor, novelty))
    _tell(events.NoveltyRemoved, novelty, actor)
    novelty.delete()


def _tell(kind: type[events.NoveltyFact], row: Novelty, actor: Viewer) -> None:
    publish(kind(district_id=row.district_id, actor_id=actor.person_id, novelty_id=row.pk))
