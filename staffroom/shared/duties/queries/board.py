"""«Сроки района»: every duty of a district, narrowed and paged by key, and the share kept in term."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, RoleGrant
from staffroom.shared.duties import policies
from staffroom.shared.duties.models import NEVER, Duty
from staffroom.shared.duties.registry import OUTCOME_LABELS, Outcome, private_kinds, sort_of
from staffroom.shared.organizations.models import District

PAGE = 50
MOST_COUNTED = 1000
MOST_EXPORTED = 20_000
MOST_NAMES = 3
USUAL = timedelta(days=90)  # the period of the share where none is asked for
PEOPLE = ("about", "owner", "closed_by", "controller")


class BoardState(StrEnum):
    """Which duties are shown."""

    OPEN = ""
    LATE = "late"
    IN_TERM = "in_term"
    DONE_LATE = "done_late"
    CLOSED = "closed"


OPEN_STATES = (BoardState.OPEN, BoardState.LATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the board is narrowed by; days bound the terms of open duties, the ends of closed ones."""

    state: BoardState = BoardState.OPEN
    kind: str = ""
    community_id: int | None = None
    person: Person | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A duty as the board shows it."""

    pid: str
    words: str
    kind: str
    place: str
    who: tuple[str, ...]
    rest_n: int  # of those who may do it, not named
    due_on: date | None
    closed_on: date | None
    outcome: str
    is_late: bool
    late_days: int
    controller: str
    clause: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the board; `after` is where the next one begins, or None."""

    rows: list[BoardRow]
    after: tuple[datetime, int] | None


@dataclass(frozen=True, slots=True)
class Share:
    """What was done in a period, of all that had a term."""

    kept_n: int
    late_n: int
    from_on: date
    to_on: date

    @property
    def percent(self) -> int | None:
        """The share kept in term, rounded down: a hundred means every one; None where nothing ended."""
        ended = self.kept_n + self.late_n
        return self.kept_n * 100 // ended if ended else None


def board(
    viewer: Viewer,
    place: District,
    asked: Asked,
    *,
    after: tuple[datetime, int] | None = None,
    at: datetime,
) -> Page:
    """A page of the board: open duties by their terms, closed ones newest first; four queries."""
    found = _after(_narrowed(viewer, place, asked, at), asked, after)
    keys = list(
        found.values_list("pk", flat=True)[: PAGE + 1]
    )  # narrow rows are sorted, not whole ones
    by_key = Duty.objects.select_related(*PEOPLE).in_bulk(keys)
    rows = [by_key[key] for key in keys]
    shown, last = rows[:PAGE], rows[PAGE - 1] if len(rows) > PAGE else None
    key = None if last is None else (_moment(last, asked), last.pk)
    return Page(_shown(viewer, place, shown, at), key)


def exported(viewer: Viewer, place: District, asked: Asked, *, at: datetime) -> Iterator[BoardRow]:
    """Every row of the board, a page of memory at a time; at most `MOST_EXPORTED`."""
    whole = _narrowed(viewer, place, asked, at).select_related(*PEOPLE)
    found = whole[:MOST_EXPORTED].iterator(chunk_size=1000)
    while batch := list(islice(found, 1000)):
        yield from _shown(viewer, place, batch, at)


def _moment(duty: Duty, asked: Asked) -> datetime:
    closed_at = duty.closed_at
    return closed_at if closed_at is not None and asked.state not in OPEN_STATES else duty.sort_at


def _after(
    found: QuerySet[Duty], asked: Asked, after: tuple[datetime, int] | None
) -> QuerySet[Duty]:
    if after is None:
        return found
    moment, key = after
    if asked.state in OPEN_STATES:
        return found.filter(
            Q(sort_at__gt=moment) | Q(sort_at=moment, pk__gt=key), sort_at__gte=moment
        )
    return found.filter(
        Q(closed_at__lt=moment) | Q(closed_at=moment, pk__lt=key), closed_at__lte=moment
    )


def _narrowed(viewer: Viewer, place: District, asked: Asked, at: datetime) -> QuerySet[Duty]:
    found = _of(policies.visible_on_board(viewer, place.pk), asked, at)
    since, until = _moments(place, asked.from_on, asked.to_on)
    if asked.state in OPEN_STATES:
        found = found.filter(closed_at=None)
        found = found.filter(sort_at__gte=since, sort_at__lt=NEVER) if since else found
        found = found.filter(sort_at__lt=until) if until else found
        if asked.state == BoardState.LATE:
            found = found.filter(sort_at__lt=at)
        return found.order_by("sort_at", "pk")
    found = found.filter(closed_at__isnull=False)
    found = found.filter(closed_at__gte=since) if since else found
    found = found.filter(closed_at__lt=until) if until else found
    if asked.state != BoardState.CLOSED:
        found = found.filter(is_kept=asked.state == BoardState.IN_TERM)
    return found.order_by("-closed_at", "-pk")


def _of(found: QuerySet[Duty], asked: Asked, at: datetime) -> QuerySet[Duty]:
    """Narrowed by kind, community and the person who answers."""
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.community_id:
        found = found.filter(scope_kind="community", scope_id=asked.community_id)
    if asked.person is not None:
        found = found.filter(_his(asked.person, at))
    return found


def _his(person: Person, at: datetime) -> Q:
    """What a person answers for: what he owns or has done, and what waits for his powers untaken."""
    his = Q(owner=person) | Q(closed_by=person)
    grants = RoleGrant.objects.filter(
        Q(to_at=None) | Q(to_at__gt=at), person=person, from_at__lte=at
    )
    for kind, key, bits in grants.order_by("pk").values_list("scope_kind", "scope_id", "powers"):
        his |= Q(
            owner=None, closed_at=None, scope_kind=kind, scope_id=key,
            power__in=policies.bits_of(bits),
        )  # fmt: skip
    return his


def _moments(
    place: District, from_on: date | None, to_on: date | None
) -> tuple[datetime | None, datetime | None]:
    zone = ZoneInfo(place.time_zone)
    since = datetime.combine(from_on, time(), zone) if from_on else None
    until = datetime.combine(to_on + timedelta(days=1), time(), zone) if to_on else None
    return since, until


def share(viewer: Viewer, place: District, asked: Asked, *, at: datetime) -> Share:
    """How much of what ended in the period was done in term: one query over an index, rows are not read.

    Without days asked for, the last ninety. What fell away and what had no term is not counted.
    """
    today = at.astimezone(ZoneInfo(place.time_zone)).date()
    to_on = asked.to_on or today
    from_on = asked.from_on or to_on - USUAL
    since, until = _moments(place, from_on, to_on)
    if not policies.sees_terms(viewer, place.pk):
        return Share(0, 0, from_on, to_on)
    found = _of(Duty.objects.filter(district=place, is_kept__isnull=False), asked, at)
    ended = found.filter(closed_at__gte=since, closed_at__lt=until)
    counted = dict(ended.values_list("is_kept").annotate(n=Count("pk")).order_by("is_kept"))
    return Share(counted.get(True, 0), counted.get(False, 0), from_on, to_on)


def overdue_n(viewer: Viewer, place: District, *, at: datetime) -> int:
    """How many duties of a district are overdue now; counts no further than one over a thousand."""
    if not policies.sees_terms(viewer, place.pk):
        return 0
    late = Duty.objects.filter(district=place, closed_at=None, sort_at__lt=at)
    return late.exclude(kind__in=private_kinds()).order_by()[: MOST_COUNTED + 1].count()


def _shown(viewer: Viewer, place: District, rows: Sequence[Duty], at: datetime) -> list[BoardRow]:
    zone = ZoneInfo(place.time_zone)
    communities = _communities(rows)
    holders = _holders(rows, at)
    return [_row(viewer, one, communities, holders, zone, at) for one in rows]


def _row(
    viewer: Viewer,
    duty: Duty,
    communities: dict[int, str],
    holders: dict[tuple[str, int], list[tuple[int, int, str]]],
    zone: ZoneInfo,
    at: datetime,
) -> BoardRow:
    due_on = duty.due_at.astimezone(zone).date() if duty.due_at else None
    closed_on = duty.closed_at.astimezone(zone).date() if duty.closed_at else None
    is_late = duty.due_at is not None and (duty.closed_at or at) > duty.due_at
    end = closed_on or at.astimezone(zone).date()
    who = _who(duty, holders)
    sort = sort_of(duty.kind)
    is_local = duty.scope_kind == "community"
    return BoardRow(
        pid=duty.pid,
        words=duty.words if policies.may_read_words(viewer, duty) else sort.label,
        kind=sort.label,
        place=communities.get(duty.scope_id or 0, "") if is_local else "",
        who=tuple(who[:MOST_NAMES]),
        rest_n=max(0, len(who) - MOST_NAMES),
        due_on=due_on,
        closed_on=closed_on,
        outcome=OUTCOME_LABELS.get(Outcome(duty.outcome), "") if duty.outcome else "",
        is_late=is_late and duty.outcome != Outcome.GONE,
        late_days=(end - due_on).days if is_late and due_on else 0,
        controller=duty.controller.name if duty.controller else "",
        clause=duty.clause,
    )


def _who(duty: Duty, holders: dict[tuple[str, int], list[tuple[int, int, str]]]) -> list[str]:
    """Who has done it, who owns it, or everybody who may do it."""
    if duty.closed_at is not None:
        return [duty.closed_by.name] if duty.closed_by else []
    if duty.owner is not None:
        return [duty.owner.name]
    able = holders.get((duty.scope_kind, duty.scope_id or 0), [])
    named = (name for key, bits, name in able if bits & duty.power and key != duty.about_id)
    return list(dict.fromkeys(named))


def _communities(rows: Iterable[Duty]) -> dict[int, str]:
    keys = {row.scope_id or 0 for row in rows if row.scope_kind == "community"}
    return dict(Community.objects.filter(pk__in=keys).values_list("pk", "name"))


def _holders(
    rows: Iterable[Duty], at: datetime
) -> dict[tuple[str, int], list[tuple[int, int, str]]]:
    """Those who hold powers where untaken duties of a page wait."""
    keys: dict[str, set[int]] = {"community": set(), "district": set()}
    for row in rows:
        if row.owner_id is None and row.closed_at is None and row.scope_kind in keys:
            keys[row.scope_kind].add(row.scope_id or 0)
    there = Q(scope_kind="community", scope_id__in=keys["community"])
    there |= Q(scope_kind="district", scope_id__in=keys["district"])
    grants = RoleGrant.objects.filter(
        there, Q(to_at=None) | Q(to_at__gt=at), from_at__lte=at, person__is_active=True
    ).order_by("person__sort_key", "pk")
    found: dict[tuple[str, int], list[tuple[int, int, str]]] = defaultdict(list)
    columns = ("scope_kind", "scope_id", "person_id", "powers", "person__name")
    for kind, key, person_id, bits, name in grants.values_list(*columns):
        found[kind, key].append((person_id, bits, name))
    return found
