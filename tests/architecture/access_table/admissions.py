"""Who gets what: admissions."""

from tests.architecture.access import GET, POST, SIGN_IN, row

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
row("admissions:data-requests", GET, args=PLACE, guest=SIGN_IN, signed_in=404, coordinator=200)
for method in (GET, POST):
    row(
        "admissions:erase", method, args=lambda w: (w.district.slug, "0123456789"), guest=SIGN_IN,
        signed_in=404, note="no such request",
    )  # fmt: skip
