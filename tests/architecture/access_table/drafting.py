"""Who gets what: drafts of documents; the author answers for the school that is asked."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import KEEPERS, in_district
from tests.factories import drafting
from tests.factories.world import World

_OTHERS = {"guest": SIGN_IN, "signed_in": 403, "stranger": 404}


def _begun(w: World) -> tuple[str, str]:
    return w.district.slug, drafting.begun(w).pid


def _discussed(w: World) -> tuple[str, str]:
    return w.district.slug, drafting.discussed(w).pid


def _revised(w: World) -> tuple[str, str]:
    return w.district.slug, drafting.revised(w).pid


def _first_edition(w: World) -> tuple[str, str, int]:
    return (*_discussed(w), 1)


row("drafting:drafts", GET, args=in_district, guest=SIGN_IN, signed_in=200, stranger=404)
row("drafting:draft", GET, args=_begun, note="being written", **KEEPERS, coordinator=200)
row("drafting:draft", GET, args=_discussed, guest=SIGN_IN, signed_in=200, stranger=404)
row("drafting:edition", GET, args=_first_edition, guest=SIGN_IN, signed_in=200, stranger=404)
for _method, _answer in ((GET, 200), (POST, 422)):
    row(
        "drafting:begin",
        _method,
        args=in_district,
        note="not asked for",
        **KEEPERS,
        coordinator=403,
    )
    row(
        "drafting:begin", _method, args=lambda w: _begun(w)[:1], note="empty", **KEEPERS,
        coordinator=_answer,
    )  # fmt: skip
    for _name in ("write", "open"):
        row(f"drafting:{_name}", _method, args=_begun, note="empty", **KEEPERS, coordinator=_answer)
    row("drafting:drop", _method, args=_discussed, note="empty", **_OTHERS, coordinator=_answer)
    row(
        "drafting:answer",
        _method,
        args=_first_edition,
        note="no remark",
        guest=SIGN_IN,
        signed_in=404,
    )
row(
    "drafting:speak",
    POST,
    args=_discussed,
    note="empty",
    guest=SIGN_IN,
    signed_in=422,
    stranger=404,
)
row(
    "drafting:speak", POST, args=_discussed, data={"text": "Да"}, guest=SIGN_IN, signed_in=302,
    stranger=404,
)  # fmt: skip
row("drafting:move", POST, args=_revised, data={"act": "submit"}, **_OTHERS, coordinator=302)
row(
    "drafting:move",
    POST,
    args=_revised,
    data={"act": "x"},
    note="no such step",
    guest=SIGN_IN,
    signed_in=404,
)
row("drafting:decide", POST, args=_revised, note="not submitted", **_OTHERS)
