"""Who gets what: ui."""

from tests.architecture.access import GET, POST, row

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
