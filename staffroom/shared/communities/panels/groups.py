"""Communities in the menu."""

from staffroom.ui.navigation import Entry, Place, offer

offer(
    Entry(
        place=Place.RAIL,
        code="communities",
        label="Сообщества",
        icon="people",
        address="communities:mine",
        order=20,
        is_on_phone=True,
    )
)
