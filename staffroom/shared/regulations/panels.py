"""The link to the rules among the tools of those who may change them."""

from django.utils.translation import gettext_noop as _

from staffroom.shared.accounts.registry import Power
from staffroom.ui.navigation import Asker, Entry, Place, address_of, offer


def _address(asker: Asker) -> str | None:
    district = asker.district
    return address_of("regulations:rules", district.slug) if district else None


def _may_change(asker: Asker) -> bool:
    district, viewer = asker.district, asker.viewer
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
