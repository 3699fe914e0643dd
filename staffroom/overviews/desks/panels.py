"""The desk among the tools of those who coordinate."""

from django.urls import reverse

from staffroom.overviews.desks import policies
from staffroom.ui.navigation import Asker, Entry, Place, offer


def _address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not policies.oversees_somewhere(viewer, district.id):
        return None
    return reverse("desks:desk", args=[district.slug])


def _has_role(asker: Asker) -> bool:
    return bool(asker.viewer.powers)


offer(
    Entry(
        place=Place.STAFF, code="desk", label="Рабочий стол", icon="inbox", address="desks:mine",
        order=5, seen_by=_has_role,
    )
)  # fmt: skip
offer(
    Entry(
        place=Place.STAFF, code="overview", label="Обзор работы", icon="chart", address=_address,
        order=10,
    )
)  # fmt: skip
