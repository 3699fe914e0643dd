"""Who gets what: notifications."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.factories.notices import leave_token, told

# notices: each has his own; leaving a mailing needs no sign-in
row("notifications:list", GET, guest=SIGN_IN, signed_in=200)
row("notifications:bell", GET, guest=SIGN_IN, signed_in=200)
row("notifications:read-all", POST, guest=SIGN_IN, signed_in=302)
row(
    "notifications:open",
    GET,
    args=lambda w: (told(w).pid,),
    guest=SIGN_IN,
    signed_in=404,
    author=302,
)
row("notifications:settings", GET, guest=SIGN_IN, signed_in=200)
row("notifications:settings", POST, guest=SIGN_IN, signed_in=422)
row("notifications:unsubscribe", GET, args=lambda w: (leave_token(w),), everyone=200)
row("notifications:unsubscribe", POST, args=lambda w: (leave_token(w),), everyone=200)
row("notifications:unsubscribe", GET, args=lambda _w: ("forged",), note="forged", everyone=404)
