"""The technician's link in the menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from staffroom.core.viewer import GUEST
from staffroom.overviews.upkeep.policies import may_tend
from staffroom.ui.navigation import Entry, Place, offer


def _tends(request: HttpRequest) -> bool:
    return bool(may_tend(getattr(request, "viewer", GUEST)))


offer(
    Entry(
        place=Place.STAFF,
        code="upkeep",
        label=_("Состояние сайта"),
        icon="shield",
        address="upkeep:health",
        order=80,
        seen_by=_tends,
    )
)
