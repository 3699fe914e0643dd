"""Conflicts of interest: asked when an expert is named, when he opens a work and when he hands in (AB-01)."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from staffroom.features.review.models import Assignment, Mode, ReviewRequest, Tie
from staffroom.features.review.registry import SEES_BOTH, TIES, nearness
from staffroom.shared.communities.models import RoleGrant
from staffroom.shared.organizations.models import Affiliation
from staffroom.shared.publications.models import Coauthor

AUTHOR = "Это его собственная работа."
COAUTHOR = "Он соавтор этой работы."
COLLEAGUE = "Он работает в одной организации с автором."
SEES_NAMES = (
    "По своей роли он видит имена обеих сторон: для слепой экспертизы нужен другой эксперт."
)
# What no reason lets pass: one's own work, and a blind review by who sees the names anyway.
NEVER = frozenset({AUTHOR, COAUTHOR, SEES_NAMES})


def authors_of(request: ReviewRequest) -> set[int]:
    """Keys of those whose work it is: the author and everybody invited to write it together."""
    together = Coauthor.objects.filter(publication=request.publication_id)
    return {request.author_id, *together.values_list("person_id", flat=True)}


def conflicts(request: ReviewRequest, people: Collection[int], *, at: datetime) -> dict[int, str]:
    """Person → why he may not judge this work; who is not named here may. Seven queries for any number.

    Args:
        request: the work.
        people: keys of those asked about.
        at: now: roles are judged by their dates.
    """
    authors, found = authors_of(request), dict[int, str]()
    for tell in nearness:
        found |= tell(people, authors)
    found |= _tied(people, authors)
    found |= dict.fromkeys(_colleagues(people, authors), COLLEAGUE)
    if request.mode != Mode.OPEN:
        found |= dict.fromkeys(_who_see_both(request, people, at), SEES_NAMES)
    found |= {key: COAUTHOR for key in people if key in authors}
    if request.author_id in people:
        found[request.author_id] = AUTHOR
    return found


def conflict(request: ReviewRequest, person_id: int, *, at: datetime) -> str:
    """Why this person may not judge the work; empty when he may."""
    return conflicts(request, [person_id], at=at).get(person_id, "")


def standing_conflict(assignment: Assignment, *, at: datetime) -> str:
    """The same for who was named already: what was let pass by a reason stands, what none lets pass does not."""
    if assignment.reviewer is None:
        return ""
    found = conflict(assignment.request, assignment.reviewer.person_id, at=at)
    return "" if assignment.override_words and found not in NEVER else found


def _tied(people: Collection[int], authors: Collection[int]) -> dict[int, str]:
    one_way = Q(person__in=people, other__in=authors)
    rows = Tie.objects.filter(one_way | Q(other__in=people, person__in=authors))
    told: dict[int, str] = {}
    for first, second, kind in rows.order_by("pk").values_list("person", "other", "kind"):
        words = f"Он связан с автором: {TIES[kind].lower()}."
        told |= {key: words for key in (first, second) if key in people}
    return told


def _colleagues(people: Collection[int], authors: Collection[int]) -> set[int]:
    places = Affiliation.objects.filter(person__in=authors, to_on=None).values("organization")
    rows = Affiliation.objects.filter(organization__in=places, to_on=None, person__in=people)
    return set(rows.values_list("person_id", flat=True))


def _who_see_both(request: ReviewRequest, people: Collection[int], at: datetime) -> set[int]:
    """Organisers of this request, and those who read the journal: names stand there."""
    places = Q(scope_kind="district", scope_id=request.district_id)
    if request.community is not None:
        places |= Q(scope_kind="community", scope_id__in=request.community.line)
    grants = RoleGrant.objects.filter(
        places, Q(to_at=None) | Q(to_at__gt=at), person__in=people, from_at__lte=at
    )
    bits = int(SEES_BOTH) | request.power
    rows = grants.values_list("person_id", "powers")
    return {person for person, powers in rows if powers & bits}
