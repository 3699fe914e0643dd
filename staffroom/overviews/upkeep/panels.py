"""The technician's link in the menu."""

from django.utils.translation import gettext_noop as _

from staffroom.overviews.upkeep.policies import may_tend
from staffroom.ui.navigation import Asker, Entry, Place, offer


def _tends(asker: Asker) -> bool:
    return bool(may_tend(asker.viewer))


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
