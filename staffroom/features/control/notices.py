"""What those who carry out an order and those who control it are told."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.lookups import one_or_none
from staffroom.core.plugs import Notice, notice
from staffroom.features.control import events, queries
from staffroom.features.control.actions import url_of
from staffroom.features.control.models import OPEN, OrderItem

MINE: dict[str, Any] = {
    "kind": "control.mine",
    "title": "Поручения мне по приказам",
    "default_mail": "at_once",
}
CONTROLLED: dict[str, Any] = {
    "kind": "control.controlled",
    "title": "Приказы, которые я контролирую",
    "default_mail": "at_once",
}


def _told(item: OrderItem, words: str, *people: int | None) -> Notice:
    plain = " ".join(words.replace("{", "(").replace("}", ")").split())
    to = sorted({key for key in people if key})
    return Notice(text=plain[:400], to=to, link=url_of(item), addressed=True)


@notice(events.ItemGiven, **MINE)
def given(event: events.ItemGiven) -> Iterator[Notice]:
    """The responsible person: what, by when, under which order."""
    one = queries.of(event.item_id)
    words = f"{one.document.name}: вам поручено до {one.due_on:%d.%m.%Y}: {one.name}"
    yield _told(one, words, one.responsible_id)


@notice(events.ItemGiven, **CONTROLLED)
def to_control(event: events.ItemGiven) -> Iterator[Notice]:
    """The controller."""
    one = queries.of(event.item_id)
    words = f"{one.document.name}: вы контролируете до {one.due_on:%d.%m.%Y}: {one.name}"
    yield _told(one, words, one.controller_id)


@notice(events.ItemChanged, **MINE)
def changed(event: events.ItemChanged) -> Iterator[Notice]:
    """Both sides of an item that is being carried out."""
    one = queries.of(event.item_id)
    if one.state in OPEN:
        words = f"Изменён пункт на контроле, срок {one.due_on:%d.%m.%Y}: {one.name}"
        yield _told(one, words, one.responsible_id, one.controller_id)


@notice(events.ItemReported, **CONTROLLED)
def reported(event: events.ItemReported) -> Iterator[Notice]:
    """The controller: it waits for his judgement."""
    one = queries.of(event.item_id)
    yield _told(one, f"Доложено об исполнении, примите или верните: {one.name}", one.controller_id)


@notice(events.ItemAccepted, **MINE)
def accepted(event: events.ItemAccepted) -> Iterator[Notice]:
    """The responsible person."""
    one = queries.of(event.item_id)
    yield _told(one, f"Исполнение принято: {one.name}", one.responsible_id)


@notice(events.ItemReturned, **MINE)
def returned(event: events.ItemReturned) -> Iterator[Notice]:
    """The responsible person, with what is lacking."""
    one = queries.of(event.item_id)
    yield _told(one, f"Исполнение возвращено: {one.answer}. {one.name}", one.responsible_id)


@notice(events.ItemDropped, **MINE)
def dropped(event: events.ItemDropped) -> Iterator[Notice]:
    """Both sides of an item that was given; one of a draft was nobody's yet."""
    one = one_or_none(OrderItem.objects.select_related(*queries.RELATED).filter(pk=event.item_id))
    if one is not None:
        yield _told(one, f"Снято с контроля: {one.name}", one.responsible_id, one.controller_id)
