"""Who gets what: sharing; the author answers for the school, the lyceum of Юлия asks."""

from collections.abc import Callable

from staffroom.features.sharing.models import Agreement
from tests.architecture.access import GET, POST, row
from tests.architecture.access_table.places import HIDDEN, KEEPERS, at_school, in_district
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


def _agreement(make: Callable[[World], Agreement]) -> Callable[[World], tuple[str, ...]]:
    return lambda w: (w.district.slug, make(w).pid)


def _side(make: Callable[[World], Agreement]) -> Callable[[World], tuple[str, ...]]:
    """The side of the school, for which the author answers."""
    return lambda w: (w.district.slug, make(w).pid, w.organization.pid)


_DRAFT, _OFFERED = _agreement(sharing.drafted), _agreement(sharing.put_to_sides)
_HOLDS = _agreement(sharing.in_force)

for _name in ("agreements", "export"):
    row(f"sharing:{_name}", GET, args=in_district, **NETWORK)
row("sharing:agreement", GET, args=_DRAFT, note="a draft", **KEEPERS, author=200, coordinator=200)
row("sharing:agreement", GET, args=_HOLDS, note="in force", **NETWORK)
row("sharing:begin", GET, args=in_district, note="the rules know none", **_all(403))
for _method, _answer in ((GET, 200), (POST, 422)):
    row(
        "sharing:begin", _method, args=lambda w: _DRAFT(w)[:1], note="empty",
        **{**_all(403), "author": _answer, "coordinator": _answer},
    )  # fmt: skip
    for _name, _args in (
        ("change-agreement", _DRAFT), ("side", _side(sharing.drafted)), ("drop", _DRAFT)
    ):  # fmt: skip
        row(
            f"sharing:{_name}", _method, args=_args, note="empty",
            data={"sort": ""} if _method == POST else None, **KEEPERS, author=_answer, coordinator=_answer,
        )  # fmt: skip
    row(
        "sharing:return", _method, args=_side(sharing.put_to_sides), note="empty", **KEEPERS,
        author=_answer, coordinator=403,
    )  # fmt: skip
    row(
        "sharing:note", _method, args=_side(sharing.put_to_sides), note="no copy", **KEEPERS,
        author=403, coordinator=_answer,
    )  # fmt: skip
    for _name in ("end", "sum"):
        row(
            f"sharing:{_name}", _method, args=_side(sharing.in_force), note="empty",
            **{**_all(403), "author": _answer},
        )  # fmt: skip
    row(
        "sharing:extend", _method, args=_HOLDS, note="empty",
        **{**_all(403), "author": _answer, "coordinator": _answer},
    )  # fmt: skip
row("sharing:agree", POST, args=_side(sharing.put_to_sides), **KEEPERS, author=302, coordinator=403)
row("sharing:let-end", POST, args=_side(sharing.in_force), **{**_all(403), "author": 302})
row("sharing:offer-agreement", POST, args=_DRAFT, **KEEPERS, author=302, coordinator=302)
row("sharing:take-back", POST, args=_OFFERED, **KEEPERS, author=302, coordinator=302)


def _of_lyceum(w: World) -> tuple[str, str]:
    return w.district.slug, sharing.lyceum(w).organization.pid


def _spoken_for(w: World) -> tuple[str, str]:
    """The school, for which the author answers."""
    sharing.resource(w)
    return at_school(w)


def _proposed(w: World) -> tuple[str, str]:
    return w.district.slug, sharing.proposal(w).pid


row("sharing:partners", GET, args=in_district, guest=200, signed_in=200)
row("sharing:partner", GET, args=at_school, guest=200, signed_in=200)
for _method, _answer in ((GET, 200), (POST, 422)):
    row(
        "sharing:describe", _method, args=_spoken_for, note="empty",
        **{**_all(403), "author": _answer, "coordinator": _answer},
    )  # fmt: skip
    row("sharing:propose", _method, args=_spoken_for, note="one's own school", **_all(403))
    row("sharing:propose", _method, args=_of_lyceum, note="empty", **_all(_answer))
    row(
        "sharing:withdraw-proposal", _method, args=_proposed, note="they did not propose", **KEEPERS,
        author=403, coordinator=403,
    )  # fmt: skip
row("sharing:proposal", GET, args=_proposed, **KEEPERS, author=200, coordinator=200)
row(
    "sharing:answer-proposal", POST, args=_proposed, data={"answer": "decline"}, note="no words",
    **KEEPERS, author=422, coordinator=403,
)  # fmt: skip
row(
    "sharing:answer-proposal", POST, args=_proposed, data={"answer": "accept"}, **KEEPERS, author=302,
    coordinator=403,
)  # fmt: skip
