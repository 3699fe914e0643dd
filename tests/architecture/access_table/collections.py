"""Who gets what: shelves, novelties, recommendations."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import (
    READERS,
    at_open_topic,
    at_topic,
    in_district,
    insiders,
)
from tests.factories import shelves as made
from tests.factories.world import World

_ABROAD = {"guest": SIGN_IN, "stranger": 404}  # the network's own people alone know of it
_KEEPER = {**_ABROAD, "signed_in": 403}


def _at(w: World) -> tuple[str, str]:
    return (w.district.slug, made.shelf(w).pid)


def _group(w: World) -> tuple[str, str]:
    return (w.district.slug, w.community.pid)


def _item(w: World) -> tuple[str, str, str]:
    return (*_at(w), w.open_topic.pid)


def _novelty(w: World) -> tuple[str, str]:
    return (w.district.slug, made.novelty(w).pid)


def _advice(w: World) -> tuple[str, str]:
    return (w.open_topic.pid, made.recommended(w).pid)


row("collections:list", GET, args=in_district, everyone=200)
row("collections:new", GET, args=in_district, **_ABROAD, signed_in=200)
row("collections:new", POST, args=in_district, note="empty", **_ABROAD, signed_in=422)
row("collections:collection", GET, args=_at, guest=404, stranger=404, technician=200, **READERS)
row("collections:edit", GET, args=_at, **_KEEPER, author=200)
row("collections:edit", POST, args=_at, note="empty", **_KEEPER, author=422)
row("collections:remove", GET, args=_at, **_KEEPER, author=200)
row("collections:remove", POST, args=_at, **_KEEPER, author=302)
row("collections:follow", POST, args=_at, data={"follow": "1"}, **_ABROAD, signed_in=302)
row("collections:issue", POST, args=_at, note="no digest", **_KEEPER, author=422)
row("collections:note", GET, args=_item, **_KEEPER, author=200)
row("collections:note", POST, args=_item, data={"note": "Да"}, **_KEEPER, author=302)
row("collections:move", POST, args=_item, data={"to": "up"}, **_KEEPER, author=302)
row("collections:take-off", POST, args=_item, **_KEEPER, author=302)
row("collections:put", GET, args=at_topic, **insiders(200, 200, 200, 200))
row("collections:put", POST, args=at_topic, note="empty", **insiders(422, 422, 422, 422))
row("collections:exchange", GET, args=in_district, everyone=200)
row("collections:exchange-of", GET, args=_group, everyone=200)
row("collections:trends", GET, args=in_district, everyone=200)
row("collections:novelties", GET, args=in_district, everyone=200)
_FILLERS = {"guest": SIGN_IN, "signed_in": 403}
row("collections:novelty-new", GET, args=in_district, **_FILLERS, coordinator=200)
row("collections:novelty-new", POST, args=in_district, note="empty", **_FILLERS, coordinator=422)
row("collections:novelty-edit", GET, args=_novelty, **_FILLERS, coordinator=200)
row("collections:novelty-edit", POST, args=_novelty, note="empty", **_FILLERS, coordinator=422)
row("collections:novelty-remove", GET, args=_novelty, **_FILLERS, coordinator=200)
row("collections:novelty-remove", POST, args=_novelty, **_FILLERS, coordinator=302)
row("collections:recommend", GET, args=at_topic, **insiders(403, 403, 200, 200))
row("collections:recommend", POST, args=at_topic, note="empty", **insiders(403, 403, 422, 422))
row(
    "collections:recommend-end", POST, args=_advice, guest=SIGN_IN, signed_in=404, coordinator=302,
)  # fmt: skip
row("collections:pick", GET, args=at_open_topic, **_FILLERS, coordinator=200)
row("collections:pick", POST, args=at_open_topic, **_FILLERS, coordinator=302)
