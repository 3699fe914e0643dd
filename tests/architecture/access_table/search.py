"""Who gets what: search."""

from tests.architecture.access import GET, POST, SIGN_IN, row

# search
row("search:search", GET, everyone=200, query="?q=дроби")
row("search:people", GET, guest=SIGN_IN, signed_in=200)
row("search:suggest", GET, guest=SIGN_IN, signed_in=200, query="?q=ан")
row("search:hints", GET, guest=SIGN_IN, signed_in=200, query="?q=дро")
row("search:demand", GET, guest=SIGN_IN, signed_in=404, moderator=200, coordinator=200)
row(
    "search:invite",
    POST,
    data=lambda w: {"community": w.community.pid, "people": [w.dmitry.pid]},
    guest=SIGN_IN,
    signed_in=404,
    moderator=302,
    coordinator=302,
)
