"""Who gets what: teachers' experience."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import KEEPERS, in_district
from tests.factories import experience as made
from tests.factories import materials
from tests.factories.world import World


def _page(w: World) -> tuple[str]:
    made.page(w)
    return (w.anna.pid,)


def _own(w: World) -> tuple[str]:
    return (w.anna.pid,)


def _asks(w: World) -> tuple[str]:
    made.rule(w, "on_request")
    return _page(w)


def _asked(w: World) -> tuple[str]:
    return (made.asked(w).experience.person.pid,)


def _request(w: World) -> tuple[str, str]:
    found = made.asked(w)
    return (found.experience.person.pid, found.pid)


def _work(w: World) -> tuple[str, str]:
    made.rule(w, "after_editing")
    return (*_page(w), materials.standing(w).publication.pid)


_ASKERS = {"guest": SIGN_IN, "stranger": 404, "author": 404}  # nobody asks himself
row("experience:list", GET, args=in_district, everyone=200)
row("experience:page", GET, args=_page, guest=404, stranger=404, signed_in=200)
row("experience:edit", GET, args=_own, **KEEPERS, author=200)
row("experience:edit", POST, args=_own, data={"is_shown": "on"}, **KEEPERS, author=422)
row("experience:ask", GET, args=_asks, **_ASKERS, signed_in=200)
row("experience:ask", POST, args=_asks, note="empty", **_ASKERS, signed_in=422)
row("experience:take-back", POST, args=_asked, **KEEPERS, member=302)
row("experience:prepare", POST, args=_work, **KEEPERS, moderator=302, coordinator=302)
row("experience:request", GET, args=_request, **KEEPERS, author=200)
row("experience:request", POST, args=_request, note="empty", **KEEPERS, author=422)
row("experience:end", POST, args=_request, note="not let in", **KEEPERS, author=409)
