"""Who gets what: regulations."""

from tests.architecture.access import GET, POST, SIGN_IN, row

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
