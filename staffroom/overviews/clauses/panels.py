"""The link among the tools of those who coordinate."""

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from staffroom.overviews.clauses import policies
from staffroom.ui.navigation import Asker, Entry, Place, offer


def _address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not policies.may_see_board(viewer, district.id):
        return None
    return reverse("clauses:board", args=[district.slug])


offer(
    Entry(
        place=Place.STAFF, code="clauses", label=_("Пункты положения"), icon="list",
        address=_address, order=62,
    )
)  # fmt: skip
