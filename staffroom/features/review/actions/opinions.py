"""What experts do: agree, decline, hand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.review import events, registry
from staffroom.features.review.actions import dispatch, owed
from staffroom.features.review.models import (
    LIVE,
    Assignment,
    AssignmentState,
    Criterion,
    Invitation,
    Outcome,
    ReviewRequest,
    Score,
    Strategy,
)
from staffroom.features.review.policies import opinions as policies
from staffroom.features.review.policies.conflicts import standing_conflict
from staffroom.features.review.queries import scoring
from staffroom.features.review.queries.names import Marks, called, marks_of
from staffroom.shared.duties.registry import Outcome as End
from staffroom.ui.words import in_quotes

State = AssignmentState


@dataclass(frozen=True, slots=True)
class Answer:
    """To one criterion: points, where the rubric has them, and words."""

    points: int | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What an expert hands in: answers by number of the criterion, an advice, reasons by the form."""

    answers: Mapping[int, Answer] = field(default_factory=dict)
    verdict: str
    strong: str
    question: str = ""
    advice: str = ""


@transaction.atomic
def accept(*, assignment: Assignment, actor: Viewer, at: datetime) -> None:
    """Agree to judge the work.

    Raises:
        Forbidden: a conflict, he has answered already, the two days are over.
    """
    require(policies.may_answer(actor, assignment, at=at))
    _accepted(assignment, at)
    owed.expert(assignment, registry.SCORE, actor, at)


def _accepted(assignment: Assignment, at: datetime) -> None:
    moved = Assignment.objects.filter(pk=assignment.pk, state=State.OFFERED)
    if not moved.update(state=State.ACCEPTED):
        raise Stale("Вы уже ответили: обновите страницу.")
    assignment.state = State.ACCEPTED
    owed.expert_done(assignment, End.DONE, at)
    owed.tell_of_expert(events.ExpertAgreed, assignment)


@transaction.atomic
def decline(*, assignment: Assignment, words: str, actor: Viewer, at: datetime) -> None:
    """Decline, with or without a reason: the work goes to another."""
    require(policies.may_decline(actor, assignment))
    dispatch.closed_by_expert(assignment, words, at)
    dispatch.replace(assignment, at)


@transaction.atomic
def hand_in(*, assignment: Assignment, opinion: Opinion, actor: Viewer, at: datetime) -> None:
    """Hand the opinion in; it never changes afterwards.

    A conflict that has come since he agreed voids the assignment instead (`close_conflicts`).

    Args:
        assignment: his, with request, rubric and round.
        opinion: what he says.
        actor: the expert.
        at: now.

    Raises:
        Forbidden: a conflict of interest, or nothing is waited for from him.
        DomainError: an answer is missing or beyond its scale, no strong side is named, the words name the
            author or the expert himself in a blind mode.
    """
    require(policies.may_hand_in(actor, assignment, at=at))
    _handed_in(assignment, opinion, at)


@transaction.atomic
def confirm(*, invitation: Invitation, at: datetime) -> Assignment:
    """An external expert confirms to be outside and without interest: he agrees by this (PD-5.2.b).

    Raises:
        Stale: he has done so, or was released.
    """
    assignment = of_invitation(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(independent_at=at)
    invitation.independent_at = at
    _accepted(assignment, at)
    return assignment


@transaction.atomic
def hand_in_by_link(*, invitation: Invitation, opinion: Opinion, at: datetime) -> None:
    """The opinion of an external expert: his access ends with it.

    Raises:
        DomainError: he has not confirmed, the day has passed, the work is closed; as `hand_in`.
    """
    assignment = of_invitation(invitation)
    is_open = assignment.state == State.ACCEPTED and invitation.until_at > at
    if not is_open or assignment.request.state not in policies.OPEN_REQUESTS:
        raise DomainError("Отзыва больше не ждут: ссылка закрыта.")
    _handed_in(assignment, opinion, at)


@transaction.atomic
def decline_by_link(*, invitation: Invitation, words: str, at: datetime) -> None:
    """An external expert declines: he has an interest, or no time."""
    assignment = of_invitation(invitation)
    dispatch.closed_by_expert(assignment, words, at)
    owed.organiser(assignment.request, registry.NAME, SYSTEM, at)


def of_invitation(invitation: Invitation) -> Assignment:
    """The assignment of an invitation with all that its pages need."""
    rows = Assignment.objects.select_related(
        "request__rubric",
        "request__district",
        "request__publication",
        "request__community",
        "round",
    )
    return rows.get(invitation=invitation)


def _handed_in(assignment: Assignment, opinion: Opinion, at: datetime) -> None:
    request = assignment.request
    criteria = list(Criterion.objects.filter(rubric=request.rubric_id).order_by("n"))
    _judge(request, criteria, opinion)
    _judge_words(assignment, opinion)
    points = {n: one.points for n, one in opinion.answers.items()}
    changes = {
        "state": State.HANDED_IN, "closed_at": at, "verdict": opinion.verdict,
        "strong": opinion.strong.strip(), "question": opinion.question.strip(),
        "advice": opinion.advice.strip(),
        "percent": scoring.percent(request.rubric.strategy, criteria, points),
    }  # fmt: skip
    if not Assignment.objects.filter(pk=assignment.pk, state=State.ACCEPTED).update(**changes):
        raise Stale("Отзыв уже сдан или его больше не ждут: обновите страницу.")
    Score.objects.bulk_create(
        Score(
            assignment=assignment, criterion=one, points=opinion.answers[one.n].points,
            words=opinion.answers[one.n].words.strip(),
        )
        for one in criteria
    )  # fmt: skip
    assignment.refresh_from_db(fields=list(changes))
    owed.expert_done(assignment, End.DONE, at)
    owed.tell_of_expert(events.OpinionHandedIn, assignment)
    _complete(request, at)


def _judge(request: ReviewRequest, criteria: Sequence[Criterion], opinion: Opinion) -> None:
    """Every criterion is answered within its scale, with words where they are asked (AB-04)."""
    if opinion.verdict not in Outcome.values:
        raise DomainError("Выберите, что вы советуете.", field="verdict")
    if not opinion.strong.strip():
        raise DomainError(
            "Назовите, что в работе сильное: автор прочтёт это первым.", field="strong"
        )
    is_refusal = opinion.verdict != Outcome.ACCEPT
    if is_refusal and not (opinion.advice.strip() or opinion.question.strip()):
        raise DomainError("Объясните автору: задайте вопрос или дайте совет.", field="advice")
    for one in criteria:
        answer = opinion.answers.get(one.n)
        is_wordy = request.rubric.strategy == Strategy.COMMENT
        if answer is None or (answer.points is None and not is_wordy):
            raise DomainError(
                f"Ответьте по критерию {in_quotes(one.title)}.", field=f"points_{one.n}"
            )
        if answer.points is not None and (
            is_wordy or not _is_on_scale(one, answer.points, request)
        ):
            raise DomainError(
                f"Такой оценки у критерия {in_quotes(one.title)} нет.", field=f"points_{one.n}"
            )
        if (one.asks_words or is_wordy) and not answer.words.strip():
            raise DomainError(
                f"Напишите несколько слов: {in_quotes(one.title)}.", field=f"words_{one.n}"
            )


def _is_on_scale(one: Criterion, points: int, request: ReviewRequest) -> bool:
    strategy = request.rubric.strategy
    if strategy == Strategy.LEVELS:
        return points in {step[0] for step in one.steps}
    if strategy == Strategy.STATEMENTS:
        return points in {one.least, one.most}
    return one.least <= points <= one.most


def _judge_words(assignment: Assignment, opinion: Opinion) -> None:
    """Words that would tell the author who writes them are stopped before they are kept (indico's leak)."""
    request = assignment.request
    if not request.hides_experts:
        return
    words = "\n".join(
        [
            opinion.strong,
            opinion.question,
            opinion.advice,
            *(one.words for one in opinion.answers.values()),
        ]
    )
    if _own(assignment).names_somebody(words):
        raise DomainError("Экспертиза слепая: уберите из отзыва своё имя.", field="strong")
    if request.hides_author and marks_of(request).names_somebody(words):
        raise DomainError("Экспертиза слепая: уберите из отзыва имя автора.", field="strong")


def _own(assignment: Assignment) -> Marks:
    """By what the expert himself is known."""
    if assignment.reviewer is not None:
        return Marks([assignment.reviewer.person])
    invitation = assignment.invitation
    return called(invitation.name, invitation.email) if invitation else Marks([])


def _complete(request: ReviewRequest, at: datetime) -> None:
    """Enough opinions: the conclusion is owed; two that differ: a third expert is named."""
    rows = Assignment.objects.filter(request=request, round__n=request.round_n)
    if rows.filter(state__in=LIVE).exists():
        return
    handed = list(rows.filter(state=State.HANDED_IN).order_by("n"))
    if len(handed) < request.experts_n:
        return
    percents = [one.percent for one in handed if one.percent is not None]
    is_third_there = any(one.is_third for one in handed)
    if not is_third_there and scoring.differ(percents, [one.verdict for one in handed]):
        owed.tell(events.OpinionsDiffer, request, SYSTEM)
        if dispatch.dispatch(request=request, actor=SYSTEM, at=at, is_third=True):
            return
        owed.organiser(request, registry.NAME, SYSTEM, at)
    owed.tell(events.OpinionsComplete, request, SYSTEM)


@transaction.atomic
def close_conflicts(*, at: datetime) -> int:
    """Void assignments whose expert has got an interest since (AB-01); how many."""
    rows = Assignment.objects.filter(state__in=LIVE).exclude(reviewer=None)
    found = rows.select_related(
        "reviewer__person",
        "request__district",
        "request__publication",
        "request__community",
        "round",
    )
    voided = 0
    for one in found.order_by("pk"):
        words = standing_conflict(one, at=at)
        has_left = one.reviewer is not None and one.reviewer.ended_at is not None
        if words or has_left:
            dispatch.void(assignment=one, words=words or "Он больше не эксперт района.", at=at)
            voided += 1
    return voided
