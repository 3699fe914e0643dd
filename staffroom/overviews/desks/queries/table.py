"""Reading many communities at once: a fixed number of queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.features.plans.queries.plans import Progress, progress_of
from staffroom.features.rosters.policies.rosters import may_see_draft
from staffroom.features.rosters.queries.entries import Waiting, waiting_in
from staffroom.overviews.desks import policies
from staffroom.shared.accounts.registry import RUNNING, Power
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Community,
    RoleGrant,
    ScopeKind,
    Section,
    SectionKind,
)
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.policies import may_read_words, visible_on_board
from staffroom.shared.duties.registry import sort_of
from staffroom.shared.organizations.models import (
    Affiliation,
    District,
    Organization,
    OrganizationKind,
)
from staffroom.shared.publications.models import Placement, PublicationStatus, Tagging
from staffroom.shared.publications.registry import kinds
from staffroom.shared.regulations.queries.rules import Rules, values

MOST = 500
MOST_LATE = 50
MOST_PLACES = 2000
TAUGHT_IN = (OrganizationKind.SCHOOL, OrganizationKind.PRESCHOOL, OrganizationKind.ADDITIONAL)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who runs a community: name, card, title of the role."""

    name: str
    pid: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A community on the desk (BB-3.1.1)."""

    pid: str
    name: str
    url: str
    depth: int
    member_n: int
    leads: tuple[Person, ...]
    active_at: datetime | None
    silent_days: int | None  # beyond what the regulation allows
    starts_on: date | None
    ends_on: date | None
    is_over: bool  # its term is past, it still works
    open_n: int
    late_n: int
    plan: Progress | None  # of the plan in force today; None without one
    roster: Waiting | None  # the composition by order; None where it waits for nothing


@dataclass(frozen=True, slots=True)
class Spot:
    """A section on the map, with what is wrong there; empty words where all is well (OL-3.2.4.a)."""

    title: str
    url: str
    is_empty: bool
    silent_days: int | None

    @property
    def is_bad(self) -> bool:
        """True for an empty or a stale one."""
        return self.is_empty or self.silent_days is not None


@dataclass(frozen=True, slots=True)
class Block:
    """A community of the map: who answers for it and its sections."""

    name: str
    url: str
    depth: int
    leads: tuple[Person, ...]
    spots: tuple[Spot, ...]


def communities(viewer: Viewer, place: District) -> list[Community]:
    """What this viewer oversees, parents before children.

    Raises:
        Absent: the desk is not his.
    """
    if not viewer.is_system and not policies.oversees_somewhere(viewer, place.pk):
        raise Absent
    found = policies.visible_communities(viewer, place.pk).select_related("profile")
    return _as_tree(list(found.order_by("sort_key", "pk")[:MOST]))


def _as_tree(rows: Sequence[Community]) -> list[Community]:
    """Children right after their parent, brothers by name."""
    keys = {row.pk: bytes(row.sort_key) for row in rows}
    return sorted(rows, key=lambda row: [(keys.get(part, b""), part) for part in row.line])


def desk(viewer: Viewer, found: Sequence[Community], place: District, *, at: datetime) -> list[Row]:
    """Each community with its last activity, what is open there and who answers for it."""
    keys = [row.pk for row in found]
    leads, owed, today = _leads(found), owed_in(keys, at), timezone.localdate(at)
    plans = progress_of(keys, today=today)
    shown, rosters = {row.pk for row in found}, rosters_of(viewer, found)
    return [
        Row(
            pid=row.pid,
            name=row.name,
            url=url_of(place, row),
            depth=_depth(row, shown),
            member_n=row.member_n,
            leads=leads.get(row.pk, ()),
            active_at=row.active_at,
            silent_days=_silence(row.active_at or row.created_at, rules_beside(row), today),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            is_over=row.ends_on is not None and row.ends_on < today,
            open_n=owed.get(row.pk, (0, 0))[0],
            late_n=owed.get(row.pk, (0, 0))[1],
            plan=plans.get(row.pk),
            roster=rosters.get(row.pk),
        )
        for row in found
    ]


def rosters_of(viewer: Viewer, found: Sequence[Community]) -> dict[int, Waiting]:
    """What compositions wait for, to those who collect or register them."""
    waiting = waiting_in([row.pk for row in found])
    return {
        row.pk: waiting[row.pk] for row in found if row.pk in waiting and may_see_draft(viewer, row)
    }


def _depth(row: Community, shown: set[int]) -> int:
    return sum(1 for part in row.line[:-1] if part in shown)


def url_of(place: District, row: Community) -> str:
    """The address of a community."""
    return f"/{place.slug}/c/{row.pid}-{row.slug}/"


def rules_beside(row: Community) -> Rules:
    """The rules of a community that was read together with its profile."""
    return values(int(row.profile.current_id or 0))


def _silence(active_at: datetime, rules: Rules, today: date) -> int | None:
    """Days of silence where they are more than `content.max_gap_days`."""
    gap = rules.number("content.max_gap_days")
    days = (today - timezone.localdate(active_at)).days
    return days if gap is not None and days > gap else None


def _leads(found: Sequence[Community]) -> dict[int, tuple[Person, ...]]:
    """Those who run each: whoever manages it first, then by the regulation's order of roles."""
    roles = {row.pk: rules_beside(row).roles for row in found}
    grants = RoleGrant.objects.filter(
        scope_kind=ScopeKind.COMMUNITY, scope_id__in=list(roles), to_at=None
    )
    gathered: dict[int, list[tuple[tuple[bool, int], Person]]] = defaultdict(list)
    rows = grants.order_by("pk").values_list(
        "scope_id", "role", "powers", "person__name", "person__pid"
    )
    for key, role, powers, name, pid in rows:
        if not powers & RUNNING:  # a listener answers for nothing
            continue
        known = roles[key].get(role)
        title, number = (known.title, known.number) if known else (role, 999)
        order = (not powers & Power.MANAGE_STRUCTURE, number)
        gathered[key].append((order, Person(name, pid, title)))
    return {
        key: tuple(one for _number, one in sorted(people, key=lambda pair: pair[0]))
        for key, people in gathered.items()
    }


def owed_in(keys: Sequence[int], at: datetime) -> dict[int, tuple[int, int]]:
    """How much is open in each community, and how much of it is past its term."""
    rows = (
        Duty.objects.filter(scope_kind="community", scope_id__in=keys, closed_at=None)
        .values("scope_id")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)))
        .order_by("scope_id")
    )
    return {int(row["scope_id"] or 0): (row["n"], row["late"]) for row in rows}


def late_duties(viewer: Viewer, place: District, *, at: datetime) -> list[tuple[Duty, str]]:
    """What is past its term in the whole district, the oldest term first (BT-1.8), with its words.

    As on the board of terms: not what is a person's own affair, and a kind instead of words that
    quote what this viewer may not read.
    """
    found = visible_on_board(viewer, place.pk).filter(closed_at=None, due_at__lt=at)
    rows = found.select_related("about", "owner").order_by("due_at", "pk")[:MOST_LATE]
    return [
        (one, one.words if may_read_words(viewer, one) else sort_of(one.kind).label) for one in rows
    ]


def outside(place: District) -> tuple[list[Organization], bool]:
    """Organisations where people teach and from where nobody takes part in the network (BT-1.8).

    And whether the district has any such organisation at all: without one nobody «takes part».
    """
    admitted = Admission.objects.filter(
        district=place, state=AdmissionState.ADMITTED, person=OuterRef("person")
    )
    takes_part = Affiliation.objects.filter(
        Exists(admitted), organization=OuterRef("pk"), to_on=None
    )
    found = Organization.objects.filter(district=place, closed_on=None, kind__in=TAUGHT_IN)
    told = found.annotate(takes_part=Exists(takes_part))
    first = told.order_by("takes_part", "sort_key", "pk")  # who is outside comes first
    rows = list(first[:MOST_PLACES])
    return [one for one in rows if not one.takes_part], bool(rows)


def section_map(found: Sequence[Community], place: District, *, at: datetime) -> list[Block]:
    """Each community's menu with what is empty or stale there."""
    keys, today = [row.pk for row in found], timezone.localdate(at)
    leads, shown = _leads(found), set(keys)
    menus: dict[int, list[Section]] = defaultdict(list)
    unpublished = Q(kind=SectionKind.PAGE, published_at=None)
    rows = Section.objects.filter(Q(is_shown=True) | unpublished, community__in=keys)
    for section in rows.order_by("place", "pk"):
        menus[section.community_id].append(section)
    talk = _last_talk(keys)
    tagged = _last_tagged(place, keys, [one for menu in menus.values() for one in menu])
    parents = {row.parent_id for row in found}
    return [
        Block(
            name=row.name,
            url=url_of(place, row),
            depth=_depth(row, shown),
            leads=leads.get(row.pk, ()),
            spots=tuple(
                _spot(row, section, place, talk, tagged, today)
                for section in menus[row.pk]
                if section.kind != SectionKind.CHILDREN or row.pk in parents
            ),
        )
        for row in found
    ]


def _spot(
    row: Community,
    section: Section,
    place: District,
    talk: Mapping[int, datetime],
    tagged: Mapping[tuple[int, str], datetime],
    today: date,
) -> Spot:
    last: datetime | None = None
    is_empty = False
    if section.kind == SectionKind.FEED:
        last, is_empty = row.active_at, row.publication_n == 0
    elif section.kind == SectionKind.TOPICS:
        last, is_empty = talk.get(row.pk), row.pk not in talk
    elif section.kind == SectionKind.TAG:
        last = tagged.get((row.pk, section.tag.casefold()))
        is_empty = last is None
    elif section.kind == SectionKind.PEOPLE:
        is_empty = row.member_n == 0
    elif section.kind == SectionKind.ABOUT:
        is_empty = not row.about_plain.strip()
    elif section.kind == SectionKind.PAGE:
        is_empty = section.published_at is None
    silent = _silence(last, rules_beside(row), today) if last is not None and not is_empty else None
    return Spot(section.title, f"{url_of(place, row)}{section.slug}/", is_empty, silent)


def _last_talk(keys: Sequence[int]) -> dict[int, datetime]:
    talk = [code for code, kind in kinds.items() if kind.form_code in {"forum", "help", "proposal"}]
    rows = Placement.objects.filter(
        community__in=keys,
        kind__in=talk,
        hidden_at=None,
        publication__status=PublicationStatus.PUBLISHED,
    )
    last = rows.values("community").annotate(last=Max("bumped_at")).order_by("community")
    return {row["community"]: row["last"] for row in last}


def _last_tagged(
    place: District, keys: Sequence[int], sections: Iterable[Section]
) -> dict[tuple[int, str], datetime]:
    names = {one.tag.casefold() for one in sections if one.kind == SectionKind.TAG}
    rows = (
        Tagging.objects.filter(
            tag__district=place,
            tag__name__in=names,
            publication__status=PublicationStatus.PUBLISHED,
            publication__placements__community__in=keys,
            publication__placements__hidden_at=None,
        )
        .values("tag__name", "publication__placements__community")
        .annotate(last=Max("publication__placements__bumped_at"))
        .order_by("tag__name", "publication__placements__community")
    )
    return {
        (row["publication__placements__community"], row["tag__name"]): row["last"] for row in rows
    }


def troubles(blocks: Iterable[Block]) -> list[Block]:
    """Only what is empty or stale."""
    bad = (
        Block(one.name, one.url, 0, one.leads, tuple(spot for spot in one.spots if spot.is_bad))
        for one in blocks
    )
    return [one for one in bad if one.spots]


def soon_over(rows: Iterable[Row], *, at: datetime, within: timedelta = timedelta(days=30)) -> int:
    """How many of these communities end soon or should have ended."""
    last = timezone.localdate(at + within)
    return sum(1 for row in rows if row.ends_on is not None and row.ends_on <= last)
