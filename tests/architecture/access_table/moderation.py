"""Who gets what: moderation."""

from tests.architecture.access import GET, POST, SIGN_IN, row
from tests.architecture.access_table.places import at_comment, at_topic, insiders

# moderation
row("moderation:report", GET, args=at_topic, **insiders(200, 403, 200, 200))
row(
    "moderation:report",
    POST,
    args=at_topic,
    data={"ground": "spam"},
    **insiders(200, 403, 200, 200),
)
row("moderation:comment-report", GET, args=at_comment, **insiders(403, 200, 200, 200))
row(
    "moderation:comment-report",
    POST,
    args=at_comment,
    note="no ground",
    **insiders(403, 422, 422, 422),
)
row(
    "moderation:reports",
    GET,
    args=lambda w: (w.district.slug,),
    guest=SIGN_IN,
    signed_in=404,
    moderator=200,
    coordinator=200,
)
row(
    "moderation:decide",
    POST,
    args=lambda _w: ("0123456789",),
    note="no such report",
    guest=SIGN_IN,
    signed_in=404,
)
