"""Opening, closing and handing over duties."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Scope, Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.duties import events, policies, queries
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.registry import Outcome


@transaction.atomic
def open_duty(
    *,
    kind: str,
    district_id: int,
    subject: tuple[str, int],
    title: str,
    url: str,
    actor: Viewer,
    at: datetime,
    owner_id: int | None = None,
    power: Power | None = None,
    scope: Scope | None = None,
    about_id: int | None = None,
    due_at: datetime | None = None,
    clause: str = "",
    rules_id: int | None = None,
) -> Duty | None:
    """Say that something is owed; None when the same duty stands open already.

    Args:
        kind: what is owed (`registry.DutyKind` or a code of a higher app).
        district_id: whose affair it is.
        subject: the thing, as kind and key.
        title: what to do, in words; `{person}` stands for the name of `about_id`.
        url: where it is done.
        actor: who caused it.
        at: now.
        owner_id: the one person who owes it, or
        power: the power whose holders owe it, in
        scope: a district or a community.
        about_id: the person whom it concerns; he himself does not decide it.
        due_at: when the term ends, None without a term.
        clause: where the term comes from.
        rules_id: the resolved profile in force.
    """
    if (owner_id is None) == (power is None or scope is None):
        message = "a duty belongs to a person, or to a power in a scope"
        raise TypeError(message)
    duty = Duty(
        kind=kind, district_id=district_id, subject_kind=subject[0], subject_id=subject[1], title=title[:300],
        url=url, owner_id=owner_id, power=int(power or 0), scope_kind=scope[0] if scope else "",
        scope_id=scope[1] if scope else None, about_id=about_id, due_at=due_at, clause=clause,
        rules_id=rules_id, made_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            duty.save(force_insert=True)
    except IntegrityError:
        return None
    _tell(events.DutyOpened, duty, actor)
    return duty


@transaction.atomic
def close_duties(
    *,
    subject: tuple[str, int],
    outcome: Outcome,
    actor: Viewer,
    at: datetime,
    kind: str = "",
) -> int:
    """Close what is owed about a thing (of one kind, or of all); how many were open."""
    found = Duty.objects.filter(
        subject_kind=subject[0], subject_id=subject[1], closed_at=None
    ).order_by("pk")
    rows = list(found.filter(kind=kind) if kind else found)
    return sum(_close(duty, outcome, actor, at) for duty in rows)


@transaction.atomic
def close_scope(*, scope: Scope, actor: Viewer, at: datetime) -> int:
    """Close everything owed in a scope that has ended: an archived community."""
    rows = Duty.objects.filter(scope_kind=scope[0], scope_id=scope[1], closed_at=None)
    return sum(_close(duty, Outcome.GONE, actor, at) for duty in rows.order_by("pk"))


def _close(duty: Duty, outcome: Outcome, actor: Viewer, at: datetime) -> int:
    closed = Duty.objects.filter(pk=duty.pk, closed_at=None).update(
        closed_at=at, closed_by=actor.person_id, outcome=outcome
    )
    if closed:
        _tell(events.DutyClosed, duty, actor, outcome=str(outcome))
    return closed


@transaction.atomic
def hand_over(*, duty: Duty, to: Person | None, actor: Viewer, at: datetime) -> Duty:
    """Give a duty of a power to one of its holders; None returns it to all of them.

    Raises:
        DomainError: the colleague does not hold the power there, or the duty is about him.
    """
    require(policies.may_hand_over(actor, duty))
    if to is not None:
        scope = (duty.scope_kind, int(duty.scope_id or 0))
        holds = queries.holders(duty.power, scope, at=at).filter(pk=to.pk).exists()
        if not holds or to.pk == duty.about_id:
            raise DomainError("Передать можно тому, у кого есть такое же право.", field="person")
    moved = Duty.objects.filter(pk=duty.pk, closed_at=None, owner=duty.owner_id)
    if not moved.update(owner=to):
        raise DomainError("Дело уже закрыто или передано.")
    duty.owner = to
    _tell(events.DutyHandedOver, duty, actor, person_id=to.pk if to else None)
    return duty


@transaction.atomic
def rehome(*, scope: Scope, actor: Viewer, at: datetime) -> int:
    """After somebody lost a role: what nobody there can do any more goes back or up; how many moved."""
    moved = 0
    rows = Duty.objects.filter(scope_kind=scope[0], scope_id=scope[1], closed_at=None)
    for duty in rows.exclude(power=0).order_by("pk"):
        here = set(queries.holders(duty.power, scope, at=at).values_list("pk", flat=True))
        owner_id = duty.owner_id if duty.owner_id in here else None
        place = scope if here else _above(duty, scope, at)
        if (owner_id, place) != (duty.owner_id, scope):
            Duty.objects.filter(pk=duty.pk).update(
                owner=owner_id, scope_kind=place[0], scope_id=place[1]
            )
            duty.scope_kind, duty.scope_id = place
            _tell(events.DutyHandedOver, duty, actor, person_id=owner_id)
            moved += 1
    return moved


def _above(duty: Duty, scope: Scope, at: datetime) -> Scope:
    if scope[0] != "community":
        return scope
    community = Community.objects.get(pk=scope[1])
    return queries.scope_of_community(Power(duty.power), community, at=at)


@transaction.atomic
def remind(*, duty: Duty, actor: Viewer, at: datetime) -> None:
    """State once that a term is near."""
    if Duty.objects.filter(pk=duty.pk, closed_at=None, reminded_at=None).update(reminded_at=at):
        _tell(events.DutyDue, duty, actor)


def _tell(fact: type[events.DutyFact], duty: Duty, actor: Viewer, **more: Any) -> None:
    publish(
        fact(
            district_id=duty.district_id,
            actor_id=actor.person_id,
            duty_id=duty.pk,
            kind=duty.kind,
            community_id=duty.scope_id if duty.scope_kind == "community" else None,
            **more,
        )
    )
