"""The conclusion of a review and its paper."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from staffroom.core.errors import DomainError
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.review import events, registry
from staffroom.features.review.actions import owed
from staffroom.features.review.actions.requests import is_waited, move
from staffroom.features.review.models import (
    Assignment,
    AssignmentState,
    Conclusion,
    Outcome,
    RequestState,
    ReviewRequest,
)
from staffroom.features.review.policies import requests as policies
from staffroom.features.review.policies.conflicts import authors_of
from staffroom.features.review.queries import scoring, wording
from staffroom.shared.communities.registry import person_token
from staffroom.shared.documents.actions.documents import Business, Content
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.publications.actions.reviewed import mark_reviewed
from staffroom.shared.regulations.queries.rules import values
from staffroom.shared.search.actions import index


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an organiser concludes from the opinions."""

    outcome: str
    words: str


@transaction.atomic
def conclude(
    *, request: ReviewRequest, verdict: Verdict, actor: Viewer, at: datetime
) -> Conclusion:
    """End the review: the author reads the opinions, the paper is drafted, the mark stands (BT-1.3.5.a).

    Args:
        request: a work whose opinions are handed in, with rubric, publication and district.
        verdict: what it came to, in words.
        actor: an organiser, never an author.
        at: now.

    Raises:
        DomainError: an opinion is waited for, no reason was given, or nobody issues papers in the district.
    """
    require(policies.may_conclude(actor, request))
    if verdict.outcome not in Outcome.values:
        raise DomainError("Выберите вывод.", field="outcome")
    if not verdict.words.strip():
        raise DomainError("Напишите, на чём основан вывод.", field="words")
    if is_waited(request):
        raise DomainError("Отзывы сданы ещё не все: дождитесь их или снимите эксперта.")
    handed = opinions_of(request)
    percents = [one.percent for one in handed if one.percent is not None]
    move(request, (RequestState.REVIEWING,), RequestState.CONCLUDED, closed_at=at, released_at=at)
    made = Conclusion(
        request=request, outcome=verdict.outcome, level=values(request.rules_id).choice("review.levels"),
        percent=scoring.mean(percents), expert_n=len(handed), words=verdict.words.strip(),
        made_by_id=actor.person_id, made_at=at, is_shown=verdict.outcome == Outcome.ACCEPT,
    )  # fmt: skip
    made.save(force_insert=True)
    request.rounds.filter(n=request.round_n).update(closed_at=at)
    _mark(request)
    owed.done(request, registry.CONCLUDE, actor, at)
    owed.gone(request, actor, at)
    _draft(made, handed, actor, at)
    owed.tell(events.ReviewConcluded, request, actor, outcome=made.outcome, level=made.level)
    return made


def _mark(request: ReviewRequest) -> None:
    """The page of the work asks for its mark only where there is one."""
    shown = Conclusion.objects.filter(request__publication=request.publication_id, is_shown=True)
    last = shown.aggregate(last=Max("made_at"))["last"]
    mark_reviewed(publication_id=request.publication_id, at=last)
    index.index("publication", [request.publication_id])


def opinions_of(request: ReviewRequest) -> list[Assignment]:
    """Opinions of the last round, in the order of numbers."""
    rows = Assignment.objects.filter(
        request=request, round__n=request.round_n, state=AssignmentState.HANDED_IN
    )
    found = rows.select_related("reviewer__person", "invitation").prefetch_related("scores")
    return list(found.order_by("n"))


def _draft(made: Conclusion, handed: list[Assignment], actor: Viewer, at: datetime) -> None:
    """The paper; keepers of papers owe its registration, its authors read it."""
    request = made.request
    place = office(request.district)
    drafted = draft_from(
        district=request.district, template=registry.TEMPLATE,
        values=wording.values_of(made, handed),
        content=Content(
            heading="", issuer=place.organization, community=request.community,
            signers=place.signers,
        ),
        business=Business(
            origin=registry.CONCLUSION_PAPER, origin_id=made.pk,
            readers={person_token(key) for key in authors_of(request)},
        ),
        actor=replace(SYSTEM, person_id=actor.person_id), at=at,
    )  # fmt: skip
    Conclusion.objects.filter(pk=made.pk).update(document=drafted)
    made.document = drafted
    url = reverse("documents:document", args=[request.district.slug, drafted.pid])
    owed.paper(request, url, actor, at)


@transaction.atomic
def registered(*, conclusion: Conclusion, document: Document, actor: Viewer, at: datetime) -> None:
    """The paper has its number and date."""
    Conclusion.objects.filter(pk=conclusion.pk).update(document=document)
    owed.done(conclusion.request, registry.PAPER, actor, at)


@transaction.atomic
def show(*, conclusion: Conclusion, is_shown: bool, actor: Viewer) -> None:
    """Put the mark on the page of the work, or take it off: its author."""
    require(policies.may_show(actor, conclusion.request))
    Conclusion.objects.filter(pk=conclusion.pk).update(is_shown=is_shown)
    _mark(conclusion.request)
