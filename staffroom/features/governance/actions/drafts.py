"""An application in the making: begun, filled in, colleagues called, submitted, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    InitiatorKind,
    Topic,
    Way,
)
from staffroom.features.governance.policies import applications as policies
from staffroom.features.governance.policies import initiating
from staffroom.features.governance.queries import applications as queries
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import (
    Community,
    CommunityKind,
    Membership,
    MembershipState,
)
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.actions import issuing
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.models import District

State = ApplicationState
WRITTEN = (
    "kind", "name", "goal", "problem", "task", "result", "themes", "audience_words", "vk_page",
    "base_organization", "parent", "starts_on", "ends_on",
)  # fmt: skip
BY_STAFF = (InitiatorKind.DEPARTMENT, InitiatorKind.CENTRE, InitiatorKind.COORDINATOR)


@transaction.atomic
def begin(
    *,
    district: District,
    initiator: initiating.Initiator,
    author: Person,
    values: Mapping[str, Any],
    actor: Viewer,
    at: datetime,
    group: Community | None = None,
    topic: Topic | None = None,
) -> Application:
    """Begin an application; whoever files it himself takes part in it (BT-3.1.a).

    Args:
        district: where.
        initiator: in whose name (`policies.initiating.initiators`).
        author: who writes it: the actor's own person.
        values: fields of `WRITTEN`.
        actor: who begins.
        at: now.
        group: a creative group that wants to become more: its members file the application.
        topic: the department's topic that it answers.

    Raises:
        DomainError: the group is no creative group of the initiator.
    """
    require(initiating.may_begin(actor, district))
    rules = rules_of(district)
    way = initiating.way_of(rules)
    allowed = {one.code for one in initiating.initiators(actor, district)}
    if way is None or initiator.code not in allowed or actor.person_id != author.pk:
        raise DomainError("От этого имени начать нельзя.", field="initiator")
    if group is not None and (
        group.kind != CommunityKind.WORKING_GROUP or initiator.community != group
    ):
        raise DomainError("Заявление о творческой группе подаёт тот, кто её ведёт.")
    made = Application.objects.create(
        district=district, rules_id=rules.id, way=way, initiator_kind=initiator.kind, author=author,
        from_community=initiator.community, from_organization=initiator.organization, group=group,
        topic=topic, made_at=at, **_known(values),
    )  # fmt: skip
    _first_founders(made, author, group, at)
    return made


def _first_founders(
    made: Application, author: Person, group: Community | None, at: datetime
) -> None:
    people = [] if made.initiator_kind in BY_STAFF else [author]
    if group is not None:
        rows = Membership.objects.filter(community=group, state=MembershipState.ACTIVE)
        people += [row.person for row in rows.select_related("person").order_by("pk")]
    for person in dict.fromkeys(people):
        _founder(made, person, FounderAnswer.AGREED, at)


def _founder(made: Application, person: Person, consent: FounderAnswer, at: datetime) -> Founder:
    return Founder.objects.create(
        application=made, person=person, organization=queries.workplace(person.pk, made.district),
        consent=consent, asked_at=at, answered_at=at if consent == FounderAnswer.AGREED else None,
    )  # fmt: skip


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - set(WRITTEN)
    if unknown:
        message = f"not fields of an application: {sorted(unknown)}"
        raise TypeError(message)
    return dict(values)


@transaction.atomic
def change(*, application: Application, values: Mapping[str, Any], actor: Viewer) -> Application:
    """Fill in the draft."""
    require(policies.may_change(actor, application))
    for name, value in _known(values).items():
        setattr(application, name, value)
    _hold(application)
    application.save(update_fields=list(values))
    return application


@transaction.atomic
def drop(*, application: Application, actor: Viewer, at: datetime) -> None:
    """Throw the draft away."""
    require(policies.may_change(actor, application))
    _hold(application)
    papers.nothing_owed(application, actor, at)
    application.delete()


@transaction.atomic
def call(
    *, application: Application, people: Sequence[Person], actor: Viewer, at: datetime
) -> None:
    """Call colleagues to file it together; each agrees himself.

    Raises:
        DomainError: somebody is called already.
    """
    require(policies.may_change(actor, application))
    for person in people:
        known = Founder.objects.filter(application=application, person=person).first()
        if known is not None and known.consent != FounderAnswer.DECLINED:
            raise DomainError(f"{person.name}: уже в списке.", field="person")
        if known is not None:
            known.delete()
        founder = _founder(application, person, FounderAnswer.ASKED, at)
        papers.consent_owed(application, founder, actor, at)
        _tell(events.FounderCalled, application, actor, person_id=person.pk)


@transaction.atomic
def answer_call(*, founder: Founder, agrees: bool, actor: Viewer, at: datetime) -> None:
    """Agree to take part, or decline."""
    require(policies.may_answer_call(actor, founder))
    founder.consent = FounderAnswer.AGREED if agrees else FounderAnswer.DECLINED
    founder.answered_at = at
    founder.save(update_fields=["consent", "answered_at"])
    application = founder.application
    if not agrees:
        _without_leader(application, founder.person_id)
    papers.call_answered(founder, actor, at)
    if agrees:
        _tell(events.FounderAgreed, application, actor, person_id=founder.person_id)


@transaction.atomic
def release(*, founder: Founder, actor: Viewer, at: datetime) -> None:
    """Take somebody off the list."""
    application = founder.application
    require(policies.may_change(actor, application))
    if founder.person_id == application.author_id:
        raise DomainError("Автор заявления остаётся в списке.")
    _without_leader(application, founder.person_id)
    papers.call_answered(founder, actor, at)
    founder.delete()


def _without_leader(application: Application, person_id: int) -> None:
    if application.leader_id == person_id:
        application.leader = None
        application.save(update_fields=["leader"])


@transaction.atomic
def choose_leader(*, founder: Founder, actor: Viewer) -> None:
    """Name who will lead: one of those who take part.

    Raises:
        DomainError: he has not agreed, or the regulation lets others lead.
    """
    application = founder.application
    require(policies.may_change(actor, application))
    if founder.consent != FounderAnswer.AGREED:
        raise DomainError(f"{founder.person.name}: согласия ещё нет.")
    if unfit := queries.why_not_leader(application, founder.person):
        raise DomainError(f"{founder.person.name}: {unfit}")
    application.leader = founder.person
    application.save(update_fields=["leader"])


@transaction.atomic
def submit(*, application: Application, actor: Viewer, at: datetime) -> Application:
    """Submit: an application gets its number and date and waits for a decision; an order is drafted.

    Raises:
        Forbidden: something lacks, and the sentence says what (BT-1.3b.2).
        DomainError: nobody can register papers in this district.
    """
    require(policies.may_submit(actor, application))
    papers.nothing_owed(application, actor, at, Outcome.DONE)
    Founder.objects.filter(application=application).exclude(consent=FounderAnswer.AGREED).delete()
    application.submitted_at = at
    if application.way == Way.ORDER:
        application.decided_at, application.decided_by_id = at, actor.person_id
        _step(application, State.DRAFT, State.SUPPORTED, "decided_at", "decided_by")
        papers.prepare_order(application, actor=actor, at=at)
        _tell(events.ApplicationSupported, application, actor)
        return application
    application.due_at = queries.due_of(application, at)
    _step(application, State.DRAFT, State.SUBMITTED, "due_at")
    papers.register_application(application, actor=actor, at=at)
    papers.decision_owed(application, actor, at)
    _tell(events.ApplicationSubmitted, application, actor)
    return application


@transaction.atomic
def withdraw(*, application: Application, actor: Viewer, at: datetime) -> Application:
    """Take back what is being considered; the paper stays in the register, cancelled."""
    require(policies.may_withdraw(actor, application))
    _step(application, State.SUBMITTED, State.WITHDRAWN)
    if application.paper:
        issuing.cancel(
            document=application.paper, reason="Отозвано заявителем",
            actor=replace(actor, is_system=True), at=at,
        )  # fmt: skip
    papers.nothing_owed(application, actor, at)
    _tell(events.ApplicationWithdrawn, application, actor)
    return application


def _hold(application: Application) -> None:
    rows = Application.objects.select_for_update().filter(pk=application.pk, state=State.DRAFT)
    if not rows.exists():
        raise Stale("Заявление уже подано: обновите страницу.")


def _step(application: Application, was: State, to: State, *fields: str) -> None:
    changes = {name: getattr(application, name) for name in (*fields, "submitted_at")}
    if not Application.objects.filter(pk=application.pk, state=was).update(state=to, **changes):
        raise Stale("Заявление уже изменилось: обновите страницу.")
    application.state = to


def _tell(
    fact: type[events.ApplicationFact], application: Application, actor: Viewer, **more: Any
) -> None:
    publish(
        fact(
            district_id=application.district_id, actor_id=actor.person_id,
            application_id=application.pk, **more,
        )
    )  # fmt: skip


@transaction.atomic
def rename_sides(*, source_id: int, target_id: int) -> None:
    """An application that is on its way names the community that another became part of."""
    on_the_way = Application.objects.filter(state__in=(State.DRAFT, State.SUBMITTED))
    on_the_way.filter(from_community=source_id).update(from_community=target_id)
    on_the_way.filter(parent=source_id).update(parent=target_id)
