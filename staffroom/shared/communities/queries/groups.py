"""Reading communities: the directory, one community, its tree, its people, fitting ones."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.db.models import BigIntegerField, CharField, OuterRef, Q, QuerySet, Subquery

from staffroom.core.errors import Absent, MovedOn
from staffroom.core.lookups import the_one
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import RUNNING, Power
from staffroom.shared.communities import registry
from staffroom.shared.communities.models import (
    Community,
    CommunityState,
    Membership,
    MembershipState,
    Participation,
    RoleGrant,
    ScopeKind,
    Section,
    TieState,
    Transition,
)
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries.rules import may_nest, rules_of
from staffroom.shared.organizations.models import District

ADDRESS_STEPS = 3  # /<district>/c/<community>/
CARD = ("district", "parent", "base_organization", "profile")


def _by_pid(pid: Any, person: Any) -> QuerySet[Community]:
    mine = Membership.objects.filter(community=OuterRef("pk"), person=person)
    asked = Participation.objects.filter(
        community=OuterRef("pk"), state=TieState.PROPOSED, organization__representative=person
    ).order_by("pk")
    return (
        Community.objects.select_related(*CARD)
        .filter(pid=pid)
        .annotate(
            accepted_n=Subquery(mine.values("conduct_n")),
            asked_pid=Subquery(asked.values("pid")[:1]),
            asked_name=Subquery(asked.values("organization__short_name")[:1]),
        )
    )


_BY_PID = Prepared(_by_pid, pid=CharField(), person=BigIntegerField())
_MENU = Prepared(
    lambda key: Section.objects.filter(community=key, is_shown=True).order_by("place", "pk"),
    key=BigIntegerField(),
)


def district(slug: str) -> District:
    """The district of this address.

    Raises:
        Absent: there is none.
    """
    return the_one(District.objects.filter(slug=slug))


def community(viewer: Viewer, pid: str, district_slug: str | None = None) -> Community:
    """The community of this public id, with district, parent and base organisation in the same query.

    Raises:
        Absent: there is none, it is not for this viewer, or it stands in another district.
        MovedOn: it has become part of another, to which its address leads.
    """
    if "\0" in pid:  # typed into a form; PostgreSQL takes it nowhere
        raise Absent
    found = _BY_PID.first(pid=pid, person=viewer.person_id)
    if found is None or not policies.may_see(viewer, found):
        raise Absent
    if district_slug and found.district.slug != district_slug:
        raise Absent
    if found.merged_into_id is not None:
        raise MovedOn(_address(found.merged_into_id), steps=ADDRESS_STEPS)
    return found


def _address(key: int) -> str:
    found = Community.objects.select_related("district").get(pk=key)
    return f"/{found.district.slug}/c/{found.pid}-{found.slug}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the directory is narrowed by."""

    kind: str = ""
    subject: str = ""
    position: str = ""
    theme: str = ""
    level: str = ""
    aspect: str = ""
    words: str = ""
    mine: bool = False
    archived: bool = False

    @property
    def query(self) -> str:
        """The filters as the beginning of an address's query, ending with «&» unless empty."""
        given = {name: value for name, value in asdict(self).items() if value}
        return f"{urlencode(given)}&" if given else ""


def directory(viewer: Viewer, place: District, filters: Filters) -> QuerySet[Community]:
    """Communities of a district, in the order of their names."""
    found = policies.visible_communities(viewer).filter(district=place, merged_into=None)
    found = found.select_related("parent")
    ended = Q(state__in=policies.ENDED)
    found = found.filter(ended if filters.archived else ~ended)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.words:
        found = found.filter(_named_like(filters.words))
    if filters.mine:
        found = found.filter(memberships__person=viewer.person_id, memberships__state__in=PRESENT)
    rows = found.order_by("sort_key", "pk")
    for column, code in (
        ("subjects", filters.subject), ("positions", filters.position), ("themes", filters.theme),
        ("levels", filters.level), ("aspects", filters.aspect),
    ):  # fmt: skip
        if code:
            rows = rows.filter(pk__in=_carrying(rows, column, code))
    return rows


def kinds(viewer: Viewer, place: District) -> list[str]:
    """Kinds of communities that the district has, for the viewer's filter."""
    found = policies.visible_communities(viewer).filter(district=place)
    return sorted(found.order_by().values_list("kind", flat=True).distinct())


def _named_like(words: str) -> Q:
    condition = Q()
    for word in words.split()[:6]:
        condition &= (
            Q(name__folded__contains=word)
            | Q(audience_words__folded__contains=word)
            | Q(goal__folded__contains=word)
        )
    return condition


def _carrying(rows: QuerySet[Community], column: str, code: str) -> list[int]:
    """Keys of communities whose list has the code: JSON lists are not searched alike on both databases."""
    return [key for key, codes in rows.values_list("pk", column) if code in codes]


def children(viewer: Viewer, parent: Community) -> QuerySet[Community]:
    """Communities right inside another, in the order of their names (BB-1.9.a)."""
    found = policies.visible_communities(viewer).filter(parent=parent, merged_into=None)
    return found.order_by("sort_key", "pk")


def with_all_below(community_id: int) -> list[int]:
    """Keys of a community and of all that stands inside it."""
    rows = Community.objects.filter(path__contains=f"/{community_id}/").order_by("pk")
    return list(rows.values_list("pk", flat=True))


def of_person(person_id: int) -> QuerySet[Community]:
    """Working communities a person belongs to."""
    return (
        Community.objects.filter(
            memberships__person=person_id,
            memberships__state__in=PRESENT,
            state__in=(CommunityState.ACTIVE, CommunityState.SUSPENDED),
        )
        .select_related("district")
        .order_by("sort_key", "pk")
    )


_MINE = Prepared(of_person, person_id=BigIntegerField())


def mine(person_id: int) -> list[Community]:
    """`of_person` for the pages that are opened most: all of them, without compiling the query anew."""
    return _MINE(person_id=person_id)


class Named(NamedTuple):
    """A community to choose among: its key, public id and name."""

    pk: int
    pid: str
    name: str


_NAMED = f"""
SELECT c.id, c.pid, c.name FROM communities_membership m
  JOIN communities_community c ON c.id = m.community_id
 WHERE m.person_id = %s AND m.state IN ({", ".join(f"'{state}'" for state in PRESENT)})
   AND c.state IN ('{CommunityState.ACTIVE}', '{CommunityState.SUSPENDED}')
 ORDER BY c.sort_key, c.id
"""  # noqa: S608 - states of our own


def named(person_id: int) -> list[Named]:
    """The same communities as `mine`, for a list to choose from."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED, [person_id])
        return [Named(*row) for row in cursor.fetchall()]


def member_ids(viewer: Viewer) -> list[int]:
    """Keys of the communities whose members' token the viewer holds; no query."""
    return registry.community_ids(viewer.tokens)


def fitting(viewer: Viewer, person: Person, place: District, *, limit: int = 6) -> list[Community]:
    """Communities to offer by position, subjects and functions, best first (TV-A.2, BB-4.1.4)."""
    marks = _marks(person)
    mine = set(member_ids(viewer))
    scored = []
    rows = policies.visible_communities(viewer).filter(district=place, state=CommunityState.ACTIVE)
    for found in rows.select_related("district").order_by("sort_key", "pk"):
        score = _fits(found, marks)
        if score and found.pk not in mine:
            scored.append((-score, found))
    scored.sort(key=lambda pair: (pair[0], bytes(pair[1].sort_key), pair[1].pk))
    return [found for _score, found in scored[:limit]]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a person is fitted by."""

    position: str
    subjects: frozenset[str]
    functions: frozenset[str]


def _marks(person: Person) -> Marks:
    return Marks(
        person.position,
        frozenset(person.subjects.values_list("code", flat=True)),
        frozenset(person.functions.values_list("code", flat=True)),
    )


def _fits(found: Community, marks: Marks) -> int:
    by_subject = len(marks.subjects & set(found.subjects))
    by_function = len(marks.functions & set(found.functions))
    by_position = marks.position in found.positions
    # Subjects tell teachers of subjects apart; a psychologist or a librarian is known by the position.
    teaches = bool(marks.subjects) or marks.position == "subject_teacher"
    if found.subjects and teaches and not by_subject and not by_function:
        return 0
    return by_subject * 3 + by_function * 3 + (2 if by_position else 0)


def menu(found: Community, *, everything: bool = False) -> list[Section]:
    """Items of the community's menu, in order."""
    if not everything:
        return _MENU(key=found.pk)
    return list(Section.objects.filter(community=found).order_by("place", "pk"))


def menu_for(viewer: Viewer, found: Community, *, everything: bool = False) -> list[Section]:
    """The menu as this viewer sees it: without what is kept for members (PD-3.2)."""
    items = menu(found, everything=everything)
    is_inside = policies.is_member(viewer, found) or policies.may(viewer, Power.SEE_ALL, found)
    return [item for item in items if is_inside or not item.is_for_members]


def section_to_write_in(viewer: Viewer, found: Community, pid: str) -> Section | None:
    """The tagged section that somebody writes from; None for anything else."""
    items = menu_for(viewer, found) if pid else ()
    return next((item for item in items if item.pid == pid and item.tag), None)


def closed_tag(community_id: int, tags: Iterable[str]) -> Section | None:
    """A section for members only that one of these tags belongs to (PD-3.2)."""
    wanted = {tag.casefold() for tag in tags}
    kept = Section.objects.filter(community=community_id, is_for_members=True).order_by("pk")
    return next((item for item in kept if item.tag.casefold() in wanted), None)


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who holds a role in a community."""

    person: Person
    role: str
    title: str
    grant: RoleGrant


def leads(found: Community) -> list[Lead]:
    """Those who hold roles in a community, with the titles of its regulation, by number of role and name."""
    titles = rules_of(found).roles
    grants = RoleGrant.objects.filter(
        scope_kind=ScopeKind.COMMUNITY, scope_id=found.pk, to_at=None
    ).select_related("person")
    rows = [
        Lead(
            grant.person,
            grant.role,
            titles[grant.role].title if grant.role in titles else grant.role,
            grant,
        )
        for grant in grants.order_by("pk")
    ]
    order = {code: role.number for code, role in titles.items()}
    return sorted(
        rows,
        key=lambda lead: (
            not lead.grant.powers & Power.MANAGE_STRUCTURE,
            order.get(lead.role, 999),
            bytes(lead.person.sort_key),
        ),
    )


def leads_for(viewer: Viewer, found: Community) -> list[Lead]:
    """Those of them who run the community; to outsiders only who agreed to be named (152-ФЗ)."""
    knows = policies.knows_names(viewer, found)
    return [
        lead
        for lead in leads(found)
        if lead.grant.powers & (RUNNING | Power.GUIDE) and (knows or lead.person.is_public_name)
    ]


def people(
    found: Community,
    *,
    states: Collection[str] = PRESENT,
    words: str = "",
    only_public: bool = False,
) -> QuerySet[Membership]:
    """Memberships of a community with their persons, in the order of names.

    `only_public` leaves those who have agreed to be named to everybody.
    """
    rows = Membership.objects.filter(community=found, state__in=states).select_related("person")
    if only_public:
        rows = rows.filter(person__is_public_name=True)
    for word in words.split()[:4]:
        rows = rows.filter(
            Q(person__name__folded__contains=word) | Q(person__workplace__folded__contains=word)
        )
    return rows.order_by("person__sort_key", "pk")


def history(found: Community) -> list[Transition]:
    """Every move of a community from state to state, newest first (OL-1.3)."""
    rows = Transition.objects.filter(community=found).select_related("person")
    return list(rows.order_by("-at", "-pk"))


def preset_left(place: District) -> list[dict[str, Any]]:
    """Ready groups of the regulation that nobody has opened yet (`structure.group_list`, TV-A.1)."""
    listed = rules_of(place)["structure.group_list"]
    if not listed:
        return []
    standing = set(
        Community.objects.filter(district=place, parent=None).values_list("name", flat=True)
    )
    return [group for group in listed if group["name"] not in standing]


def my_membership(viewer: Viewer, found: Community) -> Membership | None:
    """The viewer's own membership row, whatever its state."""
    if viewer.person_id is None:
        return None
    return Membership.objects.filter(community=found, person=viewer.person_id).first()


def requests(found: Community) -> QuerySet[Membership]:
    """Those who ask to be admitted, oldest first."""
    return people(found, states=[MembershipState.ASKED]).order_by("since", "pk")


def choices_of_parent(viewer: Viewer, place: District) -> list[tuple[str, str]]:
    """Communities under which this viewer may open another, as options of a form, indented by depth."""
    if not may_nest(place):
        return []
    rows = policies.visible_communities(viewer).filter(district=place, state=CommunityState.ACTIVE)
    allowed = [row for row in rows.order_by("path") if policies.may_open(viewer, place.pk, row)]
    return [(row.pid, f"{'— ' * (len(row.line) - 1)}{row.name}") for row in allowed]


def by_pids(viewer: Viewer, pids: Sequence[str]) -> list[Community]:
    """The communities of these public ids that the viewer may know of."""
    found: Any = (
        policies.visible_communities(viewer).filter(pid__in=list(pids)).select_related("district")
    )
    return list(found.order_by("sort_key", "pk"))
