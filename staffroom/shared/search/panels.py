"""What the search gives to the menus."""

from staffroom.ui.navigation import Entry, Place, members, offer

offer(
    Entry(
        place=Place.RAIL,
        code="people",
        label="Люди",
        icon="people",
        address="search:people",
        order=70,
        seen_by=members,
    )
)
