"""Every route × method × role with the expected answer, written by hand.

Roles: `stranger` belongs to another district; `member` and `author` are in the community (`author`
wrote the topic, the draft and the open topic; `member` wrote the comment); `moderator` runs the
community; `coordinator` runs the district; `technician` looks after the server and sees no content
of communities. What stands in the world: tests/factories/world.py. `SIGN_IN` is a redirect to the
sign-in page, 302 any other redirect, 404 hides.

    row("forum:topic-close", POST, args=lambda w: (w.topic.pid,), guest=SIGN_IN, stranger=404,
        member=403, author=302, moderator=302, coordinator=302, technician=404)
"""

from tests.architecture.access import DELETE, GET, PATCH, POST, SIGN_IN, row

# health
row("health:live", GET, everyone=200)
row("health:ready", GET, everyone=200)

# ui
row("ui:looks", GET, everyone=200)
row("ui:looks", POST, data={"theme": "dark"}, everyone=302)
row(
    "ui:living",
    GET,
    guest=404,
    stranger=404,
    member=404,
    author=404,
    moderator=404,
    coordinator=404,
    technician=200,
)
row("ui:accent", GET, args=lambda _w: ("1c6447", "7fd1a8"), everyone=200)

# regulations: only who changes the district's rules knows of these pages
for _name, _args in (
    ("regulations:rules", ()),
    ("regulations:versions", ()),
    ("regulations:adopt", ()),
    ("regulations:rule-edit", ("membership.mode",)),
):
    row(
        _name,
        GET,
        args=lambda w, rest=_args: (w.district.slug, *rest),
        guest=SIGN_IN,
        signed_in=404,
        coordinator=200,
    )
row(
    "regulations:rule-edit",
    POST,
    args=lambda w: (w.district.slug, "membership.mode"),
    data={"membership.mode": "invitation"},
    guest=SIGN_IN,
    signed_in=404,
    coordinator=302,
)
row(
    "regulations:adopt",
    POST,
    args=lambda w: (w.district.slug,),
    data={"code": "tula"},
    guest=SIGN_IN,
    signed_in=404,
    coordinator=302,
)
# journal
row(
    "journal:journal",
    GET,
    args=lambda w: (w.district.slug,),
    guest=SIGN_IN,
    signed_in=404,
    coordinator=200,
)
row("journal:log", GET, args=lambda w: (w.district.slug, w.community.pid), guest=SIGN_IN,
    stranger=404, member=200, author=200, moderator=200, coordinator=200, technician=404)  # fmt: skip
# accounts
row("accounts:sign-in", GET, guest=200, signed_in=302)
row(
    "accounts:sign-in", POST, data={"email": "x@y.example", "password": "z"}, guest=422,
    signed_in=302,
)  # fmt: skip
row("accounts:sign-in-code", GET, everyone=SIGN_IN)
row("accounts:sign-in-code", POST, data={"code": "000000"}, everyone=SIGN_IN)
row("accounts:sign-out", POST, everyone=302)
row("accounts:reset-ask", GET, everyone=200)
row("accounts:reset-ask", POST, data={"email": "x@y.example"}, everyone=302)
row("accounts:reset-sent", GET, everyone=200)
row("accounts:reset", GET, args=lambda w: (w.anna.pid, "wrong-token"), everyone=410)
row("accounts:reset", POST, args=lambda w: (w.anna.pid, "wrong-token"), everyone=410)
row("accounts:email-confirm", GET, args=lambda _w: ("wrong-token",), everyone=410)
row("accounts:email-confirm", POST, args=lambda _w: ("wrong-token",), everyone=410)
for own in ("account", "password", "email", "second-factor", "second-factor-set-up", "sessions",
            "profile", "visibility", "data", "data-download", "data-erase"):  # fmt: skip
    row(f"accounts:{own}", GET, guest=SIGN_IN, signed_in=200)
for own in ("password", "email", "second-factor-set-up", "second-factor-codes",
            "second-factor-remove", "profile", "data-erase"):  # fmt: skip
    row(f"accounts:{own}", POST, guest=SIGN_IN, signed_in=422)
for own in ("sessions-end", "visibility", "data-erase-withdraw"):
    row(f"accounts:{own}", POST, guest=SIGN_IN, signed_in=302)
row("accounts:publish", GET, args=lambda _w: ("about",), guest=SIGN_IN, signed_in=200)
row("accounts:publish", POST, args=lambda _w: ("about",), guest=SIGN_IN, signed_in=302)
row("accounts:consent", GET, args=lambda _w: ("digest",), guest=SIGN_IN, signed_in=200)
row("accounts:consent", POST, args=lambda _w: ("digest",), guest=SIGN_IN, signed_in=302)
row("accounts:consent-ask", GET, guest=SIGN_IN, signed_in=200)
row("accounts:consent-ask", POST, guest=SIGN_IN, signed_in=302)
row(
    "accounts:consent-withdraw", POST, args=lambda _w: ("0123456789",), guest=SIGN_IN,
    signed_in=404, note="a consent that is not his",
)  # fmt: skip
row("accounts:person", GET, args=lambda w: (w.anna.pid,), guest=404, stranger=404, signed_in=200)
row("accounts:letters", GET, guest=SIGN_IN, signed_in=404, technician=200)
row(
    "accounts:letter", GET, args=lambda _w: ("0123456789",), guest=SIGN_IN, signed_in=404,
    note="no such letter",
)  # fmt: skip

# registration
PLACE = lambda w: (w.district.slug,)  # noqa: E731 - the short name keeps the rows readable
row("admissions:choose", GET, everyone=200)
row("admissions:first", GET, everyone=404, note="somebody is registered already")
row("admissions:first", POST, everyone=404, note="somebody is registered already")
row("admissions:sent", GET, everyone=200)
row("admissions:confirm", GET, args=lambda _w: ("0123456789",), everyone=410)
row("admissions:confirm", POST, args=lambda _w: ("0123456789",), everyone=410)
row("admissions:register", GET, args=PLACE, guest=200, signed_in=302)
row("admissions:register", POST, args=PLACE, guest=200, signed_in=302)
row("admissions:register-form", GET, args=PLACE, everyone=302, note="no consent yet")
row("admissions:register-form", POST, args=PLACE, everyone=302, note="no consent yet")
row("admissions:apply", GET, args=PLACE, guest=SIGN_IN, stranger=200, signed_in=302)
row("admissions:apply", POST, args=PLACE, guest=SIGN_IN, stranger=422, signed_in=302)
row("admissions:application", GET, args=PLACE, guest=SIGN_IN, stranger=404, signed_in=200)
row(
    "admissions:application", POST, args=PLACE, data={"words": "Да"}, guest=SIGN_IN, stranger=404,
    signed_in=403, note="nothing was asked",
)  # fmt: skip
row(
    "admissions:withdraw", POST, args=PLACE, guest=SIGN_IN, stranger=404, signed_in=403,
    note="decided already",
)  # fmt: skip
row("admissions:welcome", GET, args=PLACE, guest=SIGN_IN, stranger=404, signed_in=200)
row("admissions:queue", GET, args=PLACE, guest=SIGN_IN, signed_in=404, coordinator=200)
row("admissions:decide", POST, args=PLACE, guest=SIGN_IN, signed_in=404, coordinator=422)
# files: a loose file and an upload under way are their owner's alone
row(
    "files:file",
    GET,
    args=lambda w: (w.file.pid, w.file.name),
    guest=404,
    signed_in=404,
    author=200,
)
row("files:upload-begin", POST, data={"name": "a.pdf", "size": "9"}, guest=403, signed_in=201)
for _method, _answer in ((GET, 204), (PATCH, 422), (DELETE, 204)):
    row(
        "files:upload-part",
        _method,
        args=lambda w: (w.upload.pid,),
        note="an own upload",
        guest=404,
        signed_in=404,
        author=_answer,
    )
