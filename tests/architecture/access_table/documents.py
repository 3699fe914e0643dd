"""Who gets what: documents."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import KEEPERS, at_school, in_district
from tests.factories.documents import order, registered

# documents: the library shows each reader what is for him; papers are kept by those who run the district
row("documents:library", GET, args=in_district, everyone=200)
row("documents:acts", GET, args=in_district, everyone=200)
for _name in ("export", "begin", "letterheads", "templates", "new-template"):
    row(f"documents:{_name}", GET, args=in_district, **KEEPERS, coordinator=200)
row("documents:new-template", POST, args=in_district, note="empty", **KEEPERS, coordinator=422)
row("documents:letterhead", GET, args=at_school, **KEEPERS, coordinator=200)
row("documents:letterhead", POST, args=at_school, note="empty", **KEEPERS, coordinator=422)
_NEW_ORDER = lambda w: (w.district.slug, "order")  # noqa: E731
_TEMPLATE = lambda w: (w.district.slug, "order-plain")  # noqa: E731
for _name, _args in (("new", _NEW_ORDER), ("fill", _TEMPLATE), ("template", _TEMPLATE)):
    row(f"documents:{_name}", GET, args=_args, **KEEPERS, coordinator=200)
    row(f"documents:{_name}", POST, args=_args, note="empty", **KEEPERS, coordinator=422)
row(
    "documents:drop-template",
    GET,
    args=_TEMPLATE,
    note="nothing of one's own",
    **KEEPERS,
    coordinator=404,
)
row(
    "documents:drop-template",
    POST,
    args=_TEMPLATE,
    note="nothing of one's own",
    **KEEPERS,
    coordinator=422,
)
_DRAFT = lambda w: (w.district.slug, order(w).pid)  # noqa: E731
_PAPER = lambda w: (w.district.slug, registered(w, text="").pid)  # noqa: E731
row("documents:document", GET, args=_DRAFT, note="draft", everyone=404, coordinator=200)
row("documents:document", GET, args=_PAPER, note="for members", guest=404, stranger=404, member=200,
    author=200, moderator=200, coordinator=200, technician=200)  # fmt: skip
for _name in ("edit", "issue"):
    row(f"documents:{_name}", GET, args=_DRAFT, **KEEPERS, coordinator=200)
    row(f"documents:{_name}", POST, args=_DRAFT, note="empty", **KEEPERS, coordinator=422)
row("documents:drop", GET, args=_DRAFT, **KEEPERS, coordinator=200)
row("documents:drop", POST, args=_DRAFT, **KEEPERS, coordinator=302)
row("documents:drop", POST, args=_PAPER, note="registered", guest=SIGN_IN, stranger=404, member=404,
    author=404, moderator=404, coordinator=403, technician=404)  # fmt: skip
for _name in ("cancel", "sign"):
    row(f"documents:{_name}", GET, args=_PAPER, **KEEPERS, coordinator=200)
    row(f"documents:{_name}", POST, args=_PAPER, note="empty", **KEEPERS, coordinator=422)
for _name in ("preview", "draft-pdf"):
    row(f"documents:{_name}", GET, args=_DRAFT, **KEEPERS, coordinator=200)
row("documents:sheet", GET, args=lambda w: (*_DRAFT(w), 1), **KEEPERS, coordinator=200)
row("documents:marked", GET, args=_PAPER, note="not signed", everyone=404)
row("documents:signature", GET, args=lambda w: (*_PAPER(w), 1), note="none", everyone=404)
row("documents:check", GET, everyone=200)
row("documents:checked", GET, args=lambda w: (registered(w, text="").check_code,), everyone=200)
row("documents:checked", GET, args=lambda _w: ("AAAAABBBBB",), note="no such code", everyone=404)
