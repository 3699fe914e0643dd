"""Handing works in for review, giving them back, taking them back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.core.workdays import Unit
from staffroom.features.review import events, registry
from staffroom.features.review.actions import dispatch, owed
from staffroom.features.review.actions.rounds import digest_of, freeze
from staffroom.features.review.models import (
    UNDER_WAY,
    Assignment,
    AssignmentState,
    Mode,
    RequestState,
    ReviewRequest,
    Round,
    Rubric,
)
from staffroom.features.review.policies import requests as policies
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.duties.queries import due_after, scope_of_community, term_by
from staffroom.shared.publications.models import Publication, PublicationStatus

State = RequestState
KNOWN = (
    "Запись уже опубликована с вашим именем, эксперты узнают автора. В двойную слепую экспертизу сдают"
    " черновик; эту работу можно сдать в слепую или в открытую."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the author says when he hands a work in."""

    rubric: Rubric
    mode: str = Mode.BLIND
    subject: str = ""
    level: str = ""
    kind: str = ""
    words: str = ""
    experts_n: int = registry.EXPERTS


@transaction.atomic
def ask(*, publication: Publication, asked: Asked, actor: Viewer, at: datetime) -> ReviewRequest:
    """Hand a work in: its organiser owes experts in two days, the conclusion by the term (BT-3.3).

    Experts are named at once where the rules leave that to the site: everywhere but for external ones.

    Args:
        publication: what is judged, with its community and district.
        asked: the rubric, who knows whom, the direction, words to the organiser.
        actor: the author.
        at: the moment of receipt: the term runs from it.

    Raises:
        DomainError: it is under review already; the rubric is closed or of another district; the mode hides
            the author, and the work was published under his name or a file names him.
    """
    require(policies.may_ask(actor, publication))
    rubric = asked.rubric
    if rubric.district_id != publication.district_id or rubric.closed_at is not None:
        raise DomainError("Выберите действующий набор критериев.", field="rubric")
    home = publication.home_community
    if asked.mode == Mode.DOUBLE and publication.status != PublicationStatus.DRAFT:
        raise DomainError(KNOWN, field="mode")
    rules = rules_of(home or publication.district)
    power, is_below = registry.ORGANISERS[rules.choice("review.organiser")]
    scope = ("district", publication.district_id)
    if is_below and home is not None:
        scope = scope_of_community(power, home, at=at)
    term = term_by(rules, "review.days", at, publication.district)
    made = ReviewRequest(
        district=publication.district, community=home, publication=publication,
        author=publication.author, rubric=rubric, mode=asked.mode, subject=asked.subject,
        level=asked.level, kind=asked.kind, words=asked.words.strip(), experts_n=asked.experts_n, power=int(power),
        scope_kind=scope[0], scope_id=scope[1], state=State.RECEIVED, rules_id=rules.id,
        received_at=at, due_at=term.due_at, name_by_at=_name_by(publication, term.due_at, at),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError("Эта работа уже на экспертизе.") from clash
    freeze(made, words="", at=at)
    owed.tell(events.ReviewAsked, made, actor)
    owed.organiser(made, registry.NAME, actor, at)
    if rules.choice("review.expert_source") != "external":
        dispatch.dispatch(request=made, actor=SYSTEM, at=at)
    return made


def _name_by(publication: Publication, due_at: datetime | None, at: datetime) -> datetime | None:
    """The end of the first part of the term: two days to name experts, the rest is theirs."""
    if due_at is None:
        return None
    return min(due_at, due_after(registry.NAME_DAYS, Unit.DAYS, at, publication.district))


@transaction.atomic
def withdraw(*, request: ReviewRequest, words: str, actor: Viewer, at: datetime) -> None:
    """Take a work back: nothing is owed about it any more.

    Raises:
        DomainError: an organiser gave no reason.
    """
    require(policies.may_withdraw(actor, request))
    if actor.person_id != request.author_id and not words.strip():
        raise DomainError("Напишите автору, почему экспертизы не будет.", field="words")
    move(request, UNDER_WAY, State.WITHDRAWN, closed_at=at, closing_words=words.strip()[:1000])
    dispatch.end_all(request, at, "Работу отозвали с экспертизы.")
    owed.gone(request, actor, at)
    owed.tell(events.ReviewWithdrawn, request, actor)


@transaction.atomic
def give_back(*, request: ReviewRequest, words: str, actor: Viewer, at: datetime) -> None:
    """Give the work back for another round: the author reads the opinions handed in, all at once.

    Raises:
        DomainError: no words, or an expert has still to hand in.
    """
    require(policies.may_give_back(actor, request))
    if not words.strip():
        raise DomainError("Напишите автору, что доработать.", field="words")
    if is_waited(request):
        raise DomainError("Отзывы сданы ещё не все: дождитесь их или снимите эксперта.")
    move(request, (State.REVIEWING,), State.REVISION, released_at=at)
    Round.objects.filter(request=request, n=request.round_n).update(
        closed_at=at, back_words=words.strip()[:2000]
    )
    owed.gone(request, actor, at)
    owed.author(request, actor, at)
    owed.tell(events.ReviewReturned, request, actor, round_n=request.round_n)


@transaction.atomic
def resume(*, request: ReviewRequest, words: str, actor: Viewer, at: datetime) -> Round:
    """Hand the next round in: the same experts look again, as far as they may; the term begins anew.

    Raises:
        DomainError: nothing was changed since the last round; as `freeze`.
    """
    require(policies.may_resume(actor, request))
    last = Round.objects.get(request=request, n=request.round_n)
    shown = request.publication
    if digest_of(shown.title, shown.plain, shown.pk) == last.digest:
        raise DomainError("Работа с тех пор не менялась: исправьте её и сдайте снова.")
    rules = rules_of(request.community or request.district)
    term = term_by(rules, "review.days", at, request.district)
    move(
        request, (State.REVISION,), State.RECEIVED, round_n=request.round_n + 1, due_at=term.due_at,
        name_by_at=_name_by(shown, term.due_at, at),
    )  # fmt: skip
    made = freeze(request, words=words, at=at)
    owed.done(request, registry.REVISE, actor, at)
    owed.tell(events.ReviewResumed, request, actor, round_n=request.round_n)
    _ask_the_same(request, last, actor, at)
    owed.organiser(request, registry.NAME, actor, at)
    dispatch.dispatch(request=request, actor=SYSTEM, at=at)
    return made


def _ask_the_same(request: ReviewRequest, last: Round, actor: Viewer, at: datetime) -> None:
    rows = Assignment.objects.filter(
        round=last, state=AssignmentState.HANDED_IN, reviewer__ended_at=None
    )
    for one in rows.exclude(reviewer=None).select_related("reviewer").order_by("pk"):
        dispatch.ask_again(before=one, request=request, actor=actor, at=at)


def is_waited(request: ReviewRequest) -> bool:
    """True while an opinion of the present round is waited for, or none was handed in."""
    rows = Assignment.objects.filter(request=request, round__n=request.round_n)
    states = set(rows.values_list("state", flat=True))
    live = {AssignmentState.OFFERED, AssignmentState.ACCEPTED}
    return bool(states & live) or AssignmentState.HANDED_IN not in states


def move(
    request: ReviewRequest, before: tuple[State, ...], after: State, **changes: object
) -> None:
    """Change the state of a request, if nobody has done so meanwhile.

    Raises:
        Stale: somebody has.
    """
    moved = ReviewRequest.objects.filter(pk=request.pk, state__in=before)
    if not moved.update(state=after, **changes):
        raise Stale("С этой работой уже что-то сделали: обновите страницу.")
    for name, value in {"state": after, **changes}.items():
        setattr(request, name, value)


@transaction.atomic
def relink(*, community_id: int, into_id: int) -> int:
    """Works of a community that became part of another are its works."""
    into = Community.objects.get(pk=into_id)
    rows = ReviewRequest.objects.filter(community=community_id)
    rows.filter(scope_kind="community", scope_id=community_id).update(scope_id=into.pk)
    return rows.update(community=into)
