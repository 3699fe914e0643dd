"""Who gets what: journal."""

from tests.architecture.access import GET, SIGN_IN, row

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
