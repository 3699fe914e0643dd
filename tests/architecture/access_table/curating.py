"""Who gets what: curating."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import in_community

for _method in (GET, POST):
    row("curating:listeners", _method, args=in_community, guest=SIGN_IN, signed_in=404)
row(
    "curating:entrust", GET, args=in_community, guest=SIGN_IN, signed_in=403, moderator=200,
    coordinator=200,
)  # fmt: skip
row(
    "curating:entrust", POST, args=in_community, guest=SIGN_IN, signed_in=403, moderator=422,
    coordinator=422, note="nobody is named",
)  # fmt: skip
row(
    "curating:release", POST, args=lambda w: (*in_community(w), w.boris.pid), guest=SIGN_IN,
    signed_in=403, moderator=404, coordinator=404, note="he has no curator",
)  # fmt: skip
