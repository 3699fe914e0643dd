"""Home in the menu."""

from staffroom.ui.navigation import Entry, Place, members, offer

offer(
    Entry(
        place=Place.RAIL,
        code="home",
        label="Главная",
        icon="home",
        address="home:home",
        order=10,
        seen_by=members,
        is_on_phone=True,
    )
)
