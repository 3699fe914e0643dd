"""What lies before the council: works over the threshold, recommendations, how many vote."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    Conclusion,
    Outcome,
    Recommendation,
    RecommendationState,
    ReviewRequest,
)
from staffroom.features.review.policies import council as policies
from staffroom.features.review.policies.conflicts import authors_of
from staffroom.features.review.policies.requests import is_author
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import RoleGrant
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import page_address

REFUSED = RecommendationState.REFUSED
RELATED = ("request__publication", "request__author", "request__rubric", "request__district")


def members(request: ReviewRequest, *, at: datetime) -> set[int]:
    """Keys of members of the council who may vote on this work: its authors are not among them."""
    grants = RoleGrant.objects.filter(
        Q(to_at=None) | Q(to_at__gt=at), scope_kind="district", scope_id=request.district_id,
        from_at__lte=at, person__is_active=True,
    )  # fmt: skip
    powers: dict[int, int] = {}
    for person, bits in grants.values_list("person_id", "powers"):
        powers[person] = powers.get(person, 0) | bits
    wanted = int(Power.SEE_ALL | Power.REVIEW)
    authors = authors_of(request)
    return {key for key, bits in powers.items() if bits & wanted == wanted and key not in authors}


def members_n(request: ReviewRequest, *, at: datetime) -> int:
    """How many may vote on this work."""
    return len(members(request, at=at))


def reasons(found: Recommendation) -> list[str]:
    """Why the council does not recommend a work: the words of those against, without their names."""
    rows = found.votes.filter(is_for=False).exclude(words="").order_by("at", "pk")
    return list(rows.values_list("words", flat=True)) if found.state == REFUSED else []


def address_of_work(viewer: Viewer, request: ReviewRequest) -> str:
    """Where the work is read: who votes has to have read it; empty for who may not."""
    found = visible_publications(viewer).filter(pk=request.publication_id)
    row = found.values_list("pid", "slug").first()
    return page_address(*row) if row else ""


def of_request(viewer: Viewer, request: ReviewRequest) -> list[tuple[Recommendation, bool]]:
    """What the council was asked about a work, and whether the viewer may open each page of it."""
    found = Recommendation.objects.filter(conclusion__request=request)
    rows = list(found.order_by("proposed_at", "pk"))
    may_open = bool(rows) and sees(viewer, request)
    return [(one, may_open) for one in rows]


def sees(viewer: Viewer, request: ReviewRequest) -> bool:
    """Members of the council, keepers of papers and its authors read a recommendation of a work."""
    own = policies.is_member(viewer, request.district_id) or is_author(viewer, request)
    return own or viewer.has(Power.KEEP_DOCUMENTS, ("district", request.district_id))


def worthy(district: District) -> QuerySet[Conclusion]:
    """Accepted works over their rubric's threshold, the best first (BT-1.7.a)."""
    rows = Conclusion.objects.filter(request__district=district, outcome=Outcome.ACCEPT)
    high = Q(percent=None) | Q(percent__gte=F("request__rubric__threshold"))
    found = rows.filter(high).select_related(*RELATED).prefetch_related("recommendations")
    return found.order_by(F("percent").desc(nulls_last=True), "-made_at", "-pk")


def conclusion(district: District, pid: str) -> Conclusion:
    """The conclusion of the request of this public id, for the council.

    Raises:
        Absent: there is none.
    """
    rows = Conclusion.objects.filter(request__district=district, request__pid=pid)
    found = rows.select_related(*RELATED, "request__community").first()
    if found is None:
        raise Absent
    return found


def recommendation(viewer: Viewer, district: District, pid: str) -> Recommendation:
    """One recommendation, for members of the council, keepers of papers and its author.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = Recommendation.objects.filter(conclusion__request__district=district, pid=pid)
    related = [f"conclusion__{name}" for name in RELATED]
    found = rows.select_related(*related, "conclusion__document", "minutes").first()
    if found is None:
        raise Absent
    if not sees(viewer, found.conclusion.request):
        raise Absent
    return found
