"""Facts about expert review: ids and codes only.

Nothing here names an expert, and what an expert does is told without an actor where the mode hides him:
the journal is read by people who may be the other side.
"""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFact(Event):
    """Something happened to a request."""

    subject: ClassVar[str] = "request_id"

    request_id: int
    publication_id: int
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAsked(ReviewFact):
    """Работа сдана на экспертизу."""

    code: ClassVar[str] = "review.request.received"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWithdrawn(ReviewFact):
    """Работу отозвали с экспертизы."""

    code: ClassVar[str] = "review.request.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStarted(ReviewFact):
    """Эксперты названы."""

    code: ClassVar[str] = "review.request.started"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReturned(ReviewFact):
    """Работа возвращена автору на доработку."""

    code: ClassVar[str] = "review.request.returned"

    round_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewResumed(ReviewFact):
    """Автор сдал доработанную работу."""

    code: ClassVar[str] = "review.request.resumed"

    round_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsDiffer(ReviewFact):
    """Мнения экспертов разошлись: нужен третий."""

    code: ClassVar[str] = "review.request.disagreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsComplete(ReviewFact):
    """Все отзывы сданы."""

    code: ClassVar[str] = "review.request.complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewConcluded(ReviewFact):
    """Дано экспертное заключение."""

    code: ClassVar[str] = "review.request.concluded"

    outcome: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkProposed(ReviewFact):
    """Методическому совету предложено рекомендовать работу."""

    code: ClassVar[str] = "review.recommendation.proposed"

    recommendation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkNotRecommended(ReviewFact):
    """Методический совет не рекомендует работу."""

    code: ClassVar[str] = "review.recommendation.refused"

    recommendation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRecommended(ReviewFact):
    """Методический совет рекомендовал работу."""

    code: ClassVar[str] = "review.recommendation.given"

    recommendation_id: int
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationMoved(ReviewFact):
    """Отмечено, что стало с рекомендованной работой."""

    code: ClassVar[str] = "review.recommendation.moved"

    recommendation_id: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFact(ReviewFact):
    """Something happened between a work and one expert."""

    assignment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertAsked(AssignmentFact):
    """Эксперту предложена работа."""

    code: ClassVar[str] = "review.assignment.offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertAgreed(AssignmentFact):
    """Эксперт согласился."""

    code: ClassVar[str] = "review.assignment.accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertReleased(AssignmentFact):
    """Эксперт отказался, не ответил или снят."""

    code: ClassVar[str] = "review.assignment.released"

    state: str
    is_conflict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionHandedIn(AssignmentFact):
    """Отзыв сдан."""

    code: ClassVar[str] = "review.assignment.handed_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerFact(Event):
    """Something happened to an expert of a district."""

    subject: ClassVar[str] = "reviewer_id"

    reviewer_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAdmitted(ReviewerFact):
    """Назван эксперт района."""

    code: ClassVar[str] = "review.reviewer.admitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerEnded(ReviewerFact):
    """Человек больше не эксперт района."""

    code: ClassVar[str] = "review.reviewer.ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricFact(Event):
    """Something happened to a set of criteria."""

    subject: ClassVar[str] = "rubric_id"

    rubric_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricWritten(RubricFact):
    """Записан набор критериев."""

    code: ClassVar[str] = "review.rubric.written"


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricClosed(RubricFact):
    """Набор критериев больше не предлагается."""

    code: ClassVar[str] = "review.rubric.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadingBegun(ReviewFact):
    """Составлен план диссеминации работы."""

    code: ClassVar[str] = "review.spreading.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFact(ReviewFact):
    """Something happened to a step of spreading."""

    step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlanned(StepFact):
    """В план диссеминации записан шаг."""

    code: ClassVar[str] = "review.step.planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOffered(StepFact):
    """Коллеге предложено отвечать за шаг диссеминации."""

    code: ClassVar[str] = "review.step.offered"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAnswered(StepFact):
    """Коллега ответил, берёт ли шаг диссеминации."""

    code: ClassVar[str] = "review.step.answered"

    person_id: int
    is_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepHeld(StepFact):
    """Шаг диссеминации проведён."""

    code: ClassVar[str] = "review.step.held"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMoved(StepFact):
    """Шаг диссеминации перенесён."""

    code: ClassVar[str] = "review.step.moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDropped(StepFact):
    """Шаг диссеминации отменён."""

    code: ClassVar[str] = "review.step.dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReopened(StepFact):
    """Шаг диссеминации возвращён в план."""

    code: ClassVar[str] = "review.step.reopened"
