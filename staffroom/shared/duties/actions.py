"""Opening, closing and handing over duties; reminding, and telling controllers what is overdue."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, CharField, F, Q, QuerySet

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import Scope, Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.duties import events, policies, queries
from staffroom.shared.duties.models import NEVER, Duty, DutyRecord, Escalation
from staffroom.shared.duties.registry import OUTCOME_LABELS, Outcome, sort_of
from staffroom.shared.organizations.models import District

Act = DutyRecord.Act
LONGEST = 1000  # letters of a reason
BATCH = 500


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
    controller_id: int | None = None,
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
        controller_id: who is told when it is overdue; None for those who answer for the district.
    """
    if (owner_id is None) == (power is None or scope is None):
        message = "a duty belongs to a person, or to a power in a scope"
        raise TypeError(message)
    duty = Duty(
        kind=kind, district_id=district_id, subject_kind=subject[0], subject_id=subject[1], title=title[:300],
        url=url, owner_id=owner_id, power=int(power or 0), scope_kind=scope[0] if scope else "",
        scope_id=scope[1] if scope else None, about_id=about_id, due_at=due_at, sort_at=due_at or NEVER, clause=clause,
        rules_id=rules_id, made_at=at, controller_id=controller_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            duty.save(force_insert=True)
    except IntegrityError:
        return None
    _write(duty, Act.OPENED, actor, at, person_id=owner_id)
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
    open_ones = _owed(subject_kind=subject[0], subject_id=subject[1])
    rows = [duty for duty in open_ones if not kind or duty.kind == kind]
    return sum(_close(duty, outcome, actor, at) for duty in rows)


_owed = Prepared(
    lambda subject_kind, subject_id: Duty.objects.filter(
        subject_kind=subject_kind, subject_id=subject_id, closed_at=None
    ).order_by("pk"),
    subject_kind=CharField(), subject_id=BigIntegerField(),
)  # fmt: skip


@transaction.atomic
def close_scope(*, scope: Scope, actor: Viewer, at: datetime) -> int:
    """Close everything owed in a scope that has ended: an archived community."""
    rows = Duty.objects.filter(scope_kind=scope[0], scope_id=scope[1], closed_at=None)
    return sum(_close(duty, Outcome.GONE, actor, at) for duty in rows.order_by("pk"))


@transaction.atomic
def close_duty(*, duty: Duty, outcome: Outcome, words: str, actor: Viewer, at: datetime) -> Duty:
    """End a duty by hand, with words that stay in its history.

    Raises:
        Forbidden: the kind ends with the deed alone.
        DomainError: no words, or it is closed already.
    """
    require(policies.may_close(actor, duty))
    if not words.strip():
        raise DomainError("Напишите, чем закончилось: это останется в истории дела.", field="words")
    if not _close(duty, outcome, actor, at, words=words.strip()[:LONGEST]):
        raise DomainError("Дело уже закрыто.")
    duty.refresh_from_db(fields=["closed_at", "outcome", "closing_words", "is_kept"])
    return duty


def _close(duty: Duty, outcome: Outcome, actor: Viewer, at: datetime, *, words: str = "") -> int:
    is_counted = outcome != Outcome.GONE and not sort_of(duty.kind).is_private
    closed = Duty.objects.filter(pk=duty.pk, closed_at=None).update(
        closed_at=at, closed_by=actor.person_id, outcome=outcome, closing_words=words,
        is_kept=at <= duty.due_at if is_counted and duty.due_at else None,
    )  # fmt: skip
    if closed:
        said = ". ".join(part for part in (OUTCOME_LABELS[outcome], words) if part)
        _write(duty, Act.CLOSED, actor, at, words=said)
        _tell(events.DutyClosed, duty, actor, outcome=str(outcome))
    return closed


@transaction.atomic
def hand_over(
    *, duty: Duty, to: Person | None, actor: Viewer, at: datetime, words: str = ""
) -> Duty:
    """Give a duty of a power to one of its holders, with a reason; take it; None returns it to all of them.

    Raises:
        DomainError: the colleague does not hold the power there, the duty is about him, or a colleague
            is given it without a reason.
    """
    require(policies.may_hand_over(actor, duty))
    if to is not None:
        scope = (duty.scope_kind, int(duty.scope_id or 0))
        holds = queries.holders(duty.power, scope, at=at).filter(pk=to.pk).exists()
        if not holds or to.pk == duty.about_id:
            raise DomainError("Передать можно тому, у кого есть такое же право.", field="person")
        if to.pk != actor.person_id and not words.strip():
            raise DomainError("Напишите коллеге, почему передаёте ему это дело.", field="words")
    moved = Duty.objects.filter(pk=duty.pk, closed_at=None, owner=duty.owner_id)
    if not moved.update(owner=to):
        raise DomainError("Дело уже закрыто или передано.")
    duty.owner = to
    act = Act.RETURNED if to is None else Act.TAKEN if to.pk == actor.person_id else Act.HANDED
    _write(duty, act, actor, at, person_id=to.pk if to else None, words=words.strip()[:LONGEST])
    _tell(events.DutyHandedOver, duty, actor, person_id=to.pk if to else None)
    return duty


@transaction.atomic
def name_controller(
    *, duty: Duty, to: Person | None, actor: Viewer, at: datetime, words: str = ""
) -> Duty:
    """Say who is told when a duty is overdue (BT-O.2); None leaves it to those who lead the district.

    The room whose duty it is judges who may name whom; here it is only written down.
    """
    if Duty.objects.filter(pk=duty.pk, closed_at=None).update(controller=to):
        duty.controller = to
        key = to.pk if to else None
        _write(duty, Act.CONTROLLED, actor, at, person_id=key, words=words.strip()[:LONGEST])
        _tell(events.ControllerNamed, duty, actor, person_id=key)
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
            _write(duty, Act.MOVED, actor, at, person_id=owner_id)
            _tell(events.DutyHandedOver, duty, actor, person_id=owner_id)
            moved += 1
    return moved


@transaction.atomic
def move_scope(*, scope: Scope, to: Scope, actor: Viewer, at: datetime) -> int:
    """What is owed in a community that became part of another is owed there; how many moved."""
    rows = Duty.objects.filter(scope_kind=scope[0], scope_id=scope[1], closed_at=None)
    found = list(rows.order_by("pk"))
    for duty in found:
        duty.scope_kind, duty.scope_id = to
        duty.save(update_fields=["scope_kind", "scope_id"])
        _write(duty, Act.MOVED, actor, at, person_id=duty.owner_id)
    return len(found)


def _above(duty: Duty, scope: Scope, at: datetime) -> Scope:
    if scope[0] != "community":
        return scope
    community = Community.objects.get(pk=scope[1])
    return queries.scope_of_community(Power(duty.power), community, at=at)


@transaction.atomic
def remind(*, duty: Duty, on: date, actor: Viewer, at: datetime) -> bool:
    """State that a term is near, once in the district's day `on`; whether it was stated now."""
    not_yet = Q(reminded_on=None) | Q(reminded_on__lt=on)
    if duty.due_at is None or not Duty.objects.filter(not_yet, pk=duty.pk, closed_at=None).update(
        reminded_on=on
    ):
        return False
    _write(duty, Act.REMINDED, actor, at)
    days = (duty.due_at.astimezone(ZoneInfo(duty.district.time_zone)).date() - on).days
    _tell(events.DutyDue, duty, actor, days=days)
    return True


@transaction.atomic
def escalate(
    *, district: District, controller: Person, overdue: QuerySet[Duty], on: date, at: datetime
) -> int:
    """Tell a controller of everything overdue under his control, once in the district's day `on`.

    Args:
        district: whose duties they are.
        controller: who is told.
        overdue: what he controls and may see (`queries.overdue_of`).
        on: the day there.
        at: now.

    Returns:
        How many duties he is told of; 0 when there is nothing, or he was told today.
    """
    keys = list(overdue.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return 0
    made, is_new = Escalation.objects.get_or_create(
        district=district, person=controller, on=on, defaults={"duty_n": len(keys)}
    )
    if not is_new:
        return 0
    _write_escalations(keys, controller, at)
    publish(
        events.OverdueTold(
            district_id=district.pk, actor_id=None, escalation_id=made.pk,
            person_id=controller.pk, duty_n=len(keys),
        )
    )  # fmt: skip
    return len(keys)


def _write_escalations(keys: list[int], controller: Person, at: datetime) -> None:
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        lines = DutyRecord.objects.filter(duty__in=part, person=controller, act=Act.ESCALATED)
        known = set(lines.values_list("duty_id", flat=True))
        lines.update(n=F("n") + 1, at=at)
        DutyRecord.objects.bulk_create(
            DutyRecord(duty_id=key, at=at, act=Act.ESCALATED, person=controller)
            for key in part
            if key not in known
        )


def _write(
    duty: Duty,
    act: DutyRecord.Act,
    actor: Viewer,
    at: datetime,
    *,
    person_id: int | None = None,
    words: str = "",
) -> None:
    """A line of the duty's history."""
    DutyRecord(
        duty=duty, at=at, act=act, actor_id=actor.person_id, person_id=person_id, words=words
    ).save(force_insert=True)


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
