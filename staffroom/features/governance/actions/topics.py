"""Topics of the department: offered, marked, taken off, turned into an application (BT-3.1.c)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.governance import events
from staffroom.features.governance.actions import papers
from staffroom.features.governance.models import (
    Application,
    Founder,
    FounderAnswer,
    InitiatorKind,
    Interest,
    Topic,
    TopicState,
    Way,
)
from staffroom.features.governance.policies import topics as policies
from staffroom.features.governance.queries import applications as queries
from staffroom.features.governance.queries import topics
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import CommunityKind
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District, Organization, OrganizationKind


@transaction.atomic
def offer(
    *, district: District, title: str, problem: str, result: str, actor: Viewer, at: datetime
) -> Topic:
    """Offer a topic to the teachers of the district."""
    require(policies.may_offer(actor, district))
    made = Topic.objects.create(
        district=district, title=title.strip(), problem=problem.strip(), result=result.strip(),
        offered_by_id=actor.person_id, offered_at=at,
    )  # fmt: skip
    _tell(events.TopicOffered, made, actor)
    return made


@transaction.atomic
def mark(*, topic: Topic, person: Person, actor: Viewer, at: datetime) -> Application | None:
    """Mark interest; at the minimum the topic turns into an application, which is returned."""
    require(policies.may_mark(actor, topic))
    if actor.person_id != person.pk:
        raise DomainError("Отметить интерес можно только за себя.")
    place = queries.workplace(person.pk, topic.district)
    try:
        with transaction.atomic():
            Interest.objects.create(topic=topic, person=person, organization=place, at=at)
    except IntegrityError:
        return None
    _tell(events.InterestMarked, topic, actor, person_id=person.pk)
    return _turn(topic, actor, at) if topics.is_enough(topic) else None


@transaction.atomic
def unmark(*, topic: Topic, actor: Viewer) -> None:
    """Take the mark back, while the topic is open."""
    require(policies.may_mark(actor, topic))
    if Interest.objects.filter(topic=topic, person=actor.person_id).delete()[0]:
        _tell(events.InterestWithdrawn, topic, actor, person_id=actor.author_id)


@transaction.atomic
def close(*, topic: Topic, actor: Viewer) -> None:
    """Take a topic off."""
    require(policies.may_close(actor, topic))
    if not Topic.objects.filter(pk=topic.pk, state=TopicState.OPEN).update(state=TopicState.CLOSED):
        raise Stale("Тема уже стала заявлением.")
    _tell(events.TopicClosed, topic, actor)


def _turn(topic: Topic, actor: Viewer, at: datetime) -> Application:
    """The department files it: those interested are called and agree to the application themselves."""
    turned = Topic.objects.filter(pk=topic.pk, state=TopicState.OPEN)
    if not turned.update(state=TopicState.TURNED):
        raise Stale("Тема уже стала заявлением.")
    topic.state = TopicState.TURNED
    rows = Organization.objects.filter(
        district=topic.district_id, kind=OrganizationKind.EDUCATION_DEPARTMENT, closed_on=None
    )
    made = Application.objects.create(
        district=topic.district, rules_id=rules_of(topic.district).id, way=Way.APPLICATION,
        initiator_kind=InitiatorKind.DEPARTMENT, author_id=topic.offered_by_id, topic=topic,
        from_organization=rows.order_by("pk").first(), kind=CommunityKind.PROBLEM_GROUP,
        name=topic.title, problem=topic.problem, result=topic.result, made_at=at,
    )  # fmt: skip
    for one in topics.interested(topic):
        founder = Founder.objects.create(
            application=made, person=one.person, organization=one.organization, asked_at=at,
            consent=FounderAnswer.ASKED,
        )  # fmt: skip
        papers.consent_owed(made, founder, actor, at)
        publish(
            events.FounderCalled(
                district_id=made.district_id, actor_id=actor.person_id, application_id=made.pk,
                person_id=one.person_id,
            )
        )  # fmt: skip
    papers.draft_owed(made, actor, at)
    _tell(events.TopicTurned, topic, actor, application_id=made.pk)
    return made


def _tell(fact: type[events.TopicFact], topic: Topic, actor: Viewer, **more: Any) -> None:
    publish(
        fact(district_id=topic.district_id, actor_id=actor.person_id, topic_id=topic.pk, **more)
    )
