"""Who gets what: terms of communities, their outcome, changes of their shape."""

from collections.abc import Callable

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import KEEPERS, in_community, in_district
from tests.factories.lifecycle import closing_asked, reshaping
from tests.factories.world import World

# a stranger knows of the community and not of its term; a colleague who is no member, of no request
_REFUSED = {"guest": SIGN_IN, "signed_in": 403}
_UNASKED = {**_REFUSED, "technician": 404}


def _asked(w: World) -> tuple[str, str, str]:
    return (*in_community(w), closing_asked(w).pid)


row("lifecycle:list", GET, args=in_district, **KEEPERS, coordinator=200)
row("lifecycle:term", GET, args=in_community, guest=SIGN_IN, signed_in=200, stranger=403)
for _name in ("product", "closing"):
    row(f"lifecycle:{_name}", GET, args=in_community, **_REFUSED, moderator=200)
row(
    "lifecycle:product", POST, args=in_community, data={"words": "Сборник"}, note="nothing to see",
    **_REFUSED, moderator=422,
)  # fmt: skip
row(
    "lifecycle:closing", POST, args=in_community, data={"words": "Всё сделано"}, **_REFUSED,
    moderator=302,
)  # fmt: skip
for _method in (GET, POST):
    row("lifecycle:extension", _method, args=in_community, note="no term stands", **_REFUSED)
for _name in ("extend", "close"):
    row(f"lifecycle:{_name}", GET, args=in_community, **_REFUSED, coordinator=200)
row(
    "lifecycle:extend", POST, args=in_community, note="communities are standing here",
    data={"until_on": "2027-05-31", "words": "Так решили"}, **_REFUSED, coordinator=422,
)  # fmt: skip
row(
    "lifecycle:close", POST, args=in_community, data={"words": "Так решили"}, **_REFUSED,
    coordinator=302,
)  # fmt: skip
for _name in ("agree", "refuse"):
    row(f"lifecycle:{_name}", GET, args=_asked, **_UNASKED, coordinator=200)
row("lifecycle:agree", POST, args=_asked, data={"result": "Сборник"}, **_UNASKED, coordinator=302)
row("lifecycle:refuse", POST, args=_asked, data={"reason": "Рано"}, **_UNASKED, coordinator=302)
row("lifecycle:withdraw", GET, args=_asked, **_UNASKED, moderator=200)
row("lifecycle:withdraw", POST, args=_asked, **_UNASKED, moderator=302)
row("lifecycle:order", POST, args=_asked, note="not decided", **_UNASKED)

# the shape of communities is the coordinator's affair; what is inside, also of whoever may open there
# (here moderators may not: `creation.initiators`)
_SHAPED = {"guest": SIGN_IN, "signed_in": 403}
_INSIDE = {**_SHAPED, "coordinator": 200}


def _split(w: World) -> tuple[str, str, str]:
    return (*in_community(w), reshaping(w).pid)


def _kind(kind: str) -> Callable[[World], tuple[str, str, str]]:
    return lambda w: (*in_community(w), kind)


row("lifecycle:reshape", GET, args=in_community, **_INSIDE)
row("lifecycle:reshape-choose", GET, args=_kind("spin-off"), note="inside", **_INSIDE)
row(
    "lifecycle:reshape-choose", POST, args=_kind("spin-off"), note="nothing chosen", **_SHAPED,
    coordinator=422,
)  # fmt: skip
for _what in ("split", "merge", "move"):
    row("lifecycle:reshape-choose", GET, args=_kind(_what), note=_what, **_SHAPED, coordinator=200)
row("lifecycle:reshape-choose", GET, args=_kind("independence"), note="no section", **_SHAPED)
row(
    "lifecycle:reshape-choose",
    GET,
    args=_kind("x"),
    note="no such act",
    guest=SIGN_IN,
    signed_in=404,
)
row("lifecycle:reshaping", GET, args=_split, **_SHAPED, coordinator=200)
row(
    "lifecycle:reshaping",
    POST,
    args=_split,
    note="no basis",
    **_SHAPED,
    coordinator=422,
)
row("lifecycle:reshaping-drop", GET, args=_split, **_SHAPED, coordinator=200)
row("lifecycle:reshaping-drop", POST, args=_split, **_SHAPED, coordinator=302)
row("lifecycle:reshaping-order", POST, args=_split, note="no order", **_SHAPED)
