"""Who gets what: sharing; the author answers for the school, the lyceum of Юлия asks."""

from tests.architecture.access import GET, POST, row
from tests.architecture.access_table.places import HIDDEN, KEEPERS, in_district
from tests.factories import sharing
from tests.factories.world import World

NETWORK = {
    **HIDDEN, "technician": 200, "member": 200, "author": 200, "moderator": 200, "coordinator": 200,
}  # fmt: skip


def _offered(w: World) -> tuple[str, str]:
    return w.district.slug, sharing.resource(w).pid


def _closed(w: World) -> tuple[str, str]:
    return w.district.slug, sharing.closed(w).pid


def _foreign(w: World) -> tuple[str, str]:
    return w.district.slug, sharing.foreign(w).pid


def _asked(w: World) -> tuple[str, str]:
    return w.district.slug, sharing.asked(w).pid


def _past(w: World) -> tuple[str, str]:
    return w.district.slug, sharing.used_up(w).pid


def _all(answer: int) -> dict[str, int | str]:
    """The same answer to everybody in the network."""
    return {role: answer if said == 200 else said for role, said in NETWORK.items()}


for _name in ("board", "requests"):
    row(f"sharing:{_name}", GET, args=in_district, **NETWORK)
row("sharing:resource", GET, args=_offered, **NETWORK)
row("sharing:resource", GET, args=_closed, note="closed", **KEEPERS, author=200, coordinator=200)
for _method, _answer in ((GET, 200), (POST, 422)):
    row(
        "sharing:offer", _method, args=lambda w: _offered(w)[:1], note="empty",
        **{**_all(403), "author": _answer},
    )  # fmt: skip
    row("sharing:ask", _method, args=_offered, note="one's own school", **_all(403))
    row("sharing:ask", _method, args=_foreign, note="empty", **_all(_answer))
    for _name in ("change", "close"):
        row(
            f"sharing:{_name}", _method, args=_offered, note="empty",
            **{**_all(403), "author": _answer},
        )  # fmt: skip
    row(
        "sharing:withdraw", _method, args=_asked, note="they did not ask", **KEEPERS, author=403,
        coordinator=403,
    )  # fmt: skip
row("sharing:reopen", POST, args=_closed, **KEEPERS, author=302, coordinator=403)
row("sharing:request", GET, args=_asked, **KEEPERS, author=200, coordinator=200)
row(
    "sharing:answer", POST, args=_asked, data={"answer": "refuse"}, note="no words", **KEEPERS,
    author=422, coordinator=403,
)  # fmt: skip
row(
    "sharing:answer", POST, args=_asked, data={"answer": "promise"}, **KEEPERS, author=302,
    coordinator=403,
)  # fmt: skip
row(
    "sharing:settle", POST, args=_past, data={"answer": "used"}, note="its day has come", **KEEPERS,
    author=302, coordinator=403,
)  # fmt: skip
