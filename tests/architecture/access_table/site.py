"""Who gets what: site."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import KEEPERS, in_district
from tests.factories.inquiries import asked, shelf

# home and the public face
row("home:home", GET, guest=SIGN_IN, signed_in=200)
row("site:front", GET, guest=200, signed_in=302)
row("site:district", GET, args=lambda w: (w.district.slug,), everyone=200)
row("site:news", GET, args=lambda w: (w.district.slug,), everyone=200)
row("site:groups", GET, args=lambda w: (w.district.slug,), everyone=200)
row("site:regulation", GET, args=lambda w: (w.district.slug,), note="not published", everyone=200)
row("site:questions", GET, args=in_district, everyone=200)
row("site:ask", GET, args=in_district, everyone=200)
row("site:ask", POST, args=in_district, note="empty", everyone=422)
row("site:question-sent", GET, args=in_district, everyone=200)
row(
    "site:desk", GET, args=in_district, guest=SIGN_IN, signed_in=404, moderator=200, coordinator=200
)
_ASKED = lambda w: (w.district.slug, asked(w).pid)  # noqa: E731
row("site:answer", GET, args=_ASKED, **KEEPERS, moderator=200, coordinator=200)
row("site:answer", POST, args=_ASKED, note="empty", **KEEPERS, moderator=422, coordinator=422)
row("site:decline", GET, args=_ASKED, **KEEPERS, moderator=200, coordinator=200)
row("site:decline", POST, args=_ASKED, **KEEPERS, moderator=302, coordinator=302)
row("site:show", POST, args=_ASKED, note="not answered", **KEEPERS, moderator=422, coordinator=422)
row("site:cabinet", GET, args=in_district, everyone=200)
for _name in ("shelves", "menu"):
    row(f"site:{_name}", GET, args=in_district, **KEEPERS, coordinator=200)
    row(f"site:{_name}", POST, args=in_district, note="empty", **KEEPERS, coordinator=422)
row("site:shelves-usual", POST, args=in_district, **KEEPERS, coordinator=302)
row("site:shelves-order", POST, args=in_district, note="names none", **KEEPERS, coordinator=404)
_SHELF = lambda w: (w.district.slug, shelf(w).pid)  # noqa: E731
for _name in ("shelf", "shelf-change"):
    row(f"site:{_name}", GET, args=_SHELF, **KEEPERS, coordinator=200)
row("site:shelf", POST, args=_SHELF, note="nothing", **KEEPERS, coordinator=422)
row("site:shelf-change", POST, args=_SHELF, note="empty", **KEEPERS, coordinator=422)
row("site:shelf-remove", POST, args=_SHELF, note="empty shelf", **KEEPERS, coordinator=302)
row("site:shelf-order", POST, args=_SHELF, note="names none", **KEEPERS, coordinator=404)
row("site:take-off", POST, args=lambda w: (*_SHELF(w), "0123456789"), note="gone", **KEEPERS)
_NEWS = lambda w: (w.district.slug, "news")  # noqa: E731
row("site:menu-order", POST, args=in_district, note="names none", **KEEPERS, coordinator=404)
row("site:menu-item", GET, args=_NEWS, **KEEPERS, coordinator=200)
row("site:menu-item", POST, args=_NEWS, note="empty", **KEEPERS, coordinator=422)
row("site:menu-remove", POST, args=_NEWS, note="a usual one", **KEEPERS, coordinator=422)
row("site:rss", GET, args=lambda w: (w.district.slug,), everyone=200)
row("site:atom", GET, args=lambda w: (w.district.slug,), everyone=200)
