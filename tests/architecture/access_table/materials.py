"""Who gets what: the bank of materials."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import READERS, UNSEEN, in_district, insiders
from tests.factories import materials as made
from tests.factories.world import World


def _at(w: World) -> tuple[str]:
    return (made.standing(w).publication.pid,)


def _version(w: World) -> tuple[str, int]:
    return (*_at(w), 1)


def _lesson(w: World) -> tuple[str, str]:
    return (*_at(w), made.lesson(w).pid)


row("materials:bank", GET, args=in_district, guest=200, signed_in=200)
for _name in ("materials:register", "materials:register-table"):
    row(_name, GET, args=in_district, guest=SIGN_IN, signed_in=200)
row("materials:consents", GET, args=in_district, guest=SIGN_IN, signed_in=200)
row(
    "materials:consent",
    GET,
    args=lambda w: (w.district.slug, "parents", "docx"),
    guest=SIGN_IN,
    signed_in=200,
)
row("materials:versions", GET, args=_at, **UNSEEN, **READERS)
row("materials:version", GET, args=_version, **UNSEEN, **READERS)
row(
    "materials:difference",
    GET,
    args=_version,
    guest=404,
    signed_in=404,
    note="the first has none before it",
)
row(
    "materials:use",
    GET,
    args=_at,
    **insiders(200, 403, 200, 200),
    note="the author tells of no lesson",
)
row(
    "materials:use", POST, args=_at, data={"held_on": "2026-09-10", "grade": "7 В"},
    **insiders(302, 403, 302, 302),
)  # fmt: skip
row("materials:use-withdraw", POST, args=_lesson, **insiders(302, 404, 404, 404))
row("materials:note", GET, args=_at, **insiders(404, 200, 404, 404), note="the author's")
row("materials:download", GET, args=_at, **UNSEEN, **READERS)
row("materials:adapt", GET, args=_at, **insiders(200, 200, 200, 200))
row(
    "materials:adapt", POST, args=_at, data=lambda w: {"home": w.community.pid}, **insiders(302, 302, 302, 422),
    note="the coordinator is no member",
)  # fmt: skip


def _asked(w: World) -> tuple[str]:
    return (made.asked(w).publication.pid,)


row("materials:opening", GET, args=_at, **insiders(404, 200, 200, 200))
row(
    "materials:opening", POST, args=_at, data={"wanted": "public", "words": ""},
    **insiders(404, 302, 403, 403), note="the author asks",
)  # fmt: skip
row(
    "materials:opening-answer", POST, args=_asked, data={"act": "withdraw"},
    **insiders(404, 302, 403, 403),
)  # fmt: skip
row(
    "materials:opening-decide", POST, args=_asked, data={"act": "refuse", "words": "Рано.", "seen": "x"},
    **insiders(404, 403, 302, 302), note="never on his own",
)  # fmt: skip
for _method, _answer in ((GET, 200), (POST, 422)):
    row(
        "materials:opening-edit", _method, args=_asked, note="empty",
        **insiders(404, 403, _answer, _answer),
    )  # fmt: skip

for _name in ("materials:strategy", "materials:strategy-table"):
    row(_name, GET, args=in_district, guest=SIGN_IN, signed_in=200)
