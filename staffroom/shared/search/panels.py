"""What the search gives to the menus."""

from staffroom.shared.search.policies import PLANNING
from staffroom.ui.navigation import Asker, Entry, Place, members, offer

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


def _plans(asker: Asker) -> bool:
    """Those who plan the work; no query."""
    viewer = asker.viewer
    return any(bits & PLANNING for bits in viewer.powers.values())


offer(
    Entry(
        place=Place.STAFF,
        code="demand",
        label="Ищут и не находят",
        icon="search",
        address="search:demand",
        order=75,
        seen_by=_plans,
    )
)
