"""Duties and facts of a request, told in words that name nobody who must not be known."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from staffroom.core.events import publish
from staffroom.core.viewer import Viewer
from staffroom.features.review import events, registry
from staffroom.features.review.models import Assignment, Ballot, ReviewRequest
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.regulations.queries.rules import values
from staffroom.ui.words import in_quotes


def subject(request: ReviewRequest) -> tuple[str, int]:
    """What duties about a request name as their thing."""
    return registry.REQUEST, request.pk


def page(request: ReviewRequest) -> str:
    """The address of a request for its author and organisers."""
    return reverse("review:request", args=[request.district.slug, request.pid])


def _clause(request: ReviewRequest) -> str:
    return values(request.rules_id).source("review.days").clause[:80]


def organiser(request: ReviewRequest, kind: str, actor: Viewer, at: datetime) -> None:
    """Organisers owe experts (`NAME`) or the conclusion (`CONCLUDE`); the author does not decide it himself."""
    is_name = kind == registry.NAME
    words = "Назовите экспертов" if is_name else "Дайте заключение по отзывам экспертов"
    duties.open_duty(
        kind=kind, district_id=request.district_id, subject=subject(request),
        title=f"{words}: {in_quotes(request.publication.title)}", url=page(request), actor=unnamed(request, actor),
        at=at, power=Power(request.power), scope=(request.scope_kind, request.scope_id),
        about_id=request.author_id, due_at=request.name_by_at if is_name else request.due_at,
        clause=_clause(request), rules_id=request.rules_id,
    )  # fmt: skip


def author(request: ReviewRequest, actor: Viewer, at: datetime) -> None:
    """The author owes the next round."""
    duties.open_duty(
        kind=registry.REVISE, district_id=request.district_id, subject=subject(request),
        title=f"Доработайте и сдайте снова: {in_quotes(request.publication.title)}", url=page(request),
        actor=unnamed(request, actor), at=at, owner_id=request.author_id, rules_id=request.rules_id,
    )  # fmt: skip


def expert(assignment: Assignment, kind: str, actor: Viewer, at: datetime) -> None:
    """An expert owes his answer (`ANSWER`) or his opinion (`SCORE`); external ones are told by letter."""
    request, reviewer = assignment.request, assignment.reviewer
    if reviewer is None:
        return
    is_answer = kind == registry.ANSWER
    words = "Посмотрите работу: согласны?" if is_answer else "Оцените работу"
    duties.open_duty(
        kind=kind, district_id=request.district_id, subject=(registry.ASSIGNMENT, assignment.pk),
        title=f"{words} {in_quotes(assignment.round.title)}",
        url=reverse("review:work", args=[request.district.slug, assignment.pid]),
        actor=Viewer(), at=at, owner_id=reviewer.person_id,
        due_at=assignment.answer_by_at if is_answer else assignment.due_at,
        clause=_clause(request), rules_id=request.rules_id,
    )  # fmt: skip


def paper(request: ReviewRequest, url: str, actor: Viewer, at: datetime) -> None:
    """Keepers of papers owe the registration of the conclusion."""
    duties.open_duty(
        kind=registry.PAPER, district_id=request.district_id, subject=subject(request),
        title=f"Зарегистрируйте заключение: {in_quotes(request.publication.title)}", url=url, actor=actor, at=at,
        power=Power.KEEP_DOCUMENTS, scope=("district", request.district_id), rules_id=request.rules_id,
    )  # fmt: skip


def voice(ballot: Ballot, at: datetime) -> None:
    """A member of the council owes his voice about a work; nobody else knows whose is lacking."""
    found = ballot.recommendation
    request = found.conclusion.request
    duties.open_duty(
        kind=registry.VOTE, district_id=request.district_id, subject=(registry.BALLOT, ballot.pk),
        title=f"Проголосуйте, рекомендовать ли работу {in_quotes(request.publication.title)}",
        url=reverse("review:recommendation", args=[request.district.slug, found.pid]),
        actor=Viewer(), at=at, owner_id=ballot.person_id, due_at=found.vote_by_at,
        rules_id=request.rules_id,
    )  # fmt: skip


def voice_done(ballot_id: int, outcome: Outcome, at: datetime) -> None:
    """Nothing more is owed by this member of the council."""
    duties.close_duties(
        subject=(registry.BALLOT, ballot_id), outcome=outcome, actor=Viewer(), at=at
    )


def done(request: ReviewRequest, kind: str, actor: Viewer, at: datetime) -> None:
    """What was owed of this kind about a request is done."""
    duties.close_duties(
        subject=subject(request), kind=kind, outcome=Outcome.DONE, actor=unnamed(request, actor), at=at
    )  # fmt: skip


def gone(request: ReviewRequest, actor: Viewer, at: datetime) -> None:
    """Nothing more is owed about a request."""
    duties.close_duties(
        subject=subject(request), outcome=Outcome.GONE, actor=unnamed(request, actor), at=at
    )


def expert_done(assignment: Assignment, outcome: Outcome, at: datetime) -> None:
    """What an expert owed is closed; the line names nobody."""
    duties.close_duties(
        subject=(registry.ASSIGNMENT, assignment.pk), outcome=outcome, actor=Viewer(), at=at
    )


def unnamed(request: ReviewRequest, actor: Viewer) -> Viewer:
    """The actor as histories may tell him: nobody where the mode hides the author and it is he."""
    hidden = request.hides_author and actor.person_id == request.author_id
    return Viewer() if hidden else actor


def tell(kind: type[events.ReviewFact], request: ReviewRequest, actor: Viewer, **more: Any) -> None:
    """State a fact of a request."""
    publish(
        kind(
            district_id=request.district_id, actor_id=unnamed(request, actor).person_id,
            request_id=request.pk, publication_id=request.publication_id,
            community_id=request.community_id, **more,
        )
    )  # fmt: skip


def tell_of_expert(kind: type[events.AssignmentFact], assignment: Assignment, **more: Any) -> None:
    """State a fact between a work and an expert: it names no actor, whoever acted."""
    request = assignment.request
    publish(
        kind(
            district_id=request.district_id, actor_id=None, request_id=request.pk,
            publication_id=request.publication_id, community_id=request.community_id,
            assignment_id=assignment.pk, **more,
        )
    )  # fmt: skip


def answer_by(at: datetime, due_at: datetime | None) -> datetime:
    """When an expert has to have answered: in two days, never after his opinion is due."""
    end = at + timedelta(days=registry.ANSWER_DAYS)
    return min(end, due_at) if due_at and due_at > at else end


def opinion_by(at: datetime, due_at: datetime | None) -> datetime | None:
    """When an expert's opinion is due, of the request's whole term; None where there is no term.

    Five days from the day he was asked, and a day before the end: so that a third expert, or another in
    the place of who kept silent, still fits in, and the conclusion is in time (BT-3.3.b).
    """
    if due_at is None:
        return None
    last = max(due_at - timedelta(days=1), min(due_at, at + timedelta(days=1)))
    return min(at + timedelta(days=registry.SCORE_DAYS), last) if due_at > at else due_at
