"""Considering an application: asking, answering, supporting, refusing; founding by the order."""

from datetime import datetime
from typing import Any

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.governance import events
from staffroom.features.governance.actions import papers
from staffroom.features.governance.models import (
    Application,
    ApplicationState,
    Founder,
    FounderAnswer,
    Question,
)
from staffroom.features.governance.policies import applications as policies
from staffroom.features.governance.policies.demands import reason_is_asked
from staffroom.features.governance.queries import wording
from staffroom.shared.communities.actions import founding
from staffroom.shared.communities.models import Order
from staffroom.shared.documents.models import Document
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.registry import Outcome

State = ApplicationState


@transaction.atomic
def ask(*, application: Application, words: str, actor: Viewer, at: datetime) -> Question:
    """Ask the initiator; the term of the decision goes on.

    Raises:
        DomainError: nothing is asked.
    """
    require(policies.may_consider(actor, application))
    if not words.strip():
        raise DomainError("Напишите вопрос.", field="words")
    made = Question.objects.create(
        application=application, words=words.strip(), asked_by_id=actor.person_id, asked_at=at
    )
    if application.author_id:
        papers.answer_owed(application, made.pk, application.author_id, actor, at)
    _tell(events.ApplicationQuestioned, application, actor, question_id=made.pk)
    return made


@transaction.atomic
def reply(*, question: Question, words: str, actor: Viewer, at: datetime) -> None:
    """Answer a question: the initiator.

    Raises:
        DomainError: nothing is said.
        Stale: it was answered already.
    """
    require(policies.may_reply(actor, question))
    if not words.strip():
        raise DomainError("Напишите ответ.", field="words")
    done = Question.objects.filter(pk=question.pk, answered_at=None).update(
        answer=words.strip(), answered_at=at, answered_by=actor.person_id
    )
    if not done:
        raise Stale("На этот вопрос уже ответили.")
    duties.close_duties(subject=("question", question.pk), outcome=Outcome.DONE, actor=actor, at=at)
    _tell(
        events.ApplicationAnswered, question.application, actor, question_id=question.pk,
        asker_id=question.asked_by_id,
    )  # fmt: skip


@transaction.atomic
def support(
    *, application: Application, actor: Viewer, at: datetime, control: str = ""
) -> Application:
    """Support: the community is prepared and its order drafted (BT-3.1.d).

    Args:
        application: one that waits for a decision.
        actor: who decides.
        at: now.
        control: who controls the order, as the order says it; "" leaves it to the one who signs.
    """
    _decide(application, State.SUPPORTED, actor, at)
    papers.nothing_owed(application, actor, at, Outcome.DONE)
    papers.prepare_order(application, actor=actor, at=at, control=control)
    _tell(events.ApplicationSupported, application, actor)
    return application


@transaction.atomic
def refuse(
    *, application: Application, reason: str, clause: str, actor: Viewer, at: datetime
) -> Application:
    """Refuse with a reason and the clause it rests on; a letter is prepared (BT-3.2.b).

    Raises:
        DomainError: the regulation wants a reason, and there is none.
    """
    require(policies.may_consider(actor, application))
    if reason_is_asked(application):
        if not reason.strip():
            raise DomainError("Объясните отказ: заявитель получит эти слова.", field="reason")
        if not clause.strip():
            raise DomainError("Назовите пункт положения.", field="clause")
    application.reason, application.clause = reason.strip(), clause.strip()[:200]
    _decide(application, State.REFUSED, actor, at)
    papers.nothing_owed(application, actor, at, Outcome.REFUSED)
    papers.write_refusal(application, actor=actor, at=at)
    _tell(events.ApplicationRefused, application, actor)
    return application


def _decide(application: Application, to: State, actor: Viewer, at: datetime) -> None:
    require(policies.may_consider(actor, application))
    changes = {
        "decided_at": at, "decided_by_id": actor.person_id, "reason": application.reason,
        "clause": application.clause,
    }  # fmt: skip
    waiting = Application.objects.filter(pk=application.pk, state=State.SUBMITTED)
    if not waiting.update(state=to, **changes):
        raise Stale("Заявление уже решили или отозвали: обновите страницу.")
    application.state = to
    application.decided_at, application.decided_by_id = at, actor.person_id


@transaction.atomic
def draft_order_again(*, application: Application, actor: Viewer, at: datetime) -> Document:
    """Prepare the order anew, when its draft was thrown away."""
    require(policies.may_prepare_order(actor, application))
    return papers.prepare_order(application, actor=actor, at=at)


@transaction.atomic
def found(*, application: Application, document: Document, actor: Viewer, at: datetime) -> None:
    """The order is registered: the community works, with those who agreed to take part (BT-3.1.d).

    Raises:
        DomainError: the regulation asks for more people than are left; the order is not registered then.
    """
    community = application.community
    if application.state != State.SUPPORTED or community is None or document.dated_on is None:
        raise DomainError("Сначала заявление поддерживают.")
    agreed = Founder.objects.filter(application=application, consent=FounderAnswer.AGREED)
    told: dict[str, Any] = {
        "community": community, "order": Order(document.number, document.dated_on),
        "leader": application.leader, "actor": actor, "at": at,
        "founders": [one.person for one in agreed.select_related("person").order_by("pk")],
    }  # fmt: skip
    if application.group_id == community.pk:
        changes = {
            "goal": wording.goal(application), "starts_on": application.starts_on,
            "ends_on": application.ends_on,
        }  # fmt: skip
        founding.turn_by_order(kind=application.kind, changes=changes, **told)
    else:
        founding.begin_by_order(**told)
    Application.objects.filter(pk=application.pk, state=State.SUPPORTED).update(state=State.FOUNDED)
    application.state = State.FOUNDED
    papers.nothing_owed(application, actor, at, Outcome.DONE)
    _tell(events.ApplicationFounded, application, actor, community_id=community.pk)


@transaction.atomic
def order_lost(*, application: Application, actor: Viewer, at: datetime) -> None:
    """The draft of the order was thrown away: those who decide owe another one."""
    papers.nothing_owed(application, actor, at)
    papers.order_owed(application, actor, at)


def _tell(
    fact: type[events.ApplicationFact], application: Application, actor: Viewer, **more: Any
) -> None:
    publish(
        fact(
            district_id=application.district_id, actor_id=actor.person_id,
            application_id=application.pk, **more,
        )
    )  # fmt: skip
