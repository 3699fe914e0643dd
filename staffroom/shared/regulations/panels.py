"""The link to the rules among the tools of those who may change them."""

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from staffroom.shared.accounts.registry import Power
from staffroom.ui.navigation import Entry, Place, address_of, offer


def _address(request: HttpRequest) -> str | None:
    district = getattr(request, "district", None)
    return address_of("regulations:rules", district.slug) if district else None


def _may_change(request: HttpRequest) -> bool:
    district, viewer = getattr(request, "district", None), getattr(request, "viewer", None)
    if district is None or viewer is None:
        return False
    return bool(viewer.has(Power.CHANGE_REGULATION, ("district", district.id)))


offer(
    Entry(
        place=Place.STAFF,
        code="rules",
        label=_("Правила района"),
        icon="settings",
        address=_address,
        order=60,
        seen_by=_may_change,
    )
)
