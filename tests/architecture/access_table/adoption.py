"""Who gets what: adoption of papers; the author answers for the school and sees its own line."""

from tests.architecture.access import GET, POST, row
from tests.architecture.access_table.places import KEEPERS, in_district
from tests.factories import adoption
from tests.factories.world import World


def _asked(w: World) -> tuple[str, str]:
    return w.district.slug, adoption.asked(w).pid


def _own_line(w: World) -> tuple[str, str, str]:
    return (*_asked(w), w.organization.pid)


def _entered(w: World) -> tuple[str, str, str]:
    return w.district.slug, adoption.adopted(w).pid, w.organization.pid


row(
    "adoption:adoptions", GET, args=in_district, note="nothing is asked", **KEEPERS, coordinator=200
)
row(
    "adoption:adoptions", GET, args=lambda w: _asked(w)[:1], note="something is asked", **KEEPERS,
    author=200, coordinator=200,
)  # fmt: skip
for _method, _answer in ((GET, 200), (POST, 422)):
    row(
        "adoption:send", _method, args=in_district, note="the rules ask for no adoption", **KEEPERS,
        coordinator=403,
    )  # fmt: skip
    row(
        "adoption:send", _method, args=lambda w: _asked(w)[:1], note="nothing chosen", **KEEPERS,
        coordinator=_answer,
    )  # fmt: skip
    row("adoption:adopt", _method, args=_own_line, note="empty", **KEEPERS, author=_answer)
    row("adoption:adopt", _method, args=_entered, note="entered", **KEEPERS, author=403)
    row("adoption:close", _method, args=_asked, note="empty", **KEEPERS, coordinator=_answer)
    row("adoption:return", _method, args=_entered, note="empty", **KEEPERS, coordinator=_answer)
for _name in ("adoption", "export"):
    row(f"adoption:{_name}", GET, args=_asked, **KEEPERS, author=200, coordinator=200)
