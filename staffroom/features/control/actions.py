"""Putting items under control, giving them with the order, reporting, accepting, returning, dropping."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.control import events, policies, registry
from staffroom.features.control.models import OPEN, ItemRecord, ItemState, OrderItem
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Admission, AdmissionState
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.documents.queries.days import today_in
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import end_of
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.regulations.queries.rules import values

Act = ItemRecord.Act
State = ItemState
FIELDS = ("point", "text", "responsible", "controller", "due_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an item says: who does what by which day, who controls it; `due_on` is a day of the district."""

    text: str
    responsible: Person
    controller: Person
    due_on: date
    point: str = ""


@transaction.atomic
def add_item(*, document: Document, content: Content, actor: Viewer, at: datetime) -> OrderItem:
    """Put an item of an order under control; in a registered order it is given at once (BT-O.2).

    Raises:
        DomainError: somebody would control himself, the day has passed, it was reported on meanwhile.
    """
    require(policies.may_add(actor, document))
    _judge(document, content, at)
    rules = rules_of(document.community or document.district)
    made = OrderItem(document=document, rules_id=rules.id, made_at=at)
    _fill(made, content)
    made.save(force_insert=True)
    _write(made, Act.ADDED, actor, at)
    publish(_fact(events.ItemAdded, made, actor))
    if document.state == DocumentState.ISSUED:
        _give(made, actor, at)
    return made


@transaction.atomic
def change_item(
    *, item: OrderItem, content: Content, actor: Viewer, at: datetime, words: str = ""
) -> OrderItem:
    """Change an item; one that is being carried out needs a reason, and its people are told.

    Raises:
        DomainError: as `add_item`; no reason.
        Stale: it was reported on meanwhile.
    """
    require(policies.may_change(actor, item))
    _judge(item.document, content, at, before=item)
    if item.state == State.GIVEN and not words.strip():
        raise DomainError("Напишите, почему меняете: приказ уже действует.", field="words")
    changed = [name for name in FIELDS if getattr(item, name) != getattr(content, name)]
    if not changed:
        return item
    _hold(item, item.state)
    _fill(item, content)
    item.save(update_fields=[*FIELDS, "due_at"])
    _write(item, Act.CHANGED, actor, at, words)
    if item.state == State.GIVEN:
        _nothing_owed(item, Outcome.GONE, actor, at)
        _owe_deed(item, actor, at)
    publish(_fact(events.ItemChanged, item, actor))
    return item


@transaction.atomic
def replace_controller(
    *, item: OrderItem, controller: Person, words: str, actor: Viewer, at: datetime
) -> OrderItem:
    """Name another controller; a report that waits becomes his to judge.

    Raises:
        DomainError: the responsible person would control himself; no reason.
    """
    require(policies.may_replace_controller(actor, item))
    if controller.pk == item.responsible_id:
        raise DomainError("Исполнителя контролирует другой человек.", field="controller")
    if not words.strip():
        raise DomainError("Напишите, почему меняете.", field="words")
    _known(item.document, controller, "controller")
    _hold(item, item.state)
    item.controller = controller
    item.save(update_fields=["controller"])
    _write(item, Act.CHANGED, actor, at, f"Контролирует {controller.name}. {words.strip()}")
    if item.state in OPEN:
        _nothing_owed(item, Outcome.GONE, actor, at)
        owe = _owe_judgement if item.state == State.REPORTED else _owe_deed
        owe(item, actor, at)
    publish(_fact(events.ItemChanged, item, actor))
    return item


@transaction.atomic
def drop_item(*, item: OrderItem, words: str, actor: Viewer, at: datetime) -> None:
    """Take an item off control: one of a draft is forgotten, a given one stays with the reason.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_change(actor, item))
    if item.state == State.DRAFT:
        publish(_fact(events.ItemDropped, item, actor))
        item.delete()
        return
    if not words.strip():
        raise DomainError("Напишите, почему пункт снимают.", field="words")
    _move(item, State.GIVEN, State.DROPPED, actor, at, words, settled_at=at)


@transaction.atomic
def give_items(*, document: Document, actor: Viewer, at: datetime) -> int:
    """The order has its number and date: its items become duties; how many."""
    rows = OrderItem.objects.filter(document=document, state=State.DRAFT)
    found = list(rows.select_related("responsible", "controller").order_by("pk"))
    for item in found:
        item.document = document
        _give(item, actor, at)
    return len(found)


@transaction.atomic
def drop_all(*, document: Document, actor: Viewer, at: datetime) -> None:
    """The order was cancelled: nothing is owed under it."""
    for item in OrderItem.objects.filter(document=document, state__in=OPEN).order_by("pk"):
        _move(
            item, ItemState(item.state), State.DROPPED, actor, at, "Приказ отменён.", settled_at=at
        )


@transaction.atomic
def report(*, item: OrderItem, words: str, actor: Viewer, at: datetime) -> OrderItem:
    """«Исполнено»: the responsible person says what was done; the controller judges it.

    Raises:
        DomainError: no words.
        Stale: it was changed meanwhile.
    """
    require(policies.may_report(actor, item))
    if not words.strip():
        raise DomainError("Напишите, что сделано: это прочтёт контролёр.", field="words")
    _move(
        item,
        State.GIVEN,
        State.REPORTED,
        actor,
        at,
        words,
        report=words.strip()[:2000],
        reported_at=at,
    )
    return item


@transaction.atomic
def accept(*, item: OrderItem, words: str, actor: Viewer, at: datetime) -> OrderItem:
    """The controller accepts what was done."""
    require(policies.may_judge(actor, item))
    _move(
        item,
        State.REPORTED,
        State.DONE,
        actor,
        at,
        words,
        answer=words.strip()[:1000],
        settled_at=at,
    )
    return item


@transaction.atomic
def give_back(*, item: OrderItem, words: str, actor: Viewer, at: datetime) -> OrderItem:
    """The controller returns it with what is lacking; the term stays as it was.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_judge(actor, item))
    if not words.strip():
        raise DomainError("Напишите, чего не хватает.", field="words")
    _move(
        item,
        State.REPORTED,
        State.GIVEN,
        actor,
        at,
        words,
        answer=words.strip()[:1000],
        reported_at=None,
    )
    return item


# What each move tells: the line of history, the fact, how the duty ended, what is owed next.
_MOVES: dict[State, tuple[Act, type[events.ItemFact], Outcome]] = {
    State.REPORTED: (Act.REPORTED, events.ItemReported, Outcome.DONE),
    State.DONE: (Act.ACCEPTED, events.ItemAccepted, Outcome.DONE),
    State.GIVEN: (Act.RETURNED, events.ItemReturned, Outcome.DONE),
    State.DROPPED: (Act.DROPPED, events.ItemDropped, Outcome.GONE),
}


def _move(
    item: OrderItem,
    was: ItemState,
    to: ItemState,
    actor: Viewer,
    at: datetime,
    words: str,
    **changes: Any,
) -> None:
    if not OrderItem.objects.filter(pk=item.pk, state=was).update(state=to, **changes):
        raise Stale("Пункт уже изменили: обновите страницу.")
    item.state = to
    for name, value in changes.items():
        setattr(item, name, value)
    act, fact, outcome = _MOVES[to]
    _nothing_owed(item, outcome, actor, at)
    _write(item, act, actor, at, words)
    if to == State.REPORTED:
        _owe_judgement(item, actor, at)
    elif to == State.GIVEN:
        _owe_deed(item, actor, at)
    publish(_fact(fact, item, actor))


def _judge(
    document: Document, content: Content, at: datetime, *, before: OrderItem | None = None
) -> None:
    if not content.text.strip():
        raise DomainError("Напишите, что нужно сделать.", field="text")
    if content.responsible.pk == content.controller.pk:
        raise DomainError("Исполнителя контролирует другой человек.", field="controller")
    for name, one in (("responsible", content.responsible), ("controller", content.controller)):
        _known(document, one, name)
    is_same = before is not None and before.due_on == content.due_on
    if content.due_on < today_in(document.district, at) and not is_same:
        raise DomainError("Этот день уже прошёл.", field="due_on")


def _known(document: Document, person: Person, name: str) -> None:
    """Whoever carries out or controls reads it on the site: he takes part in the network."""
    known = Admission.objects.filter(
        person=person, district=document.district_id, state=AdmissionState.ADMITTED
    )
    if not known.exists():
        raise DomainError(f"{person.name}: ещё не участник сети района.", field=name)


def _fill(item: OrderItem, content: Content) -> None:
    item.point, item.text = content.point.strip()[:12].rstrip("."), content.text.strip()[:1000]
    item.responsible, item.controller = content.responsible, content.controller
    item.due_at = end_of(content.due_on, item.document.district)
    item.due_on = content.due_on


def _hold(item: OrderItem, state: str) -> None:
    if not OrderItem.objects.select_for_update().filter(pk=item.pk, state=state).exists():
        raise Stale("Пункт уже изменили: обновите страницу.")


def _give(item: OrderItem, actor: Viewer, at: datetime) -> None:
    OrderItem.objects.filter(pk=item.pk, state=State.DRAFT).update(state=State.GIVEN)
    item.state = State.GIVEN
    _write(item, Act.GIVEN, actor, at)
    _owe_deed(item, actor, at)
    told = {"person_id": item.responsible_id, "controller_id": item.controller_id}
    publish(_fact(events.ItemGiven, item, actor, **told))


def _owe_deed(item: OrderItem, actor: Viewer, at: datetime) -> None:
    if item.responsible_id is not None:
        _owe(item, registry.ITEM, item.responsible_id, actor, at, due_at=item.due_at)


def _owe_judgement(item: OrderItem, actor: Viewer, at: datetime) -> None:
    if item.controller_id is not None:
        _owe(item, registry.ACCEPTANCE, item.controller_id, actor, at)


def _owe(
    item: OrderItem, kind: str, owner_id: int, actor: Viewer, at: datetime, **more: Any
) -> None:
    title = f"{item.document.name}: {item.name}"
    duties.open_duty(
        kind=kind, district_id=item.document.district_id, subject=(registry.SUBJECT, item.pk),
        title=title.replace("{", "(").replace("}", ")"), url=url_of(item), owner_id=owner_id,
        controller_id=item.controller_id if kind == registry.ITEM else None,
        clause=values(item.rules_id).source("documents.control").clause[:80],
        rules_id=item.rules_id, actor=actor, at=at, **more,
    )  # fmt: skip


def _nothing_owed(item: OrderItem, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    duties.close_duties(subject=(registry.SUBJECT, item.pk), outcome=outcome, actor=actor, at=at)


def url_of(item: OrderItem) -> str:
    """The page of an item."""
    return reverse("control:item", args=[item.document.district.slug, item.pid])


def _write(
    item: OrderItem, act: ItemRecord.Act, actor: Viewer, at: datetime, words: str = ""
) -> None:
    ItemRecord.objects.create(
        item=item, at=at, act=act, actor_id=actor.person_id, words=words.strip()[:2000]
    )


def _fact(
    kind: type[events.ItemFact], item: OrderItem, actor: Viewer, **more: Any
) -> events.ItemFact:
    return kind(
        district_id=item.document.district_id, actor_id=actor.person_id, item_id=item.pk,
        document_id=item.document_id, **more,
    )  # fmt: skip
