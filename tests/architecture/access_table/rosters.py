"""Who gets what: compositions by order, appointments by order."""

from collections.abc import Callable

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.factories.rosters import asked, by_order, drafted, newcomer
from tests.factories.world import World

Args = Callable[[World], tuple[str, ...]]


def _with(prepared: Callable[[World], object], *more: str) -> Args:
    """The community's address, after its world was prepared."""

    def args(w: World) -> tuple[str, ...]:
        prepared(w)
        return (w.district.slug, f"{w.community.pid}-{w.community.slug}", *more)

    return args


def _with_pid(prepared: Callable[[World], str]) -> Args:
    return lambda w: (*_with(by_order)(w), prepared(w))


NETWORK = {"guest": SIGN_IN, "stranger": 404, "signed_in": 200}
COLLECTING = {"guest": SIGN_IN, "stranger": 404, "signed_in": 403}
row("rosters:roster", GET, args=_with(by_order), **NETWORK)
row(
    "rosters:roster", GET, args=_with(lambda _w: None), note="people enter by themselves",
    guest=SIGN_IN, signed_in=404,
)  # fmt: skip
row(
    "rosters:ask", POST, args=_with(by_order), note="nobody is named", **COLLECTING, moderator=422,
    coordinator=422,
)  # fmt: skip
row("rosters:take", POST, args=_with_pid(newcomer), **COLLECTING, moderator=302, coordinator=302)
row(
    "rosters:release", POST, args=_with_pid(lambda w: asked(w).pid), **COLLECTING, moderator=302,
    coordinator=302,
)  # fmt: skip
row(
    "rosters:prepare", POST, args=_with(by_order), note="nobody agreed", **COLLECTING, moderator=422,
    coordinator=422,
)  # fmt: skip
row(
    "rosters:draft", GET, args=_with(drafted), guest=SIGN_IN, signed_in=404, moderator=200,
    coordinator=200,
)  # fmt: skip
row("rosters:consent", GET, args=_with(asked), note="Борис is asked", guest=SIGN_IN, stranger=404,
    signed_in=302, member=200)  # fmt: skip
row(
    "rosters:consent", POST, args=_with(asked), data={"answer": "decline"}, guest=SIGN_IN,
    stranger=404, signed_in=302, member=302,
)  # fmt: skip
row("rosters:appointments", GET, args=lambda w: (w.district.slug,), **NETWORK)
for _method, _answer in ((GET, 200), (POST, 422)):
    row(
        "rosters:appoint", _method, args=lambda w: (w.district.slug,), note="empty", guest=SIGN_IN,
        stranger=404, signed_in=403, coordinator=_answer,
    )  # fmt: skip
