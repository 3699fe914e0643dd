"""Where duties are found from."""

from staffroom.ui.navigation import Entry, Place, members, offer

offer(
    Entry(
        place=Place.ME,
        code="duties",
        label="Все дела",
        icon="check",
        address="duties:list",
        order=5,
        seen_by=members,
    )
)
