"""Whom a work may be given to: subject, level, load, vacations, conflicts (features, section 4, 14)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    LIVE,
    Assignment,
    AssignmentState,
    Merit,
    Reviewer,
    ReviewRequest,
    Vacation,
)
from staffroom.features.review.policies.conflicts import conflicts
from staffroom.features.review.policies.requests import own_requests
from staffroom.features.review.registry import LEARNT_DAYS
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import RoleGrant
from staffroom.shared.duties.queries import today_in
from staffroom.shared.regulations.queries.rules import values

MERIT_CATEGORIES = ("first", "highest")
YEAR = timedelta(days=LEARNT_DAYS)
BUSY, AWAY, HAD = (
    "У него уже столько работ, сколько он берёт сразу.",
    "Он в отпуске.",
    "Он уже смотрит эту работу.",
)
NO_MERIT = "По правилам эксперт должен иметь заслуги: категорию, звание, победу в конкурсе."
NO_ROLE = (
    "По правилам эксперт — опытный участник сообщества: сначала дайте ему роль с правом экспертизы."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An expert as an organiser sees him beside a work."""

    reviewer: Reviewer
    load: int  # works with him now
    given_n: int  # works given in a year that he did not decline: evenness in the long run
    fits: int  # 3 subject and level, 2 subject, 1 any direction, 0 another one
    conflict: str  # why he may not, which a reason may let pass
    barrier: str  # why he cannot now: busy, away, has it already, no merit

    @property
    def is_free(self) -> bool:
        """True when the work can simply be given to him."""
        return not self.conflict and not self.barrier and self.fits > 0


def candidates(
    request: ReviewRequest, *, at: datetime, shown_to: Viewer | None = None
) -> list[Candidate]:
    """Every expert of the district, those first to whom the work goes by itself; ten queries for any number.

    Loads that are shown to an organiser leave his own works out: they would tell him who has them.
    """
    rows = Reviewer.objects.filter(
        district=request.district_id, ended_at=None, person__is_active=True
    )
    found = list(rows.select_related("person").prefetch_related("directions").order_by("pk"))
    people = [one.person_id for one in found]
    against = conflicts(request, people, at=at)
    loads = _loads(found, at, shown_to)
    barriers = _barriers(request, found, at)
    told = [
        Candidate(
            reviewer=one, load=loads.get(one.pk, (0, 0))[0], given_n=loads.get(one.pk, (0, 0))[1],
            fits=fits(one, request), conflict=against.get(one.person_id, ""),
            barrier=barriers.get(one.pk, "")
            or (BUSY if loads.get(one.pk, (0, 0))[0] >= one.most_at_once else ""),
        )
        for one in found
    ]  # fmt: skip
    return sorted(told, key=_order)


def _order(one: Candidate) -> tuple[bool, int, int, int, int]:
    """Free ones first, then who was given least in a year, who has least now, whose direction fits best.

    What was given comes before what he has now: else who is quick is given more and more.
    """
    return (not one.is_free, one.given_n, one.load, -one.fits, one.reviewer.pk)


def fits(reviewer: Reviewer, request: ReviewRequest) -> int:
    """How near his directions are to the work: 0 where none of them covers it (BB-1.11)."""
    best = 0
    for one in reviewer.directions.all():
        if one.subject not in {"", request.subject} or one.level not in {"", request.level}:
            continue
        best = max(best, 1 + bool(one.subject) + bool(one.level))
    return best


def _loads(
    found: Sequence[Reviewer], at: datetime, shown_to: Viewer | None
) -> dict[int, tuple[int, int]]:
    """Reviewer → what he has now, what he was given in a year; a work he did not take is not his load."""
    taken = (*LIVE, AssignmentState.HANDED_IN)
    rows = Assignment.objects.filter(reviewer__in=found, state__in=taken).values("reviewer")
    if shown_to is not None:
        rows = rows.exclude(request__in=own_requests(shown_to))
    year = Q(state__in=LIVE) | Q(offered_at__gt=at - YEAR)
    counted = rows.annotate(
        live=Count("pk", filter=Q(state__in=LIVE)), every=Count("pk", filter=year)
    )
    return {one["reviewer"]: (one["live"], one["every"]) for one in counted.order_by("reviewer")}


def _barriers(request: ReviewRequest, found: Sequence[Reviewer], at: datetime) -> dict[int, str]:
    today = today_in(request.district, at)
    away = Vacation.objects.filter(reviewer__in=found, from_on__lte=today, to_on__gte=today)
    told = dict.fromkeys(away.values_list("reviewer", flat=True), AWAY)
    had = Assignment.objects.filter(request=request, round__n=request.round_n)
    told |= dict.fromkeys(had.exclude(reviewer=None).values_list("reviewer", flat=True), HAD)
    source = values(request.rules_id).choice("review.expert_source")
    if source == "merit":
        told |= dict.fromkeys(_without_merit(found), NO_MERIT)
    if source == "instructors":
        told |= dict.fromkeys(_without_role(request, found, at), NO_ROLE)
    return told


def _without_merit(found: Sequence[Reviewer]) -> list[int]:
    known = set(Merit.objects.filter(reviewer__in=found).values_list("reviewer", flat=True))
    return [
        one.pk
        for one in found
        if one.pk not in known and one.person.category not in MERIT_CATEGORIES
    ]


def _without_role(request: ReviewRequest, found: Sequence[Reviewer], at: datetime) -> list[int]:
    places = Q(scope_kind="district", scope_id=request.district_id)
    if request.community is not None:
        places |= Q(scope_kind="community", scope_id__in=request.community.line)
    people = [one.person_id for one in found]
    grants = RoleGrant.objects.filter(
        places, Q(to_at=None) | Q(to_at__gt=at), person__in=people, from_at__lte=at
    )
    able = {
        person
        for person, powers in grants.values_list("person_id", "powers")
        if powers & Power.REVIEW
    }
    return [one.pk for one in found if one.person_id not in able]


def next_free(request: ReviewRequest, *, n: int, at: datetime) -> list[Candidate]:
    """The experts to whom the work goes by itself, at most `n`: evenly, of different organisations where it can be."""
    free = [one for one in candidates(request, at=at) if one.is_free]
    chosen: list[Candidate] = []
    while free and len(chosen) < n:
        places = Counter(
            one.reviewer.person.workplace for one in free if one.given_n == free[0].given_n
        )
        near = {one.reviewer.person.workplace for one in chosen}
        best = min(free, key=lambda one: _next(one, near, places))
        chosen.append(best)
        free.remove(best)
    return chosen


def _next(
    one: Candidate, near: set[str], places: Counter[str]
) -> tuple[int, bool, int, int, int, int]:
    """Evenness first; then another organisation than the one chosen, the one with most who wait.

    So those who are left over at the end are of different organisations, and an author is near to few.
    """
    place = one.reviewer.person.workplace
    is_near = bool(place) and place in near
    return (one.given_n, is_near, -places[place], one.load, -one.fits, one.reviewer.pk)


def is_calibrated(reviewer: Reviewer, *, at: datetime) -> bool:
    """True while his agreement with the samples holds."""
    return reviewer.calibrated_at is not None and reviewer.calibrated_at > at - YEAR
