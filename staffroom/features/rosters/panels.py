"""The composition on the pages of a community, and one's own data."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.rosters.actions.papers import url_of
from staffroom.features.rosters.models import Appointment, AppointmentState
from staffroom.features.rosters.models import Entry as Line
from staffroom.features.rosters.policies import appointments as appointing
from staffroom.features.rosters.policies import rosters as policies
from staffroom.features.rosters.queries import appointments as titles
from staffroom.features.rosters.queries import wording
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries.rules import Role
from staffroom.ui.navigation import Asker, Entry, Place, offer

Part = tuple[str, dict[str, Any]] | None


@place("communities.members", order=10)
def on_members(*, request: Request, community: Community) -> Part:
    """«Состав по приказу», on «Участники» and on «Люди и роли»."""
    if request.viewer.is_guest or not policies.may_see(request.viewer, community):
        return None
    return "rosters/on_members.html", {
        "url": url_of(community), "collects": policies.collects(request.viewer, community),
        "mine": policies.own_entries(request.viewer, community).order_by("state", "pk").first(),
    }  # fmt: skip


@place("communities.role", order=10)
def on_role(*, request: Request, district: District, role: Role) -> Part:
    """«Назначить приказом», on the page of a role of the district."""
    if role.scope != "district" or not appointing.may_appoint(request.viewer, district, None):
        return None
    return "rosters/on_role.html", {
        "url": f"{reverse('rosters:appoint', args=[district.slug])}?role={role.code}"
    }


@place("communities.grants", order=10)
def on_grants(*, request: Request, community: Community) -> Part:
    """The same for the roles of a community."""
    district = community.district
    if not appointing.may_appoint(request.viewer, district, community):
        return None
    return "rosters/on_role.html", {
        "url": f"{reverse('rosters:appoint', args=[district.slug])}?community={community.pid}"
    }


def _address(asker: Asker) -> str | None:
    district = asker.district
    if district is None or not appointing.prepares(asker.viewer, district.id):
        return None
    return reverse("rosters:appointments", args=[district.slug])


offer(
    Entry(
        place=Place.STAFF, code="appointments", label=_("Назначения"), icon="file", address=_address,
        order=75,
    )
)  # fmt: skip


@gives_own_data("rosters", title="Состав по приказам")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Where the person was asked, agreed, was named by an order."""
    rows = Line.objects.filter(person=person_id).select_related("community", "document")
    for row in rows.order_by("asked_at", "pk"):
        yield {
            "Сообщество": row.community.name, "Что": row.get_act_display(),
            "Роль": wording.role_words(row.community, row.role), "Состояние": row.get_state_display(),
            "Приказ": row.document.name if row.document else "", "Когда": row.answered_at or row.asked_at,
        }  # fmt: skip
    held = Appointment.objects.filter(person=person_id).exclude(state=AppointmentState.PREPARED)
    for one in held.select_related("district", "community", "document").order_by("made_at", "pk"):
        yield {
            "Назначение": titles.title_of(one), "Состояние": one.get_state_display(),
            "Приказ": one.document.name if one.document else "",
        }  # fmt: skip
