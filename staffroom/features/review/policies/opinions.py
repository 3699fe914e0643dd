"""What an expert may: his own assignments, and only while nothing joins him to the author."""

from datetime import datetime

from django.db.models import QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import (
    LIVE,
    Assignment,
    AssignmentState,
    RequestState,
)
from staffroom.features.review.policies.conflicts import standing_conflict

State = AssignmentState
READABLE = (*LIVE, State.HANDED_IN)
# Who agreed first need not wait until the others are named.
OPEN_REQUESTS = (RequestState.RECEIVED, RequestState.REVIEWING)


def visible_assignments(viewer: Viewer) -> QuerySet[Assignment]:
    """An expert's own ones, those he was released from left out: their works are none of his business."""
    if viewer.is_system:
        return Assignment.objects.all()
    if viewer.person_id is None:
        return Assignment.objects.none()
    return Assignment.objects.filter(
        reviewer__person=viewer.person_id, reviewer__ended_at=None, state__in=READABLE
    )


def is_his(viewer: Viewer, assignment: Assignment) -> bool:
    """True for the expert himself."""
    own = assignment.reviewer
    return own is not None and viewer.person_id is not None and own.person_id == viewer.person_id


def may_open(viewer: Viewer, assignment: Assignment, *, at: datetime) -> Verdict:
    """Read the work: its expert, without a conflict that nobody let pass."""
    if not is_his(viewer, assignment) or assignment.state not in READABLE:
        return HIDE
    if assignment.state == State.HANDED_IN:
        return ALLOW
    found = standing_conflict(assignment, at=at)
    return deny(f"Эту работу смотрит другой эксперт. {_to_you(found)}") if found else ALLOW


def may_answer(actor: Viewer, assignment: Assignment, *, at: datetime) -> Verdict:
    """Agree or decline: while he is asked."""
    verdict = may_open(actor, assignment, at=at)
    if not verdict:
        return verdict
    if assignment.state != State.OFFERED:
        return deny("Вы уже ответили.")
    return ALLOW if assignment.answer_by_at >= at else deny("Срок ответа прошёл: позвали другого.")


def may_decline(actor: Viewer, assignment: Assignment) -> Verdict:
    """Decline: always while the opinion is not handed in, with or without a conflict."""
    if not is_his(actor, assignment) or assignment.state not in LIVE:
        return HIDE
    return ALLOW


def may_hand_in(actor: Viewer, assignment: Assignment, *, at: datetime) -> Verdict:
    """Write and hand in the opinion: who agreed, while the work is with experts."""
    verdict = may_open(actor, assignment, at=at)
    if not verdict:
        return verdict
    if assignment.state != State.ACCEPTED:
        return deny("Сначала согласитесь посмотреть работу; сданный отзыв не меняют.")
    if assignment.request.state not in OPEN_REQUESTS:
        return deny("Отзывов по этой работе больше не ждут.")
    return ALLOW


def _to_you(words: str) -> str:
    """The same sentence, said to the person himself."""
    return (
        words.replace("Это его собственная", "Это ваша собственная")
        .replace("Он соавтор", "Вы соавтор")
        .replace("Он работает", "Вы работаете")
        .replace("Он связан", "Вы связаны")
        .replace("По своей роли он видит", "По своей роли вы видите")
    )
