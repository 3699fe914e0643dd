"""Every route × method × role with the expected answer, written by hand.

Roles: `stranger` belongs to another district; `member` and `author` are in the community (`author`
wrote the topic, the draft and the open topic; `member` wrote the comment); `moderator` runs the
community; `coordinator` runs the district; `technician` looks after the server and sees no content
of communities. What stands in the world: tests/factories/world.py. `SIGN_IN` is a redirect to the
sign-in page, 302 any other redirect, 404 hides.

    row("forum:topic-close", POST, args=lambda w: (w.topic.pid,), guest=SIGN_IN, stranger=404,
        member=403, author=302, moderator=302, coordinator=302, technician=404)
"""

from tests.architecture.access import GET, POST, SIGN_IN, row

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
