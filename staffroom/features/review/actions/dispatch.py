"""Giving works to experts: by themselves, by hand, from outside; taking them back."""

from datetime import datetime, timedelta
import hashlib
import secrets

from django.db import IntegrityError, transaction
from django.db.models import Max

from staffroom.core.errors import DomainError, Stale
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.review import events, registry
from staffroom.features.review.actions import owed
from staffroom.features.review.models import (
    LIVE,
    Assignment,
    AssignmentState,
    Invitation,
    RequestState,
    Reviewer,
    ReviewRequest,
    Round,
)
from staffroom.features.review.policies import requests as policies
from staffroom.features.review.policies.conflicts import NEVER, conflict
from staffroom.features.review.queries import dispatch as queries
from staffroom.features.review.queries.requests import lacking_n
from staffroom.shared.duties.registry import Outcome

State = AssignmentState
FORGOTTEN = timedelta(days=30)
NOWHERE = "@forgotten.invalid"
NOBODY = "Подходящих свободных экспертов нет: назовите эксперта по этому направлению или пригласите внешнего."


@transaction.atomic
def dispatch(*, request: ReviewRequest, actor: Viewer, at: datetime, is_third: bool = False) -> int:
    """Give the work to as many experts as it still lacks: by subject and level, the least loaded first.

    Args:
        request: a work received or with experts.
        actor: an organiser, or the system.
        at: now.
        is_third: one more is named because two opinions differ.

    Returns:
        How many were asked.

    Raises:
        DomainError: an organiser asked, and nobody is free.
    """
    require(policies.may_name(actor, request))
    missing = 1 if is_third else lacking_n(request)
    chosen = queries.next_free(request, n=missing, at=at) if missing > 0 else []
    if missing > 0 and not chosen and not actor.is_system:
        raise DomainError(NOBODY)
    for one in chosen:
        _offer(request, actor, at, reviewer=one.reviewer, is_third=is_third)
    _after_naming(request, actor, at)
    return len(chosen)


@transaction.atomic
def assign(
    *, request: ReviewRequest, reviewer: Reviewer, actor: Viewer, at: datetime, override: str = ""
) -> Assignment:
    """Give the work to an expert by hand; a conflict is let pass by a reason alone, and the reason is kept.

    Raises:
        DomainError: a conflict without a reason, his own work whatever the reason, he has it already,
            more experts than there may be.
    """
    require(policies.may_name(actor, request))
    if reviewer.district_id != request.district_id or reviewer.ended_at is not None:
        raise DomainError("Выберите эксперта своего района.", field="reviewer")
    found = conflict(request, reviewer.person_id, at=at)
    if found in NEVER or (found and not override.strip()):
        raise DomainError(found, field="reviewer" if found in NEVER else "override")
    live = Assignment.objects.filter(request=request, round__n=request.round_n)
    if (
        live.exclude(state__in=(State.DECLINED, State.LAPSED, State.VOIDED)).count()
        >= registry.MOST_EXPERTS
    ):
        raise DomainError(f"Экспертов у работы может быть не больше {registry.MOST_EXPERTS}.")
    words = override.strip()[:1000] if found else ""
    made = _offer(request, actor, at, reviewer=reviewer, override=words)
    _after_naming(request, actor, at)
    return made


@transaction.atomic
def invite(
    *, request: ReviewRequest, email: str, name: str, post: str, until_at: datetime, actor: Viewer,
    at: datetime,
) -> tuple[Assignment, str]:  # fmt: skip
    """Invite an external expert (PD-5.2); gives his assignment and the secret of his link, kept nowhere.

    Args:
        request: the work he will see, and no other.
        email: where the letter goes.
        name: as he is called in the conclusion.
        post: position and place of work.
        until_at: when the link stops opening.
        actor: an organiser.
        at: now.

    Raises:
        DomainError: his link is still open or he has handed in, the day has passed, or it is the author's own
            address.
    """
    require(policies.may_name(actor, request))
    if until_at <= at:
        raise DomainError("День, до которого открыта ссылка, уже прошёл.", field="until_on")
    if email.lower() == request.author.email.lower():
        raise DomainError("Это адрес автора работы.", field="email")
    _free_address(request, email.lower(), at)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation(
        request=request, round_n=request.round_n, email=email.lower(), name=name.strip()[:160], post=post.strip()[:200],
        secret=hash_of(secret), invited_by_id=actor.person_id, invited_at=at, until_at=until_at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError("Этого эксперта уже пригласили.", field="email") from clash
    made = _offer(request, actor, at, invitation=invitation)
    _after_naming(request, actor, at)
    return made, secret


def _free_address(request: ReviewRequest, email: str, at: datetime) -> None:
    """Who declined, was late or was released may be invited by the same address once more in the same round."""
    rows = Invitation.objects.filter(request=request, round_n=request.round_n, email=email)
    found = rows.select_related("assignment__request", "assignment__round").first()
    if found is None:
        return
    one = found.assignment
    if one.state == State.HANDED_IN:
        raise DomainError("Этот эксперт уже сдал отзыв.", field="email")
    if one.state in LIVE and found.until_at > at:
        raise DomainError(
            "Этого эксперта уже пригласили, его ссылка открыта. Если письмо потерялось, снимите эксперта и"
            " пригласите снова.",
            field="email",
        )
    if one.state in LIVE:
        _end(one, State.LAPSED, "", at)
    Invitation.objects.filter(pk=found.pk).update(email=f"{found.pid}{NOWHERE}")


@transaction.atomic
def forget_addresses(*, at: datetime) -> int:
    """Addresses of external experts whose links have closed are kept no longer than a month (152-ФЗ); how many."""
    rows = Invitation.objects.filter(until_at__lt=at - FORGOTTEN).exclude(email__endswith=NOWHERE)
    found = list(rows.order_by("pk").values_list("pk", "pid"))
    for key, pid in found:
        Invitation.objects.filter(pk=key).update(email=f"{pid}{NOWHERE}")
    return len(found)


def hash_of(secret: str) -> str:
    """What is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def release(*, assignment: Assignment, words: str, actor: Viewer, at: datetime) -> None:
    """Take a work back from an expert, with a reason; another is found.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_name(actor, assignment.request))
    if not words.strip():
        raise DomainError("Напишите, почему снимаете эксперта.", field="words")
    _end(assignment, State.VOIDED, words, at)
    replace(assignment, at)


@transaction.atomic
def void(*, assignment: Assignment, words: str, at: datetime) -> None:
    """A conflict has come after the naming (AB-01): the work goes to another, both sides are told."""
    _end(assignment, State.VOIDED, words, at, is_conflict=True)
    replace(assignment, at)


@transaction.atomic
def lapse(*, assignment: Assignment, at: datetime) -> None:
    """Nobody answered in two days: the work goes to another."""
    _end(assignment, State.LAPSED, "", at)
    replace(assignment, at)


def replace(assignment: Assignment, at: datetime) -> None:
    """Somebody else in the place of who is gone; without anybody the organiser owes it, or concludes."""
    request, is_third = assignment.request, assignment.is_third
    if dispatch(request=request, actor=SYSTEM, at=at, is_third=is_third) or not is_third:
        return
    owed.organiser(request, registry.NAME, SYSTEM, at)
    owed.tell(events.OpinionsComplete, request, SYSTEM)


def end_all(request: ReviewRequest, at: datetime, words: str = "") -> None:
    """Nothing more is waited for from the experts of a request."""
    rows = Assignment.objects.filter(request=request, state__in=LIVE)
    for one in rows.select_related("reviewer", "request", "round").order_by("pk"):
        _end(one, State.VOIDED, words, at)


def ask_again(
    *, before: Assignment, request: ReviewRequest, actor: Viewer, at: datetime
) -> Assignment | None:
    """Who judged the round before looks at the next one; a conflict that has come meanwhile leaves him out."""
    reviewer = before.reviewer
    if reviewer is None:
        return None
    found = conflict(request, reviewer.person_id, at=at)
    if found and (found in NEVER or not before.override_words):
        return None
    return _offer(
        request,
        actor,
        at,
        reviewer=reviewer,
        is_third=before.is_third,
        override=before.override_words,
    )


def _end(
    assignment: Assignment, state: State, words: str, at: datetime, *, is_conflict: bool = False
) -> None:
    ended = Assignment.objects.filter(pk=assignment.pk, state__in=LIVE)
    if not ended.update(state=state, closed_at=at, closing_words=words.strip()[:1000]):
        raise Stale("Это поручение уже закрыто: обновите страницу.")
    assignment.refresh_from_db(fields=["state", "closed_at", "closing_words"])
    owed.expert_done(assignment, Outcome.GONE, at)
    owed.tell_of_expert(
        events.ExpertReleased, assignment, state=str(state), is_conflict=is_conflict
    )


def closed_by_expert(assignment: Assignment, words: str, at: datetime) -> None:
    """An expert declined."""
    _end(assignment, State.DECLINED, words, at)


def _offer(
    request: ReviewRequest,
    actor: Viewer,
    at: datetime,
    *,
    reviewer: Reviewer | None = None,
    invitation: Invitation | None = None,
    is_third: bool = False,
    override: str = "",
) -> Assignment:
    of_request = Assignment.objects.filter(request=request)
    number = of_request.aggregate(last=Max("n"))["last"] or 0
    until = invitation.until_at if invitation else None
    due = until or owed.opinion_by(at, request.due_at)
    made = Assignment(
        request=request, round=Round.objects.get(request=request, n=request.round_n), reviewer=reviewer,
        invitation=invitation, n=number + 1, state=State.OFFERED, is_third=is_third, offered_at=at,
        answer_by_at=until or owed.answer_by(at, due), due_at=due,
        override_words=override, override_by_id=actor.person_id if override else None,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError("Этому эксперту работа уже дана.", field="reviewer") from clash
    owed.expert(made, registry.ANSWER, actor, at)
    owed.tell_of_expert(events.ExpertAsked, made)
    return made


def _after_naming(request: ReviewRequest, actor: Viewer, at: datetime) -> None:
    """Named is when as many are asked as the work needs; until then organisers owe the rest."""
    if lacking_n(request):
        owed.organiser(request, registry.NAME, actor, at)
        return
    owed.done(request, registry.NAME, actor, at)
    moved = ReviewRequest.objects.filter(pk=request.pk, state=RequestState.RECEIVED)
    if moved.update(state=RequestState.REVIEWING):
        request.state = RequestState.REVIEWING
        owed.organiser(request, registry.CONCLUDE, actor, at)
        owed.tell(events.ReviewStarted, request, actor)
