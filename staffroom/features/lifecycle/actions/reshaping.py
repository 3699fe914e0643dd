"""Preparing a change of shape, deciding on it, carrying it out (BB-7.1.4.a, OL-3.7.b)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle import events, registry
from staffroom.features.lifecycle.models import Reshaping, ReshapingKind, ReshapingState
from staffroom.features.lifecycle.policies import reshapings as policies
from staffroom.features.lifecycle.queries import reshapings as queries
from staffroom.features.lifecycle.queries.wording import of_reshaping
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions import groups, lineage, states
from staffroom.shared.communities.models import Community, Order, Section
from staffroom.shared.communities.registry import community_token, district_staff_token
from staffroom.shared.documents.actions.documents import Business, Content
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.models import Document, Level
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.publications.actions.resettling import resettle
from staffroom.shared.publications.models import Publication
from staffroom.ui.words import in_quotes

Kind, State = ReshapingKind, ReshapingState
BUSY = "С этим сообществом уже идёт преобразование: дождитесь конца."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What goes over into a new community."""

    name: str = ""
    goal: str = ""
    kind: str = ""
    leader: Person | None = None
    people: Sequence[Person] = field(default_factory=tuple)
    sections: Sequence[Section] = field(default_factory=tuple)
    publications: Sequence[Publication] = field(default_factory=tuple)
    takes_all: bool = False
    stays: bool = True


def address(reshaping: Reshaping) -> str:
    """The page of one change of shape."""
    source = reshaping.source
    place = (source.district.slug, f"{source.pid}-{source.slug}")
    return reverse("lifecycle:reshaping", args=[*place, reshaping.pid])


@transaction.atomic
def prepare(
    *,
    source: Community,
    kind: str,
    actor: Viewer,
    at: datetime,
    target: Community | None = None,
    choice: Choice | None = None,
) -> Reshaping:
    """Write down what is wanted, for the preview; nothing is changed yet.

    Raises:
        DomainError: nobody is chosen, the leader is not among them, the other community does not fit.
    """
    require(policies.may_reshape(actor, source, kind))
    chosen = choice or Choice()
    if kind == Kind.MERGE:
        if target is None:
            raise DomainError("Выберите, в какое сообщество влить.", field="target")
        require(policies.may_merge_into(actor, source, target))
    if kind == Kind.MOVE:
        _movable(source, target)
    if kind in policies.FOUNDS:
        _sound(source, chosen)
    return Reshaping.objects.create(
        kind=kind, source=source, target=target, name=chosen.name.strip(),
        goal=(chosen.goal or source.goal).strip(), community_kind=chosen.kind, leader=chosen.leader,
        person_ids=[one.pk for one in chosen.people],
        section_ids=[one.pk for one in chosen.sections],
        publication_ids=[one.pk for one in chosen.publications], takes_all=chosen.takes_all,
        stays=chosen.stays, made_by_id=actor.person_id, made_at=at, was_in=source.parent,
    )  # fmt: skip


def _movable(source: Community, target: Community | None) -> None:
    if target is None and source.parent_id is None:
        raise DomainError("Сообщество и так стоит само по себе.", field="target")
    if target is not None and source.pk in target.line:
        raise DomainError("Сообщество нельзя поместить внутрь него самого.", field="target")
    if target is not None and target.pk == source.parent_id:
        raise DomainError("Сообщество уже стоит там.", field="target")


def _sound(source: Community, chosen: Choice) -> None:
    if not chosen.name.strip():
        raise DomainError("Назовите новое сообщество.", field="name")
    if not chosen.people:
        raise DomainError("Отметьте, кто войдёт в новое сообщество.", field="people")
    members = set(queries.people(source).values_list("pk", flat=True))
    if not {one.pk for one in chosen.people} <= members:
        raise DomainError("Выбирают из участников этого сообщества.", field="people")
    if chosen.leader is not None and chosen.leader.pk not in {one.pk for one in chosen.people}:
        raise DomainError("Руководителя выбирают из тех, кто войдёт.", field="leader")


@transaction.atomic
def drop(*, reshaping: Reshaping, actor: Viewer) -> None:
    """Think better of what was only prepared."""
    require(policies.may_drop(actor, reshaping))
    _bring(reshaping, State.DRAFT, State.DROPPED)


@transaction.atomic
def carry_out(*, reshaping: Reshaping, basis: str, actor: Viewer, at: datetime) -> Reshaping:
    """Do what was previewed; where the regulation asks for an order, prepare it first.

    Raises:
        DomainError: no basis; a name that is taken; too few people.
        Stale: it was decided meanwhile, or something else goes on with one of the sides.
    """
    require(policies.may_carry_out(actor, reshaping))
    if not basis.strip():
        raise DomainError("Напишите основание: чьё это решение и когда.", field="basis")
    told = {"basis": basis.strip()[:200], "decided_at": at, "decided_by_id": actor.person_id}
    if policies.order_asked(reshaping):
        _bring(reshaping, State.DRAFT, State.ORDERED, **told)
        _draft_order(reshaping, actor, at)
        _tell(events.ReshapingOrdered, reshaping, actor)
    else:
        _bring(reshaping, State.DRAFT, State.RUNNING, **told)
        _start(reshaping, None, actor, at)
    return reshaping


def _bring(reshaping: Reshaping, was: ReshapingState, to: ReshapingState, **changes: Any) -> None:
    held = Reshaping.objects.filter(pk=reshaping.pk, state=was)
    try:
        with transaction.atomic():
            moved = held.update(state=to, **changes)
    except IntegrityError as clash:
        raise Stale(BUSY) from clash
    if not moved:
        raise Stale("Это уже решено: обновите страницу.")
    for name, value in {"state": to, **changes}.items():
        setattr(reshaping, name, value)


def _draft_order(reshaping: Reshaping, actor: Viewer, at: datetime) -> Document:
    source = reshaping.source
    place, district = office(source.district), source.district
    subject = source.parent if reshaping.kind == Kind.INDEPENDENCE and source.parent else source
    content = Content(
        heading="", issuer=place.organization, community=subject, signers=place.signers,
        level=Level.MUNICIPAL,
    )  # fmt: skip
    merges = reshaping.kind == Kind.MERGE
    made = draft_from(
        district=district, template="order-merge" if merges else "order-spin-off",
        values=of_reshaping(reshaping, queries.preview(reshaping)), content=content,
        actor=replace(actor, is_system=True), at=at,
        business=Business(
            origin=registry.RESHAPING_PAPER, origin_id=reshaping.pk,
            readers={district_staff_token(district.pk), community_token(source.pk)},
        ),
    )  # fmt: skip
    Reshaping.objects.filter(pk=reshaping.pk).update(order=made)
    reshaping.order = made
    _order_owed(reshaping, made, actor, at)
    return made


def _order_owed(reshaping: Reshaping, order: Document | None, actor: Viewer, at: datetime) -> None:
    district = reshaping.source.district
    paper = reverse("documents:document", args=[district.slug, order.pid]) if order else ""
    duties.open_duty(
        kind=registry.RESHAPING_ORDER, district_id=district.pk,
        subject=(registry.RESHAPING, reshaping.pk),
        title=f"{'Зарегистрируйте' if order else 'Подготовьте'} приказ: {reshaping.get_kind_display().lower()}, "
        f"{in_quotes(reshaping.source.name)}",
        url=paper or address(reshaping),
        power=Power.KEEP_DOCUMENTS if order else Power.MANAGE_COMMUNITIES,
        scope=("district", district.pk), actor=actor, at=at,
    )  # fmt: skip


def _order_settled(reshaping: Reshaping, actor: Viewer, at: datetime, outcome: Outcome) -> None:
    duties.close_duties(
        subject=(registry.RESHAPING, reshaping.pk), outcome=outcome, actor=actor, at=at
    )


@transaction.atomic
def draft_order_again(*, reshaping: Reshaping, actor: Viewer, at: datetime) -> Document:
    """Prepare the order anew, when its draft was thrown away."""
    require(policies.may_prepare_order(actor, reshaping))
    _order_settled(reshaping, actor, at, Outcome.DONE)
    return _draft_order(reshaping, actor, at)


@transaction.atomic
def give_up(*, reshaping: Reshaping, actor: Viewer, at: datetime) -> None:
    """Not to do it after all, when the draft of the order was thrown away."""
    require(policies.may_prepare_order(actor, reshaping))
    _bring(reshaping, State.ORDERED, State.DROPPED)
    _order_settled(reshaping, actor, at, Outcome.GONE)


@transaction.atomic
def order_lost(*, reshaping: Reshaping, actor: Viewer, at: datetime) -> None:
    """The draft of the order was thrown away: another one is owed."""
    if reshaping.state == State.ORDERED:
        _order_settled(reshaping, actor, at, Outcome.GONE)
        _order_owed(reshaping, None, actor, at)


@transaction.atomic
def order_issued(*, reshaping: Reshaping, document: Document, actor: Viewer, at: datetime) -> None:
    """The order has its number and date: what was decided begins.

    Raises:
        DomainError: nothing was decided, or it cannot be done any more; the order is not registered then.
    """
    if document.dated_on is None:
        return
    _bring(reshaping, State.ORDERED, State.RUNNING)
    _order_settled(reshaping, actor, at, Outcome.DONE)
    _start(reshaping, Order(document.number, document.dated_on), actor, at)


def _start(reshaping: Reshaping, order: Order | None, actor: Viewer, at: datetime) -> None:
    judged = replace(actor, is_system=True)
    source, target = reshaping.source, reshaping.target
    if reshaping.kind == Kind.MOVE:
        groups.move_community(community=source, parent=target, actor=judged)
        where = f"Перенесено в {in_quotes(target.name)}" if target else "Стоит само по себе"
        states.keep_transition(
            source, was=source.state, basis=f"{where}: {reshaping.basis}", actor=actor, at=at
        )
        _finished(reshaping, actor, at)
    elif reshaping.kind == Kind.INDEPENDENCE:
        lineage.stand_alone(
            community=source, kind=reshaping.community_kind, basis=reshaping.basis, order=order,
            actor=judged, at=at,
        )  # fmt: skip
        _finished(reshaping, actor, at)
    else:
        _begin(reshaping, order, judged, at)


def _begin(reshaping: Reshaping, order: Order | None, judged: Viewer, at: datetime) -> None:
    source, target = reshaping.source, reshaping.target
    if target is not None:
        words = order.words if order else reshaping.basis
        lineage.gather_into(source=source, target=target, basis=words, actor=judged, at=at)
    else:
        people = queries.chosen_people(reshaping)
        leader = next((one for one in people if one.pk == reshaping.leader_id), None)
        inside = source if reshaping.kind == Kind.SPIN_OFF else source.parent
        reshaping.result = lineage.found_from(
            source=source, parent=inside, kind=reshaping.community_kind, name=reshaping.name,
            goal=reshaping.goal, people=people, leader=leader, sections=reshaping.section_ids,
            basis=reshaping.basis, order=order, actor=judged, at=at,
        )  # fmt: skip
    reshaping.total_n = queries.going_over(reshaping).count()
    reshaping.save(update_fields=["result", "total_n"])
    if reshaping.total_n <= registry.BATCH:
        step(reshaping=reshaping, actor=judged, at=at)
    else:
        _tell(events.ReshapingBegun, reshaping, judged)


@transaction.atomic
def step(*, reshaping: Reshaping, actor: Viewer, at: datetime) -> bool:
    """Bring the next publications over, or finish when none is left; whether more is to be done."""
    held = Reshaping.objects.select_for_update().filter(pk=reshaping.pk, state=State.RUNNING)
    to = reshaping.target or reshaping.result
    if not held.exists() or to is None:
        return False
    keys = queries.going_over(reshaping).order_by("pk").values_list("pk", flat=True)
    batch = list(keys[: registry.BATCH])
    reshaping.done_n += resettle(
        publication_ids=batch, source=reshaping.source, target=to, actor=actor,
        is_kept_there=reshaping.kind != Kind.MERGE,
    )  # fmt: skip
    reshaping.save(update_fields=["done_n"])
    if queries.going_over(reshaping).exists():
        return True
    _finish(reshaping, actor, at)
    return False


def _finish(reshaping: Reshaping, actor: Viewer, at: datetime) -> None:
    source, target = reshaping.source, reshaping.target
    if reshaping.kind == Kind.MERGE and target is not None:
        paper = reshaping.order
        order = Order(paper.number, paper.dated_on) if paper and paper.dated_on else None
        lineage.dissolve_into(
            source=source, target=target, basis=reshaping.basis, order=order, actor=actor, at=at
        )
    elif reshaping.kind == Kind.SPLIT and not reshaping.stays:
        people = queries.chosen_people(reshaping)
        lineage.let_out(community=source, people=people, actor=actor, at=at)
    _finished(reshaping, actor, at)


def _finished(reshaping: Reshaping, actor: Viewer, at: datetime) -> None:
    _bring(reshaping, State.RUNNING, State.DONE, done_at=at)
    _tell(events.ReshapingDone, reshaping, actor)


def _tell(fact: type[events.ReshapingFact], reshaping: Reshaping, actor: Viewer) -> None:
    publish(
        fact(
            district_id=reshaping.source.district_id, actor_id=actor.person_id,
            reshaping_id=reshaping.pk, community_id=reshaping.source_id, kind=reshaping.kind,
        )
    )  # fmt: skip
