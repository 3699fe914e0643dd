"""Who gets what: control of orders; the author is to do it, the coordinator controls it."""

from tests.architecture.access import GET, POST, row
from tests.architecture.access_table.places import HIDDEN, KEEPERS, in_district
from tests.factories import control
from tests.factories.documents import order
from tests.factories.world import World


def _given(w: World) -> tuple[str, str]:
    return w.district.slug, control.given(w).pid


def _reported(w: World) -> tuple[str, str]:
    return w.district.slug, control.reported(w).pid


def _paper(w: World) -> tuple[str, str]:
    return w.district.slug, control.prepared(w).document.pid


row(
    "control:items",
    GET,
    args=in_district,
    **{**HIDDEN, "technician": 200},
    member=200,
    author=200,
    moderator=200,
    coordinator=200,
)
row("control:item", GET, args=_given, **KEEPERS, author=200, coordinator=200)
row(
    "control:item",
    GET,
    args=lambda w: (w.district.slug, control.prepared(w).pid),
    note="the order is a draft",
    **KEEPERS,
    coordinator=200,
)
for _method, _answer in ((GET, 200), (POST, 422)):
    row("control:add", _method, args=_paper, note="empty", **KEEPERS, coordinator=_answer)
    for _name in ("change", "drop", "controller"):
        row(
            f"control:{_name}", _method, args=_given, note="empty", **KEEPERS,
            author=404 if _name == "controller" else 403, coordinator=_answer,
        )  # fmt: skip
row(
    "control:add",
    GET,
    args=lambda w: (w.district.slug, order(w).pid),
    note="the rules ask for no control",
    **KEEPERS,
    coordinator=403,
)
row("control:report", POST, args=_given, note="empty", **KEEPERS, author=422, coordinator=403)
row(
    "control:judge",
    POST,
    args=_reported,
    data={"answer": "return"},
    note="no words",
    **KEEPERS,
    author=403,
    coordinator=422,
)
row(
    "control:judge",
    POST,
    args=_reported,
    data={"answer": "accept"},
    **KEEPERS,
    author=403,
    coordinator=302,
)
