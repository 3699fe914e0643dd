"""The links to organisations and the district's card among the tools of those who keep them."""

from collections.abc import Callable

from django.utils.translation import gettext_noop as _

from staffroom.shared.accounts.registry import Power
from staffroom.ui.navigation import Asker, Entry, Place, address_of, offer


def _leads_to(name: str, power: Power) -> Callable[[Asker], str | None]:
    def address(asker: Asker) -> str | None:
        district, viewer = asker.district, asker.viewer
        if district is None or not viewer.has(power, ("district", district.id)):
            return None
        return address_of(name, district.slug)

    return address


offer(
    Entry(
        place=Place.STAFF,
        code="organizations",
        label=_("Организации"),
        icon="building",
        address=_leads_to("organizations:organizations", Power.MANAGE_ORGANIZATIONS),
        order=40,
    )
)
offer(
    Entry(
        place=Place.STAFF,
        code="district",
        label=_("О районе"),
        icon="info",
        address=_leads_to("organizations:district", Power.MANAGE_ORGANIZATIONS),
        order=65,
    )
)
offer(
    Entry(
        place=Place.STAFF,
        code="staff-import",
        label=_("Загрузить сотрудников"),
        icon="upload",
        address=_leads_to("organizations:import", Power.MANAGE_PEOPLE),
        order=45,
    )
)
