"""From a fact to rows of notices: readers of the thing, among those whom it concerns."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache, partial
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
def tell(*, facts: Sequence[tuple[Event, datetime]], at: datetime) -> list[int]:
    """Make the rows of facts with their moments, oldest first; the keys of those whose letters go at once.

    Nobody is told of his own act, and nobody twice of one fact. Who may read is judged at `at`.
    """
    choice = _Choice(at)
    sheets: dict[str, _Sheet] = {}
    for event, moment in facts:
        told: set[int] = {event.actor_id} if event.actor_id else set()
        for plug in plugs.notices[type(event)]:
            for notice in plug.make(event):
                chosen = choice.of(plug, notice, told)
                told |= set(chosen)
                group = _group(plug, notice)
                sheet = sheets.setdefault(
                    group or f"{len(sheets)}", _Sheet(plug.kind, group, moment)
                )
                sheet.add(notice, chosen, event.actor_id, moment)
    return [key for sheet in sheets.values() for key in _write(sheet)]


class _Choice:
    """Who is told, and how: active readers of the thing who want to hear of it.

    What was asked for one fact is not asked again for the next ones: a lively talk makes many facts
    for the same people.
    """

    def __init__(self, at: datetime) -> None:
        self.readers: Callable[..., frozenset[int]] = cache(partial(_readers, at=at))
        self.levels = cache(choices.levels_of)
        self.modes = cache(choices.modes_of)

    def of(self, plug: NoticePlug, notice: Notice, told: Set[int]) -> dict[int, Mode]:
        """The chosen and their modes; those who were told are left alone."""
        to = self.readers(notice.publication_id, frozenset(notice.to))
        levels = self.levels(notice.community_id, to)
        heard = frozenset(key for key in to if _wants(levels.get(key, Level.ALL), notice))
        modes = self.modes(plug, heard)
        return {key: modes[key] for key in sorted(heard - told) if modes[key] != Mode.OFF}


def _readers(publication_id: int | None, to: frozenset[int], *, at: datetime) -> frozenset[int]:
    if not to:
        return to
    if publication_id is not None:
        return frozenset(readers_among(publication_id, to, at=at))
    active = Person.objects.filter(pk__in=to, is_active=True)
    return frozenset(active.values_list("pk", flat=True))


def _wants(level: Level, notice: Notice) -> bool:
    return level == Level.ALL or (level == Level.ADDRESSED and notice.addressed)


def _group(plug: NoticePlug, notice: Notice) -> str:
    """Unread rows of one group are one row."""
    if not plug.many[0]:
        return ""
    return f"{plug.kind}:{notice.publication_id or ''}:{notice.community_id or ''}"


@dataclass(slots=True)
class _Heard:
    """What one person is told: the first notice, how many there were, who acted last."""

    notice: Notice
    mode: Mode
    n: int = 0
    actor_id: int | None = None


@dataclass(slots=True)
class _Sheet:
    """One notice, or those of one group, with all whom they concern."""

    kind: str
    group: str
    at: datetime
    people: dict[int, _Heard] = field(default_factory=dict)

    def add(
        self, notice: Notice, chosen: Mapping[int, Mode], actor_id: int | None, moment: datetime
    ) -> None:
        """One more fact for these people; the last moment stands."""
        self.at = max(self.at, moment)
        for key, mode in chosen.items():
            heard = self.people.setdefault(key, _Heard(notice, mode))
            heard.n += 1
            heard.actor_id = actor_id

    def row(self, person_id: int) -> NoticeRow:
        """A new row for this person."""
        heard = self.people[person_id]
        said = heard.notice
        return NoticeRow(
            person_id=person_id, kind=self.kind, group=self.group, text=said.text, n=heard.n,
            link=said.link, publication_id=said.publication_id, seq=said.seq, at=self.at,
            community_id=said.community_id, actor_id=heard.actor_id, mail=LETTERS[heard.mode],
        )  # fmt: skip


def _write(sheet: _Sheet) -> list[int]:
    people = sorted(sheet.people)
    urgent: list[int] = []
    for start in range(0, len(people), BATCH):
        part = people[start : start + BATCH]
        grown = _grow(sheet, part)
        made = NoticeRow.objects.bulk_create(sheet.row(key) for key in part if key not in grown)
        if not made:
            continue
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
    alike: dict[tuple[int, int | None], list[int]] = {}
    for key in grown:
        heard = sheet.people[key]
        alike.setdefault((heard.n, heard.actor_id), []).append(key)
    for (n, actor_id), keys in alike.items():
        unread.filter(person__in=keys).update(
            n=F("n") + n,
            at=sheet.at,
            actor=actor_id,
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
