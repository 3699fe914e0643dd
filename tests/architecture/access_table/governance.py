"""Who gets what: governance."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import in_district
from tests.factories.governance import application, initiative, submitted, topic

# creation: an application is its authors' until it is submitted; those who decide see it then
_APPLICATION = lambda w: (w.district.slug, application(w).pid)  # noqa: E731
_SUBMITTED = lambda w: (w.district.slug, submitted(w).pid)  # noqa: E731
OUTSIDE = {"guest": SIGN_IN, "signed_in": 404}
row("governance:creation", GET, args=in_district, guest=SIGN_IN, stranger=404, signed_in=200)
for _method in (GET, POST):
    row(
        "governance:begin", _method, args=in_district, guest=SIGN_IN, stranger=404, signed_in=403,
        note="staff open communities here",
    )  # fmt: skip
row(
    "governance:application",
    GET,
    args=_APPLICATION,
    note="draft",
    **OUTSIDE,
    author=200,
    member=200,
)
row(
    "governance:application", GET, args=_SUBMITTED, note="submitted", **OUTSIDE, author=200,
    member=200, coordinator=200,
)  # fmt: skip
row("governance:edit", GET, args=_APPLICATION, **OUTSIDE, author=200, member=403)
for _name in ("edit", "call"):
    row(
        f"governance:{_name}",
        POST,
        args=_APPLICATION,
        note="empty",
        **OUTSIDE,
        author=422,
        member=403,
    )
row("governance:drop", GET, args=_APPLICATION, **OUTSIDE, author=200, member=403)
for _name in ("drop", "submit"):
    row(f"governance:{_name}", POST, args=_APPLICATION, **OUTSIDE, author=302, member=403)
row("governance:answer-call", POST, args=_APPLICATION, **OUTSIDE, author=302, member=302)
for _name, _who in (("release", "boris"), ("lead", "anna")):
    row(
        f"governance:{_name}", POST, **OUTSIDE, author=302, member=403,
        args=lambda w, who=_who: (*_APPLICATION(w), getattr(w, who).pid),
    )  # fmt: skip
row("governance:withdraw", GET, args=_SUBMITTED, **OUTSIDE, author=200, member=403, coordinator=403)
row(
    "governance:withdraw", POST, args=_SUBMITTED, **OUTSIDE, author=302, member=403, coordinator=403
)
row(
    "governance:ask", POST, args=_SUBMITTED, note="empty", **OUTSIDE, author=403, member=403,
    coordinator=422,
)  # fmt: skip
row(
    "governance:reply",
    POST,
    args=lambda w: (*_SUBMITTED(w), 1),
    note="empty",
    **OUTSIDE,
    author=422,
)
for _name in ("support", "refuse"):
    row(
        f"governance:{_name}", GET, args=_SUBMITTED, **OUTSIDE, author=403, member=403,
        coordinator=200,
    )  # fmt: skip
    row(
        f"governance:{_name}", POST, args=_SUBMITTED, note="empty", **OUTSIDE, author=403, member=403,
        coordinator=422,
    )  # fmt: skip
row("governance:standing-order", GET, args=in_district, **OUTSIDE, coordinator=200)
row(
    "governance:standing-order",
    POST,
    args=in_district,
    note="nothing chosen",
    **OUTSIDE,
    coordinator=422,
)
_TOPIC = lambda w: (w.district.slug, topic(w).pid)  # noqa: E731
for _method in (GET, POST):
    row(
        "governance:offer",
        _method,
        args=in_district,
        note="no department here",
        **OUTSIDE,
        coordinator=403,
    )
row("governance:topic", GET, args=_TOPIC, guest=SIGN_IN, stranger=404, signed_in=200)
row(
    "governance:interest", POST, args=_TOPIC, guest=SIGN_IN, stranger=404, signed_in=302,
    coordinator=403,
)  # fmt: skip
row("governance:close-topic", GET, args=_TOPIC, **OUTSIDE, coordinator=200)
row("governance:close-topic", POST, args=_TOPIC, **OUTSIDE, coordinator=302)
_INITIATIVE = lambda w: (initiative(w).pid,)  # noqa: E731
row(
    "governance:back", POST, args=_INITIATIVE, data={"want": "1"}, **OUTSIDE, author=403, member=302,
    moderator=302, coordinator=302,
)  # fmt: skip
row(
    "governance:decide-initiative", GET, args=_INITIATIVE, **OUTSIDE, author=403, member=403,
    moderator=200, coordinator=200,
)  # fmt: skip
row(
    "governance:decide-initiative", POST, args=_INITIATIVE, note="empty", **OUTSIDE, author=403,
    member=403, moderator=422, coordinator=422,
)  # fmt: skip
row("governance:order", POST, args=_SUBMITTED, note="not supported", **OUTSIDE, coordinator=403)
