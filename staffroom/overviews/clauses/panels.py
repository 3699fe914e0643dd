"""The link among the tools of those who coordinate."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from staffroom.core.viewer import GUEST
from staffroom.overviews.clauses import policies
from staffroom.ui.navigation import Entry, Place, offer


def _address(request: HttpRequest) -> str | None:
    district, viewer = getattr(request, "district", None), getattr(request, "viewer", GUEST)
    if district is None or not policies.may_see_board(viewer, district.id):
        return None
    return reverse("clauses:board", args=[district.slug])


offer(
    Entry(
        place=Place.STAFF, code="clauses", label=_("Пункты положения"), icon="list",
        address=_address, order=62,
    )
)  # fmt: skip
