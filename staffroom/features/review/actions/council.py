"""The council recommends works: by votes or by minutes; what became of them (BT-1.7)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.review import events
from staffroom.features.review.actions import owed
from staffroom.features.review.models import (
    Ballot,
    Conclusion,
    Recommendation,
    RecommendationState,
    ReviewRequest,
    Target,
    Vote,
)
from staffroom.features.review.policies import council as policies
from staffroom.features.review.queries.council import members, members_n
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.duties.queries import term_by
from staffroom.shared.duties.registry import Outcome

State = RecommendationState
AFTER = {
    State.RECOMMENDED: (State.SENT,),
    State.SENT: (State.ACCEPTED, State.PUBLISHED),
    State.ACCEPTED: (State.PUBLISHED,),
}


@transaction.atomic
def propose(
    *, conclusion: Conclusion, target: str, place: str, actor: Viewer, at: datetime
) -> Recommendation:
    """Put a work with a high score to the council; who proposes votes for it by that.

    Raises:
        DomainError: it is proposed for this already.
    """
    require(policies.may_propose(actor, conclusion))
    if target not in Target.values:
        raise DomainError("Выберите, куда рекомендовать.", field="target")
    made = Recommendation(
        conclusion=conclusion, target=target, place=place.strip()[:200], state=State.PROPOSED,
        proposed_by_id=actor.person_id, proposed_at=at,
        vote_by_at=_vote_by(conclusion.request, at),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError("Это уже предложено.", field="target") from clash
    owed.tell(events.WorkProposed, conclusion.request, actor, recommendation_id=made.pk)
    vote(recommendation=made, is_for=True, words="", actor=actor, at=at)
    owe_votes(recommendation=made, at=at)
    return made


@transaction.atomic
def owe_votes(*, recommendation: Recommendation, at: datetime) -> None:
    """Members of the council who have not spoken owe their voice; who is a member no more owes nothing.

    Called again by the clock: the council changes while a work lies before it.
    """
    if recommendation.state != State.PROPOSED:
        return
    request = recommendation.conclusion.request
    silent = members(request, at=at) - set(recommendation.votes.values_list("person_id", flat=True))
    asked = dict(recommendation.ballots.values_list("person_id", "pk"))
    for person in sorted(asked.keys() - silent):
        owed.voice_done(asked[person], Outcome.GONE, at)
        Ballot.objects.filter(pk=asked[person]).delete()
    for person in sorted(silent - asked.keys()):
        ballot = Ballot.objects.create(recommendation=recommendation, person_id=person, asked_at=at)
        owed.voice(ballot, at)


def follow_members(*, at: datetime) -> None:
    """The same for every work that lies before a council."""
    rows = Recommendation.objects.filter(state=State.PROPOSED).order_by("pk")
    for found in rows.select_related(
        "conclusion__request__district", "conclusion__request__publication"
    ):
        owe_votes(recommendation=found, at=at)


def _vote_by(request: ReviewRequest, at: datetime) -> datetime | None:
    """Until when the council votes (`review.vote_days`)."""
    rules = rules_of(request.community or request.district)
    return term_by(rules, "review.vote_days", at, request.district).due_at


@transaction.atomic
def vote(
    *, recommendation: Recommendation, is_for: bool, words: str, actor: Viewer, at: datetime
) -> None:
    """Vote, or change one's vote; more than half of the council decides.

    Raises:
        DomainError: a vote against without a reason.
    """
    require(policies.may_vote(actor, recommendation))
    if not is_for and not words.strip():
        raise DomainError("Напишите, почему вы против: автор прочтёт причину.", field="words")
    Vote.objects.update_or_create(
        recommendation=recommendation, person_id=actor.author_id,
        defaults={"is_for": is_for, "words": words.strip()[:600], "at": at},
    )  # fmt: skip
    for ballot in recommendation.ballots.filter(person=actor.author_id):
        owed.voice_done(ballot.pk, Outcome.DONE, at)
    request = recommendation.conclusion.request
    half = members_n(request, at=at) / 2
    votes = list(recommendation.votes.values_list("is_for", flat=True))
    if votes.count(True) > half:
        _decide(recommendation, State.RECOMMENDED, actor, at)
    elif votes.count(False) >= half:
        _decide(recommendation, State.REFUSED, actor, at)


@transaction.atomic
def decide_by_minutes(
    *, recommendation: Recommendation, is_for: bool, minutes: Document | None, words: str,
    actor: Viewer, at: datetime,
) -> None:  # fmt: skip
    """Record what the council decided when it met: registered minutes, or their number and date.

    Raises:
        DomainError: neither of the two, or a paper that is no minutes in force.
    """
    require(policies.may_decide(actor, recommendation))
    if minutes is None and not words.strip():
        raise DomainError("Выберите протокол или напишите его номер и дату.", field="minutes")
    district_id = recommendation.conclusion.request.district_id
    is_good = minutes is None or (
        minutes.kind == "minutes"
        and minutes.state == DocumentState.ISSUED
        and minutes.district_id == district_id
    )
    if not is_good:
        raise DomainError("Выберите действующий протокол своего района.", field="minutes")
    Recommendation.objects.filter(pk=recommendation.pk).update(
        minutes=minutes, minutes_words=words.strip()[:200]
    )
    _decide(recommendation, State.RECOMMENDED if is_for else State.REFUSED, actor, at)


@transaction.atomic
def mark(
    *, recommendation: Recommendation, state: str, place: str, actor: Viewer, at: datetime
) -> None:
    """Mark what became of a recommended work: sent, accepted, published (BT-1.7.b).

    Raises:
        DomainError: a step that does not follow.
    """
    require(policies.may_move(actor, recommendation))
    before = State(recommendation.state)
    if state not in AFTER.get(before, ()):
        raise DomainError("Сначала отметьте предыдущий шаг.", field="state")
    changes = {"state": state, "moved_at": at, "place": place.strip()[:200] or recommendation.place}
    if not Recommendation.objects.filter(pk=recommendation.pk, state=before).update(**changes):
        raise Stale("Это уже отметили: обновите страницу.")
    recommendation.refresh_from_db(fields=list(changes))
    request = recommendation.conclusion.request
    owed.tell(
        events.RecommendationMoved, request, actor, recommendation_id=recommendation.pk, state=state
    )


def _decide(recommendation: Recommendation, state: State, actor: Viewer, at: datetime) -> None:
    rows = Recommendation.objects.filter(pk=recommendation.pk, state=State.PROPOSED)
    if not rows.update(state=state, decided_at=at):
        raise Stale("Совет уже решил: обновите страницу.")
    recommendation.refresh_from_db(fields=["state", "decided_at"])
    for ballot in recommendation.ballots.order_by("pk"):
        owed.voice_done(ballot.pk, Outcome.GONE, at)
    request, key = recommendation.conclusion.request, recommendation.pk
    if state == State.REFUSED:
        owed.tell(events.WorkNotRecommended, request, actor, recommendation_id=key)
        return
    owed.tell(
        events.WorkRecommended, request, actor, recommendation_id=key, target=recommendation.target
    )
