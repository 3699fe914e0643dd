"""Who gets what: accounts."""

from tests.architecture.access import GET, POST, SIGN_IN, row

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
            "profile", "visibility", "data", "data-erase"):  # fmt: skip
    row(f"accounts:{own}", GET, guest=SIGN_IN, signed_in=200)
for own in ("password", "email", "second-factor-set-up", "second-factor-codes",
            "second-factor-remove", "profile", "data-erase"):  # fmt: skip
    row(f"accounts:{own}", POST, guest=SIGN_IN, signed_in=422)
for own in ("sessions-end", "visibility", "data-erase-withdraw"):
    row(f"accounts:{own}", POST, guest=SIGN_IN, signed_in=302)
row("accounts:data-archive", POST, guest=SIGN_IN, signed_in=302)
row("accounts:data-download", GET, note="not gathered", guest=SIGN_IN, signed_in=404)
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
