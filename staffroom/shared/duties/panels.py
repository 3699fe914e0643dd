"""Where duties and the board of a district are found from."""

from staffroom.shared.duties import policies
from staffroom.ui.navigation import Asker, Entry, Place, address_of, members, offer

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


def _board(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not policies.sees_terms(viewer, district.id):
        return None
    return address_of("duties:board", district.slug)


offer(
    Entry(
        place=Place.STAFF,
        code="terms",
        label="Сроки района",
        icon="clock",
        address=_board,
        order=12,
    )
)
