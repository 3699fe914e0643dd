"""The directory of people: filters over what each person lets the viewer see (BB-5.1.4, BT-O.1.4)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Category, Person, SubjectTaught
from staffroom.shared.accounts.registry import POSITIONS, SUBJECTS, Power
from staffroom.shared.communities.models import (
    Community,
    CommunityState,
    Membership,
    MembershipState,
)
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.policies.groups import visible_communities
from staffroom.shared.communities.queries import network
from staffroom.shared.organizations.models import Affiliation, Organization
from staffroom.shared.organizations.policies import managed_districts
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.regulations.queries.rules import rules_of_district

PAGE = 40
EXPERIENCES = {"0-3": (0, 3), "3-10": (3, 10), "10-20": (10, 20), "20-": (20, 80)}
MOST_COMMUNITIES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What colleagues are looked for by; an empty value is no filter."""

    words: str = ""
    position: str = ""
    subject: str = ""
    organization: str = ""
    category: str = ""
    experience: str = ""
    theme: str = ""
    has_low_results: bool = False  # people of such schools, for staff who may see the mark


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of the directory, with what the viewer may see of the card."""

    id: int
    pid: str
    name: str
    position: str
    workplace: str
    subjects: tuple[str, ...]
    category: str
    experience: int | None
    state: str  # in the community that a team is gathered for


def colleagues(viewer: Viewer, wanted: Wanted, *, at: datetime) -> QuerySet[Person]:
    """People of the viewer's network, in the order of names.

    A field is searched only where its owner lets members see it: a filter must not tell more than
    the card.
    """
    people = network.visible_people(viewer)
    people = _called(people, wanted.words)
    if wanted.position:
        people = people.filter(position=wanted.position)
    if wanted.organization:
        works = Affiliation.objects.filter(
            person=OuterRef("pk"), organization__pid=wanted.organization, to_on=None
        )
        people = people.filter(Exists(works))
    if wanted.subject:
        teaches = SubjectTaught.objects.filter(person=OuterRef("pk"), code=wanted.subject)
        people = people.filter(_shows(viewer, "subjects"), Exists(teaches))
    if wanted.category:
        people = people.filter(_shows(viewer, "category"), category=wanted.category)
    if wanted.experience in EXPERIENCES:
        least, most = EXPERIENCES[wanted.experience]
        people = people.filter(
            _shows(viewer, "since_year"),
            since_year__gt=at.year - most,
            since_year__lte=at.year - least,
        )
    if wanted.theme:
        people = people.filter(_works_on(viewer, wanted.theme))
    if wanted.has_low_results:
        people = people.filter(_works_in_need(viewer))
    return people.order_by("sort_key", "pk")


def _called(people: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Those whose name or place of work has every word."""
    for part in words.split()[:4]:
        people = people.filter(
            Q(last_name__folded__startswith=part)
            | Q(first_name__folded__startswith=part)
            | Q(patronymic__folded__startswith=part)
            | Q(workplace__folded__contains=part)
        )
    return people


def flagged_districts(viewer: Viewer) -> list[int]:
    """Districts whose schools with low results the viewer may tell from others (TV-1.1.e)."""
    return managed_districts(viewer, Power.SEE_FLAGS)


def _works_in_need(viewer: Viewer) -> Q:
    """Who works in a school with low results; for those who may not see the mark, everybody."""
    seen = flagged_districts(viewer)
    works = Affiliation.objects.filter(
        person=OuterRef("pk"), to_on=None, organization__has_low_results=True,
        organization__district__in=seen,
    )  # fmt: skip
    return Q(Exists(works)) if seen else Q()


def _shows(viewer: Viewer, field: str) -> Q:
    return Q(shown__has_key=field) | Q(pk=viewer.person_id)


def _works_on(viewer: Viewer, theme: str) -> Q:
    """Who belongs to a community of the theme, or has written on it what the viewer may read (BB-5.1.4)."""
    working = visible_communities(viewer).filter(state=CommunityState.ACTIVE)
    # Lists in JSON are not searched alike on both databases, and there are hundreds of them at most.
    carrying = [key for key, codes in working.values_list("pk", "themes") if theme in codes]
    belongs = Membership.objects.filter(
        person=OuterRef("pk"), state__in=PRESENT, community__in=carrying
    )
    wrote = visible_publications(viewer).filter(
        author=OuterRef("pk"), theme=theme, status=PublicationStatus.PUBLISHED
    )
    return Q(Exists(belongs)) | Q(Exists(wrote))


def themes(district_id: int | None) -> dict[str, str]:
    """The priority themes of the district's regulation, as options of a filter."""
    return rules_of_district(district_id).named("themes.priority") if district_id else {}


def work_of(viewer: Viewer, pid: str) -> Publication | None:
    """The viewer's own publication that a co-author is looked for; None for anything else."""
    if not pid or viewer.person_id is None:
        return None
    mine = visible_publications(viewer).filter(pid=pid, author=viewer.person_id)
    return mine.order_by("pk").first()


def cards(
    viewer: Viewer, people: list[Person], community: Community | None, *, at: datetime
) -> list[Colleague]:
    """What the viewer may see of each: two statements for a page, whatever its length."""
    keys = [person.pk for person in people]
    subjects: dict[int, list[str]] = defaultdict(list)
    taught = SubjectTaught.objects.filter(person__in=keys).order_by("code")
    for key, code in taught.values_list("person_id", "code"):
        subjects[key].append(code)
    states: dict[int, str] = {}
    if community is not None:
        rows = Membership.objects.filter(community=community, person__in=keys)
        states = dict(rows.values_list("person_id", "state"))
    return [_card(viewer, person, subjects[person.pk], states, at) for person in people]


def _card(
    viewer: Viewer, person: Person, subjects: list[str], states: dict[int, str], at: datetime
) -> Colleague:
    own = person.pk == viewer.person_id
    position = POSITIONS.get(person.position)
    has_years = person.since_year is not None and (own or "since_year" in person.shown)
    has_category = bool(person.category) and (own or "category" in person.shown)
    return Colleague(
        id=person.pk,
        pid=person.pid,
        name=person.full_name,
        position=position.label if position else "",
        workplace=person.workplace,
        subjects=tuple(SUBJECTS[code].label for code in subjects if code in SUBJECTS)
        if own or "subjects" in person.shown
        else (),
        category=str(Category(person.category).label) if has_category else "",
        experience=max(0, at.year - (person.since_year or at.year)) if has_years else None,
        state=states.get(person.pk, ""),
    )


def workplaces(viewer: Viewer) -> list[tuple[str, str]]:
    """Organisations of the viewer's districts, as options of a filter."""
    rows = Organization.objects.filter(district__in=network.district_ids(viewer), closed_on=None)
    return list(rows.order_by("sort_key", "pk").values_list("pid", "short_name"))


def led_communities(viewer: Viewer) -> list[Community]:
    """Working communities whose members the viewer gathers: own, those inside them, or the district's."""
    condition = Q()
    for (kind, key), bits in viewer.powers.items():
        if bits & Power.MANAGE_MEMBERS:
            condition |= Q(district=key) if kind == "district" else Q(path__contains=f"/{key}/")
    if not condition:
        return []
    rows = Community.objects.filter(condition, state=CommunityState.ACTIVE)
    return list(rows.select_related("district").order_by("sort_key", "pk")[:MOST_COMMUNITIES])


def invitable(state: str) -> bool:
    """True when a person may be invited: neither a member nor invited nor asking already."""
    standing = {
        MembershipState.ACTIVE,
        MembershipState.GUEST,
        MembershipState.INVITED,
        MembershipState.ASKED,
    }
    return state not in standing


def chosen(community: Community, pids: list[str]) -> list[Person]:
    """The people of these public ids who belong to the community's district, in the order of names."""
    people = network.people_of([community.district_id]).filter(pid__in=pids)
    return list(people.order_by("sort_key", "pk"))


def suggestions(viewer: Viewer, words: str, *, limit: int = 8) -> list[dict[str, str]]:
    """Colleagues for a mention: whose names begin with the words."""
    return [
        {"pid": person.pid, "name": person.name, "note": person.workplace}
        for person in network.suggest(viewer, words, limit=limit)
    ]
