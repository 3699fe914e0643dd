"""What the search gives to the menus."""

from django.http import HttpRequest

from staffroom.shared.search.policies import PLANNING
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


def _plans(request: HttpRequest) -> bool:
    """Those who plan the work; no query."""
    viewer = getattr(request, "viewer", None)
    return viewer is not None and any(bits & PLANNING for bits in viewer.powers.values())


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
