"""Reading sessions."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, DateTimeField

from staffroom.core.prepared import Prepared
from staffroom.shared.accounts.models import Session

_STANDING = Prepared(
    lambda key, at: Session.objects.select_related("person").filter(pk=key, ends_at__gt=at),
    key=CharField(), at=DateTimeField(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A line of «Где вы вошли»."""

    key_hash: str
    device: str
    created_at: datetime
    seen_at: datetime
    is_strong: bool
    is_current: bool


def standing_session(key_hash: str, *, at: datetime) -> Session | None:
    """The session with its person, in one query; None when it has ended or never was."""
    return _STANDING.first(key=key_hash, at=at)


def sessions_of(person_id: int, *, current: str, at: datetime) -> list[SessionRow]:
    """A person's standing sessions, this one first, then the latest seen."""
    rows = (
        Session.objects.filter(person_id=person_id, ends_at__gt=at)
        .order_by("-seen_at", "pk")
        .values_list("key_hash", "device", "created_at", "seen_at", "is_strong")
    )
    found = [SessionRow(*row, is_current=row[0] == current) for row in rows]
    return sorted(found, key=lambda row: not row.is_current)
