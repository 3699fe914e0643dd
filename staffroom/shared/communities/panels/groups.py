"""Communities in the menu and on the card of a person."""

from typing import Any

from django.urls import reverse

from staffroom.core.plugs import place
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.policies.groups import (
    may_see_composition_of_district,
    visible_communities,
)
from staffroom.shared.communities.queries import groups
from staffroom.ui.navigation import Asker, Entry, Place, offer

offer(
    Entry(
        place=Place.RAIL,
        code="communities",
        label="Сообщества",
        icon="people",
        address="communities:mine",
        order=20,
        is_on_phone=True,
    )
)


def _roles_address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not viewer.has(Power.GRANT_ROLES, ("district", district.id)):
        return None
    return reverse("communities:roles", args=[district.slug])


def _composition_address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not may_see_composition_of_district(viewer, district.id):
        return None
    return reverse("communities:district-composition", args=[district.slug])


offer(
    Entry(
        place=Place.STAFF,
        code="composition",
        label="Состав по должностям",
        icon="table",
        address=_composition_address,
        order=50,
    )
)
offer(
    Entry(
        place=Place.STAFF,
        code="roles",
        label="Роли района",
        icon="key",
        address=_roles_address,
        order=55,
    )
)


@place("person.card", order=10)
def communities_of(
    *, viewer: Viewer, person: Person, **_context: Any
) -> tuple[str, dict[str, Any]] | None:
    """Where a person takes part, for colleagues (BB-1.9.b): membership is not shown to guests."""
    if viewer.is_guest:
        return None
    known = groups.of_person(person.pk).filter(pk__in=visible_communities(viewer).values("pk"))
    found = list(known[:60])
    return ("communities/of_person.html", {"communities": found}) if found else None
