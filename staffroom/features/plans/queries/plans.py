"""Reading plans: the one of today, its lines, what was tied to them, how far it has come."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.features.plans.models import (
    OPEN,
    Acceptance,
    LineRecord,
    LineState,
    LineTie,
    Plan,
    PlanLine,
)
from staffroom.features.plans.policies import plans as policies
from staffroom.features.plans.queries.periods import period_name
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, Membership, MembershipState
from staffroom.shared.communities.queries.rules import rules_beside
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import page_address
from staffroom.shared.regulations.registry import FORMS

LINES_PAGE = 40
MOST_LINES = 1000
MOST_PLANS = 60
MOST_MEMBERS = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan has come: every number is of activities, stages are not counted."""

    total: int = 0
    held: int = 0
    moved: int = 0  # carried to another day and not held yet
    late: int = 0  # the day has passed and nobody said what became of it
    cancelled: int = 0
    unowned: int = 0  # open, and nobody has agreed to be responsible

    @property
    def planned(self) -> int:
        """What is ahead on its first day."""
        return self.total - self.held - self.moved - self.cancelled - self.late


@dataclass(frozen=True, slots=True)
class Tied:
    """A publication that stands by a line."""

    pid: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line as the plan shows it."""

    line: PlanLine
    form: str
    is_late: bool
    ties: tuple[Tied, ...] = field(default_factory=tuple)


def _progress(today: date) -> dict[str, Any]:
    late = Q(state__in=OPEN) & (Q(ends_on__lt=today) | Q(ends_on__isnull=True, starts_on__lt=today))
    owned = Q(acceptance=Acceptance.ACCEPTED, responsible__isnull=False)
    return {
        "total": Count("pk"),
        "held": Count("pk", filter=Q(state=LineState.HELD)),
        "moved": Count("pk", filter=Q(state=LineState.MOVED) & ~late),
        "late": Count("pk", filter=late),
        "cancelled": Count("pk", filter=Q(state=LineState.CANCELLED)),
        "unowned": Count("pk", filter=Q(state__in=OPEN) & ~owned),
    }


def progress(plan: Plan, *, today: date) -> Progress:
    """The figures of one plan."""
    rows = PlanLine.objects.filter(plan=plan, is_stage=False)
    return Progress(**rows.aggregate(**_progress(today)))


def progress_of(community_ids: Collection[int], *, today: date) -> dict[int, Progress]:
    """The figures of the plans in force on this day, by community (BB-3.1.1); one query."""
    rows = PlanLine.objects.filter(
        is_stage=False, plan__community__in=list(community_ids), plan__in_force_at__isnull=False,
        plan__starts_on__lte=today, plan__ends_on__gte=today,
    )  # fmt: skip
    counted = rows.values_list("plan__community").annotate(**_progress(today))
    return {key: Progress(*figures) for key, *figures in counted.order_by("plan__community")}


def name_of(plan: Plan) -> str:
    """«План на 2026/27 учебный год»."""
    return f"План на {period_name(plan.period, plan.starts_on, plan.ends_on)}"


def plans(viewer: Viewer, community: Community) -> list[Plan]:
    """The plans of a community that the viewer may see, the latest first."""
    found = policies.visible_plans(viewer, community).order_by("-starts_on", "-ends_on", "pk")
    return list(found[:MOST_PLANS])


def current(found: Iterable[Plan], *, today: date) -> Plan | None:
    """The plan of this day: the shortest in force, or one being made; else the latest of all."""
    rows = list(found)
    of_day = [one for one in rows if one.starts_on <= today <= one.ends_on]
    of_day.sort(key=lambda one: (one.in_force_at is None, one.ends_on - one.starts_on, one.pk))
    return of_day[0] if of_day else (rows[0] if rows else None)


def plan(viewer: Viewer, community: Community, pid: str) -> Plan:
    """The plan of this public id.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    found = policies.visible_plans(viewer, community).filter(pid=pid)
    row = found.select_related("submitted_by", "decided_by", "made_by").first()
    if row is None:
        raise Absent
    row.community = community
    return row


def lines(found: Plan) -> QuerySet[PlanLine]:
    """Lines in the order of days, a stage before what begins with it."""
    rows = PlanLine.objects.filter(plan=found).select_related("responsible", "plan")
    return rows.order_by("starts_on", "-is_stage", "pk")


def ahead(viewer: Viewer, community: Community, *, today: date, limit: int) -> list[PlanLine]:
    """What is planned from this day on, of the plans that the viewer may see, the nearest first."""
    plans_seen = policies.visible_plans(viewer, community).order_by()
    rows = PlanLine.objects.filter(
        plan__in=plans_seen, is_stage=False, state__in=OPEN, starts_on__gte=today
    )
    return list(rows.order_by("starts_on", "pk")[:limit])


def line(viewer: Viewer, community: Community, pid: str) -> PlanLine:
    """The line of this public id, with its plan and community.

    Raises:
        Absent: there is none, or its plan is not for this viewer.
    """
    found = policies.readable_lines(viewer, community).filter(pid=pid)
    row = found.select_related("plan", "responsible", "offered_by").first()
    if row is None:
        raise Absent
    row.plan.community = community
    return row


def rows(viewer: Viewer, found: Iterable[PlanLine], *, today: date) -> list[Row]:
    """Lines with the words of their forms and what the viewer may read of what was tied to them."""
    listed = list(found)
    ties = _ties(viewer, [one.pk for one in listed if one.tie_n])
    return [
        Row(one, form_name(one.form), one.is_late(today), tuple(ties.get(one.pk, ())))
        for one in listed
    ]


def form_name(code: str) -> str:
    """How a form of activity is called; one that is known no more is shown by its code."""
    return FORMS[code].label if code in FORMS else code


def _ties(viewer: Viewer, keys: list[int]) -> dict[int, list[Tied]]:
    if not keys:
        return {}
    readable = visible_publications(viewer).filter(status="published")
    found = LineTie.objects.filter(line__in=keys, publication__in=readable).order_by("at", "pk")
    by_line: dict[int, list[Tied]] = defaultdict(list)
    for key, pid, slug, title in found.values_list(
        "line", "publication__pid", "publication__slug", "publication__title"
    ):
        by_line[key].append(Tied(pid, title, page_address(pid, slug)))
    return by_line


def records(found: PlanLine) -> list[LineRecord]:
    """The history of a line, the newest first."""
    told = LineRecord.objects.filter(line=found).select_related("person")
    return list(told.order_by("-at", "-pk")[:LINES_PAGE])


def forms_on(community: Community) -> list[tuple[str, str]]:
    """The forms of activity that the regulation has, for a choice (`forms.enabled`)."""
    return [(code, form_name(code)) for code in rules_beside(community).many("forms.enabled")]


def members(community: Community) -> list[Person]:
    """Whom a line may be offered to, in the order of names."""
    found = Membership.objects.filter(community=community, state=MembershipState.ACTIVE)
    people = Person.objects.filter(pk__in=found.values("person"), is_active=True)
    return list(people.order_by("sort_key", "pk")[:MOST_MEMBERS])


def lines_for(viewer: Viewer, found: Publication) -> list[PlanLine]:
    """Lines that this publication may be put beside, of all communities where it stands."""
    told: list[PlanLine] = []
    for community in _places(found):
        here = policies.tiable_lines(viewer, community).exclude(ties__publication=found)
        told += here.select_related("plan__community").order_by("starts_on", "pk")[:MOST_LINES]
    return told


def _places(found: Publication) -> list[Community]:
    keys = found.placements.filter(hidden_at=None).values("community")
    rows = Community.objects.filter(pk__in=keys).select_related("district", "profile")
    return list(rows.order_by("pk"))


def places_of(found: Publication) -> list[Community]:
    """The communities where a publication stands."""
    return _places(found)


def results(viewer: Viewer, community: Community) -> QuerySet[PlanLine]:
    """What was held, the newest first (BB-6.2)."""
    held = policies.visible_lines(viewer, community).filter(
        state=LineState.HELD, is_stage=False, plan__in_force_at__isnull=False
    )
    return held.select_related("plan", "responsible").order_by("-starts_on", "-pk")
