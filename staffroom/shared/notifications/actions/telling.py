"""From a fact to rows of notices: readers of the thing, among those whom it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Value, When

from staffroom.core import plugs
from staffroom.core.events import Event
from staffroom.core.live import announce
from staffroom.core.plugs import Notice, NoticePlug
from staffroom.shared.accounts.models import Person
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.notifications.queries import choices
from staffroom.shared.notifications.registry import Level, Mode
from staffroom.shared.publications.queries.readers import readers_among

Mail = NoticeRow.Mail
BATCH = 500
LETTERS = {Mode.AT_ONCE: Mail.AT_ONCE, Mode.DIGEST: Mail.DIGEST, Mode.SITE: Mail.NONE}


def fact(code: str, told: dict[str, Any]) -> Event | None:
    """The event of this code with these values; None where no kind of notice is made of it."""
    kind = next((one for one in plugs.notices if one.code == code), None)
    if kind is None:
        return None
    known = {field.name for field in fields(kind)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in told.items()
        if name in known
    }
    return kind(**values)


@transaction.atomic
def tell(*, event: Event, at: datetime) -> list[int]:
    """Make the rows of a fact; the keys of those whose letters go at once.

    Nobody is told of his own act, and nobody twice of one fact.
    """
    told: set[int] = {event.actor_id} if event.actor_id else set()
    urgent: list[int] = []
    for plug in plugs.notices[type(event)]:
        for notice in plug.make(event):
            chosen = _chosen(plug, notice, set(notice.to) - told, at)
            told |= set(chosen)
            urgent += _write(plug, notice, chosen, actor_id=event.actor_id, at=at)
    return urgent


def _chosen(plug: NoticePlug, notice: Notice, to: set[int], at: datetime) -> dict[int, Mode]:
    """Who is told, and how: active readers of the thing who want to hear of it."""
    if not to:
        return {}
    if notice.publication_id is not None:
        to = readers_among(notice.publication_id, to, at=at)
    else:
        to = set(Person.objects.filter(pk__in=to, is_active=True).values_list("pk", flat=True))
    levels = choices.levels_of(notice.community_id, to)
    heard = {key for key in to if _wants(levels.get(key, Level.ALL), notice)}
    modes = choices.modes_of(plug, heard)
    return {key: mode for key, mode in sorted(modes.items()) if mode != Mode.OFF}


def _wants(level: Level, notice: Notice) -> bool:
    return level == Level.ALL or (level == Level.ADDRESSED and notice.addressed)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the rows of one notice have in common."""

    plug: NoticePlug
    notice: Notice
    actor_id: int | None
    at: datetime

    @property
    def group(self) -> str:
        """Unread rows of one group are one row."""
        if not self.plug.many[0]:
            return ""
        return (
            f"{self.plug.kind}:{self.notice.publication_id or ''}:{self.notice.community_id or ''}"
        )

    def row(self, person_id: int, mode: Mode) -> NoticeRow:
        """A new row for this person."""
        said = self.notice
        return NoticeRow(
            person_id=person_id, kind=self.plug.kind, group=self.group, text=said.text[:400],
            link=said.link, publication_id=said.publication_id, seq=said.seq,
            community_id=said.community_id, actor_id=self.actor_id, at=self.at, mail=LETTERS[mode],
        )  # fmt: skip


def _write(
    plug: NoticePlug,
    notice: Notice,
    chosen: dict[int, Mode],
    *,
    actor_id: int | None,
    at: datetime,
) -> list[int]:
    sheet = _Sheet(plug, notice, actor_id, at)
    people = list(chosen)
    urgent: list[int] = []
    for start in range(0, len(people), BATCH):
        part = people[start : start + BATCH]
        grown = _grow(sheet, part)
        rows = [sheet.row(key, chosen[key]) for key in part if key not in grown]
        made = NoticeRow.objects.bulk_create(rows)
        Person.objects.filter(pk__in=[row.person_id for row in made]).update(
            unread_n=F("unread_n") + 1
        )
        ring(row.person_id for row in made)
        urgent += [row.pk for row in made if row.mail == Mail.AT_ONCE]
    return urgent


def _grow(sheet: _Sheet, people: list[int]) -> set[int]:
    """Add to the unread rows of the same group; whose they are.

    A row whose own letter has gone waits for the digest with what came after.
    """
    if not sheet.group:
        return set()
    unread = NoticeRow.objects.filter(person__in=people, group=sheet.group, read_at=None)
    grown = set(unread.values_list("person_id", flat=True))
    unread.filter(person__in=grown).update(
        n=F("n") + 1,
        at=sheet.at,
        actor=sheet.actor_id,
        mail=Case(
            When(mail=Mail.AT_ONCE, mailed_n__gt=0, then=Value(Mail.DIGEST)), default=F("mail")
        ),
    )
    return grown


def ring(person_ids: Iterable[int]) -> None:
    """Announce new numbers of bells to open pages."""
    people = Person.objects.filter(pk__in=list(person_ids)).order_by("pk")
    for pid, unread in people.values_list("pid", "unread_n"):
        announce(f"bell:{pid}", "bell", {"n": unread})


@transaction.atomic
def mark_read(
    *,
    person_id: int,
    at: datetime,
    publication_id: int | None = None,
    keys: Iterable[int] | None = None,
) -> int:
    """Mark a person's notices read: those of a publication, these rows, or all; how many were unread."""
    rows = NoticeRow.objects.filter(person=person_id, read_at=None)
    if publication_id is not None:
        rows = rows.filter(publication=publication_id)
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    read = rows.update(read_at=at)
    if read:
        left = NoticeRow.objects.filter(person=person_id, read_at=None).count()
        Person.objects.filter(pk=person_id).update(unread_n=left)
        ring([person_id])
    return read


def drop_old(*, before: datetime) -> int:
    """Forget read notices that are long past."""
    dropped, _ = NoticeRow.objects.filter(at__lt=before).exclude(read_at=None).delete()
    return dropped
