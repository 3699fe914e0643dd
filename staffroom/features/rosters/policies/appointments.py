"""Who appoints by an order, and who reads of it; nobody appoints himself."""

from django.db.models import QuerySet

from staffroom.core.policy import Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.rosters.models import Appointment, AppointmentState
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, ScopeKind
from staffroom.shared.communities.policies import people
from staffroom.shared.organizations.models import District


def may_see(viewer: Viewer, district: District) -> Verdict:
    """Who answers for what is open to the district's people."""
    return people.may_see_roles(viewer, district.pk)


def prepares(viewer: Viewer, district_id: int) -> bool:
    """True for those who see appointments that are still being prepared."""
    powers = Power.GRANT_ROLES | Power.KEEP_DOCUMENTS
    return viewer.is_system or viewer.has(powers, ("district", district_id))


def visible_appointments(viewer: Viewer, district: District) -> QuerySet[Appointment]:
    """Those in force and past; to those who appoint or register, also what is being prepared."""
    if not may_see(viewer, district):
        return Appointment.objects.none()
    rows = Appointment.objects.filter(district=district)
    if prepares(viewer, district.pk):
        return rows
    return rows.exclude(state=AppointmentState.PREPARED)


def may_appoint(
    viewer: Viewer, district: District, community: Community | None, person_id: int = 0
) -> Verdict:
    """Have somebody appointed: those who give roles there, never oneself (OL-3.1)."""
    kind = ScopeKind.COMMUNITY if community else ScopeKind.DISTRICT
    key = community.pk if community else district.pk
    return people.may_grant(viewer, kind, key, community, person_id)


def may_register(viewer: Viewer, appointment: Appointment) -> Verdict | None:
    """Nobody registers the order that appoints him; else it is the keepers' business."""
    if viewer.person_id is not None and viewer.person_id == appointment.person_id:
        return deny("Приказ о вашем назначении регистрирует другой сотрудник.")
    return None
