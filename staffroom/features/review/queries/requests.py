"""Requests and works as pages show them: the author and the expert see different rows, never one with names off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    LIVE,
    UNDER_WAY,
    Assignment,
    AssignmentState,
    Conclusion,
    Criterion,
    Invitation,
    Outcome,
    RequestState,
    ReviewRequest,
    Round,
    Rubric,
)
from staffroom.features.review.policies import opinions, requests
from staffroom.features.review.queries.wording import level_words
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_beside
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.queries.threads import Head
from staffroom.shared.regulations.queries.rules import rules_of_district

RELATED = ("district", "community", "publication", "author", "rubric")
WORK = (
    "request__rubric", "request__district", "request__publication", "request__community", "request__author",
    "round", "reviewer__person",
)  # fmt: skip
MOST = 300


def request(viewer: Viewer, district: District, pid: str) -> ReviewRequest:
    """A request for its author or for who organises it.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = requests.visible_requests(viewer).filter(district=district, pid=pid)
    found = rows.select_related(*RELATED).first()
    if found is None:
        raise Absent
    return found


def queue(
    viewer: Viewer, district: District, *, state: str = "", level: str = ""
) -> QuerySet[ReviewRequest]:
    """What the viewer handed in or organises, narrowed by state and level of the conclusion (BT-4.1.5)."""
    rows = requests.visible_requests(viewer).filter(district=district)
    if state in RequestState.values:
        rows = rows.filter(state=state)
    if level:
        rows = rows.filter(conclusion__level=level)
    return rows.select_related("publication", "author", "conclusion").order_by(
        "closed_at", "due_at", "-received_at", "-pk"
    )


def works(viewer: Viewer, district: District) -> QuerySet[Assignment]:
    """An expert's works: those that wait first."""
    rows = opinions.visible_assignments(viewer).filter(request__district=district)
    newest = F("closed_at").desc(nulls_first=True)  # PostgreSQL puts what has no moment last
    return rows.select_related("request", "round").order_by(newest, "due_at", "-pk")


def work(viewer: Viewer, district: District, pid: str) -> Assignment:
    """One work of an expert.

    Raises:
        Absent: there is none, or it is not his.
    """
    rows = opinions.visible_assignments(viewer).filter(request__district=district, pid=pid)
    found = rows.select_related(*WORK).first()
    if found is None:
        raise Absent
    return found


def assignment(found: ReviewRequest, pid: str) -> Assignment:
    """An assignment of a request, for its organisers.

    Raises:
        Absent: there is none.
    """
    row = one_or_none(Assignment.objects.filter(request=found, pid=pid).select_related(*WORK))
    if row is None:
        raise Absent
    return row


def invitation(secret: str, *, at: datetime) -> Invitation:
    """The invitation of a link that still opens: until the day, the opinion or the refusal (PD-5.2.b).

    Args:
        secret: the hash of what the link carries.
        at: now.

    Raises:
        Absent: no such link, or it is closed.
    """
    rows = Invitation.objects.filter(secret=secret, until_at__gt=at)
    live = (AssignmentState.OFFERED, AssignmentState.ACCEPTED)
    found = rows.filter(assignment__state__in=live).first()
    if found is None:
        raise Absent
    return found


def unanswered(*, at: datetime) -> Sequence[Assignment]:
    """Experts who were asked two days ago and said nothing, external ones whose link has closed."""
    silent = Q(state=AssignmentState.OFFERED, answer_by_at__lt=at)
    closed = Q(state=AssignmentState.ACCEPTED, invitation__until_at__lt=at)
    rows = Assignment.objects.filter(silent | closed)
    return list(rows.select_related(*WORK).order_by("pk")[:MOST])


def criteria(rubric: Rubric) -> list[Criterion]:
    """The lines of a rubric."""
    return list(Criterion.objects.filter(rubric=rubric).order_by("n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An opinion as its reader may know it: `name` is «Эксперт 2» where names are not for him."""

    name: str
    verdict: str
    percent: float | None
    strong: str
    question: str
    advice: str
    scores: tuple[tuple[str, int | None, int, str], ...]  # criterion, points, most, words


def told(viewer: Viewer, found: ReviewRequest, round_n: int | None = None) -> list[Told]:
    """Opinions of a round: organisers read each as it comes, authors all together once they are released."""
    is_organiser = requests.organises(viewer, found)
    n = round_n or found.round_n
    is_released = (
        found.state in {RequestState.CONCLUDED, RequestState.REVISION} or n < found.round_n
    )
    if not is_organiser and not is_released:
        return []
    rows = Assignment.objects.filter(
        request=found, round__n=n, state=AssignmentState.HANDED_IN
    ).select_related("reviewer__person", "invitation")
    shows_names = is_organiser or not found.hides_experts
    return [
        _told(one, shows_names=shows_names)
        for one in rows.prefetch_related("scores__criterion").order_by("n")
    ]


def _told(one: Assignment, *, shows_names: bool) -> Told:
    scores = sorted(one.scores.all(), key=lambda score: score.criterion.n)
    return Told(
        name=one.name if shows_names else f"Эксперт {one.n}",
        verdict=str(Outcome(one.verdict).label), percent=one.percent, strong=one.strong,
        question=one.question, advice=one.advice,
        scores=tuple(
            (score.criterion.title, score.points, score.criterion.most, score.words) for score in scores
        ),
    )  # fmt: skip


def assignments(found: ReviewRequest) -> list[Assignment]:
    """Everybody the work was given to, for organisers alone."""
    rows = Assignment.objects.filter(request=found).select_related(
        "reviewer__person", "invitation", "round"
    )
    return list(rows.order_by("round__n", "n"))


def lacking_n(found: ReviewRequest) -> int:
    """How many experts the present round still lacks."""
    rows = Assignment.objects.filter(request=found, round__n=found.round_n)
    named_n = rows.filter(state__in=(*LIVE, AssignmentState.HANDED_IN)).count()
    return max(0, found.experts_n - named_n)


def rounds(found: ReviewRequest) -> list[Round]:
    """The rounds of a request, the first first."""
    return list(Round.objects.filter(request=found).order_by("n"))


def marks(viewer: Viewer, publication_id: int) -> Conclusion | None:
    """The conclusion that the page of a work shows, with its recommendations; None without one."""
    rows = Conclusion.objects.filter(request__publication=publication_id, is_shown=True)
    found = rows.select_related(
        "request__district", "request__publication", "document", "spreading"
    )
    return found.prefetch_related("recommendations").order_by("-made_at", "-pk").first()


def last_of(viewer: Viewer, publication_id: int) -> ReviewRequest | None:
    """The last request of a publication, for its author and who organises it."""
    rows = requests.visible_requests(viewer).filter(publication=publication_id)
    return rows.select_related("district").order_by("-received_at", "-pk").first()


def states_of(viewer: Viewer, keys: Sequence[int]) -> dict[int, list[str]]:
    """What may be said of the review of these publications: the last mark each shows, and what is under way."""
    found: dict[int, list[str]] = {}
    shown = Conclusion.objects.filter(request__publication__in=keys, is_shown=True)
    for one in shown.select_related("request").order_by("made_at", "pk"):
        outcome = one.get_outcome_display().lower()
        words = f"Прошла экспертизу: {outcome}, уровень: {level_words(one).lower()}"
        found[one.request.publication_id] = [words]
    going = requests.visible_requests(viewer).filter(publication__in=keys, state__in=UNDER_WAY)
    for row in going.order_by("received_at", "pk"):
        words = f"На экспертизе: {row.get_state_display().lower()}"
        found.setdefault(row.publication_id, []).append(words)
    return found


def is_held_at(head: Head) -> bool:
    """True where the regulation of a publication's home, or of its district, has expert review."""
    if head.home_community is None:
        return requests.is_held(rules_of_district(head.district_id))
    home = Community.objects.select_related("profile").get(pk=head.home_community.pk)
    return requests.is_held(rules_beside(home))


def rubrics(district: District, *, is_all: bool = False) -> QuerySet[Rubric]:
    """Rubrics that are offered, or all editions."""
    rows = Rubric.objects.filter(district=district)
    return (rows if is_all else rows.filter(closed_at=None)).order_by("title", "-edition", "pk")
