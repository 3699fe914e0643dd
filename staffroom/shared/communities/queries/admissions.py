"""Reading registrations: what a form offers, the queue, the applicant's own page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from staffroom.core.addresses import place
from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import POSITION_GROUPS, POSITIONS, Power, positions_of
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    Registration,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.policies import admissions as policies
from staffroom.shared.communities.queries.rules import position_is_named, rules_of
from staffroom.shared.organizations.models import (
    Affiliation,
    District,
    Organization,
    OrganizationKind,
)
from staffroom.shared.regulations.queries.rules import Rules

PAGE = 30
AT_ONCE = {"self", "self_checked"}
EDUCATION = {OrganizationKind.SCHOOL, OrganizationKind.PRESCHOOL, OrganizationKind.ADDITIONAL}
WAITING, ASKED, DECIDED, UNCONFIRMED = "waiting", "asked", "decided", "unconfirmed"
TABS = (WAITING, ASKED, UNCONFIRMED, DECIDED)


def is_empty_installation() -> bool:
    """True while nobody is registered: the first person is led through the first-run page."""
    return not Person.objects.exists()


def districts() -> list[District]:
    """Districts that one may register in."""
    return list(District.objects.order_by("region", "name", "pk"))


def organizations_of(district: District) -> list[Organization]:
    """Organisations whose staff register, in the order of their names."""
    return list(
        Organization.objects.filter(district=district, closed_on=None)
        .exclude(kind=OrganizationKind.PARTNER)
        .order_by("sort_key", "pk")
    )


def position_choices(rules: Rules) -> list[tuple[str, list[tuple[str, str]]]]:
    """Positions that the regulation names, then the others, which somebody decides on (BB-1.8.a)."""
    groups = [code for code in rules.many("membership.positions") if code in POSITION_GROUPS]
    named = positions_of(groups)
    others = [code for code in POSITIONS if code not in named]
    lists = [("Должности участников", named), ("Другие: решение примут отдельно", others)]
    return [
        (title, [(code, POSITIONS[code].label) for code in codes])
        for title, codes in lists
        if codes
    ]


def is_in_scope(rules: Rules, organization: Organization | None) -> bool:
    """Whether staff of this organisation may be members at all (`membership.scope`)."""
    if rules.choice("membership.scope") == "education":
        return organization is not None and organization.kind in EDUCATION
    return True


def outsider_state(rules: Rules) -> AdmissionState:
    """What somebody of another district is admitted as: a guest, unless the door is open to all."""
    is_open = rules.choice("membership.scope") == "anyone"
    return AdmissionState.ADMITTED if is_open else AdmissionState.GUEST


def state_at_once(
    rules: Rules, *, position: str, organization: Organization | None, is_outsider: bool
) -> AdmissionState | None:
    """The state that the regulation gives with nobody's decision; None where somebody decides.

    `registration.mode`, `membership.positions`, `membership.scope`.
    """
    mode = rules.choice("registration.mode")
    if mode not in AT_ONCE or not position_is_named(rules, position):
        return None
    if is_outsider:
        return outsider_state(rules)
    if mode == "self_checked" and organization is None:
        return None
    return AdmissionState.ADMITTED if is_in_scope(rules, organization) else None


def registration(pid: str) -> Registration | None:
    """A sent form that still waits for its letter's answer."""
    return one_or_none(Registration.objects.select_related("district").filter(pid=pid))


def own_admission(person_id: int, district: District) -> Admission | None:
    """A person's admission to a district's network, if he has asked."""
    return (
        Admission.objects.select_related("organization", "district")
        .filter(person=person_id, district=district)
        .order_by("pk")
        .first()
    )


def works_elsewhere(person_id: int, district: District) -> bool:
    """True when the person's main organisation belongs to another district (BB-1.1.b)."""
    return (
        Affiliation.objects.filter(person=person_id, to_on=None, is_main=True)
        .exclude(organization__district=district)
        .exists()
    )


def decider_ids(district_id: int, *, at: datetime) -> list[int]:
    """Persons who decide on registrations of a district by role."""
    grants = RoleGrant.objects.filter(
        Q(to_at=None) | Q(to_at__gt=at),
        scope_kind=ScopeKind.DISTRICT,
        scope_id=district_id,
        person__is_active=True,
    ).values_list("person", "powers")
    return sorted({person for person, powers in grants if powers & Power.ADMIT})


def deciders_of(admission: Admission, *, at: datetime) -> list[int]:
    """Who is told that this one waits: by role, and the organisation's representative."""
    found = set(decider_ids(admission.district_id, at=at))
    named = admission.organization
    if admission.mode == policies.BY_ORGANIZATION and named and named.representative_id:
        found.add(named.representative_id)
    return sorted(found - {admission.person_id})


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilters:
    """What the queue is narrowed by."""

    tab: str = WAITING
    organization: str = ""
    words: str = ""
    after: str = ""  # «moment|key» of the last row of the page before


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A line of the queue."""

    admission: Admission
    person: Person
    position: str
    workplace: str
    is_listed: bool
    is_confirmed: bool
    is_outsider: bool
    is_named: bool
    waited: int  # whole days
    is_own: bool


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Rows of the queue, oldest first, decided ones newest first; `after` goes on to the next page."""

    rows: list[QueueRow]
    after: str


def sees_queue(viewer: Viewer, district: District) -> bool:
    """Whoever admits in the district, or represents one of its organisations."""
    if viewer.person_id is None:
        return False
    if viewer.has(Power.ADMIT, ("district", district.pk)):
        return True
    return Organization.objects.filter(district=district, representative=viewer.person_id).exists()


def queue_of(viewer: Viewer, district: District) -> QuerySet[Admission]:
    """The registrations of a district that the viewer decides on."""
    found = policies.visible_admissions(viewer).filter(district=district)
    if viewer.has(Power.ADMIT, ("district", district.pk)):
        return found
    return found.filter(organization__representative=viewer.person_id)


def queue(viewer: Viewer, district: District, filters: QueueFilters, *, at: datetime) -> QueuePage:
    """A page of the queue, oldest first; of what is decided, newest first."""
    found = _narrowed(queue_of(viewer, district), filters)
    sign, further = ("-", "lt") if filters.tab == DECIDED else ("", "gt")
    if moment := place(filters.after, "|"):
        same = Q(**{"asked_at": moment[0], f"pk__{further}": moment[1]})
        found = found.filter(Q(**{f"asked_at__{further}": moment[0]}) | same)
    found = found.select_related("person", "organization")
    rows = list(found.order_by(f"{sign}asked_at", f"{sign}pk")[: PAGE + 1])
    confirmed = set(
        Affiliation.objects.filter(
            person__in=[row.person_id for row in rows], to_on=None, is_confirmed=True
        ).values_list("person", "organization")
    )
    rules = rules_of(district)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return QueuePage(
        rows=[_row(row, rules, confirmed, viewer, at) for row in rows[:PAGE]],
        after=f"{last.asked_at.isoformat()}|{last.pk}" if last else "",
    )


def _narrowed(found: QuerySet[Admission], filters: QueueFilters) -> QuerySet[Admission]:
    if filters.tab == UNCONFIRMED:
        found = found.filter(
            state=AdmissionState.ADMITTED,
            organization__isnull=False,
            organization__affiliations__person=F("person"),
            organization__affiliations__to_on=None,
            organization__affiliations__is_confirmed=False,
        )
    elif filters.tab == DECIDED:
        found = found.exclude(state__in=policies.UNDECIDED)
    else:
        found = found.filter(state=filters.tab)
    if filters.organization:
        found = found.filter(organization__pid=filters.organization)
    for word in filters.words.split()[:4]:
        found = found.filter(
            Q(person__last_name__folded__startswith=word)
            | Q(person__first_name__folded__startswith=word)
        )
    return found


def _row(
    row: Admission, rules: Rules, confirmed: set[tuple[int, int]], viewer: Viewer, at: datetime
) -> QueueRow:
    known = POSITIONS.get(row.position)
    named = row.organization
    return QueueRow(
        admission=row,
        person=row.person,
        position=known.label if known else row.position,
        workplace=named.short_name if named else row.organization_words,
        is_listed=named is not None,
        is_confirmed=named is not None and (row.person_id, named.pk) in confirmed,
        is_outsider=row.is_outsider,
        is_named=position_is_named(rules, row.position),
        waited=max((at - row.asked_at).days, 0),
        is_own=row.person_id == viewer.person_id,
    )


def counts(viewer: Viewer, district: District) -> dict[str, int]:
    """How many wait for this viewer, by tab; bounded, since nobody reads a longer number."""
    found = queue_of(viewer, district)
    return {
        tab: len(_narrowed(found, QueueFilters(tab=tab)).order_by().values_list("pk")[:100])
        for tab in (WAITING, ASKED, UNCONFIRMED)
    }


def chosen(viewer: Viewer, district: District, pids: list[str]) -> list[Admission]:
    """The ticked lines that the viewer may know of."""
    return list(
        queue_of(viewer, district)
        .select_related("person", "organization", "district")
        .filter(pid__in=pids)
        .order_by("asked_at", "pk")
    )


def application(viewer: Viewer, district: District) -> Admission:
    """The viewer's own application.

    Raises:
        Absent: he has made none here.
    """
    found = own_admission(viewer.person_id, district) if viewer.person_id else None
    if found is None:
        raise Absent
    return found
