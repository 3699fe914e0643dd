"""Who keeps the list of organisations, and who sees the marks that only staff may see."""

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.organizations.models import (
    Affiliation,
    ImportDraft,
    ImportState,
    Organization,
)

HEAD = "head"  # the position of those who head an organisation


def may_manage(actor: Viewer, district_id: int) -> Verdict:
    """Keep the list of organisations and the district's card; for others the pages do not exist."""
    return ALLOW if actor.has(Power.MANAGE_ORGANIZATIONS, ("district", district_id)) else HIDE


def may_see_flags(viewer: Viewer, district_id: int) -> bool:
    """See and filter by «низкие образовательные результаты» (TV-1.1.e): staff with the power only."""
    return viewer.has(Power.SEE_FLAGS, ("district", district_id))


def managed_districts(viewer: Viewer, power: Power) -> list[int]:
    """Keys of the districts where the viewer holds the power."""
    return sorted(
        key for (kind, key), bits in viewer.powers.items() if kind == "district" and bits & power
    )


def visible_organizations(viewer: Viewer) -> QuerySet[Organization]:
    """Organisations of the districts whose list the viewer keeps."""
    if viewer.is_system:
        return Organization.objects.all()
    held = managed_districts(viewer, Power.MANAGE_ORGANIZATIONS)
    return Organization.objects.filter(district__in=held)


def may_import(actor: Viewer, district_id: int) -> Verdict:
    """Bring a staff list: those who keep the people of the district."""
    return ALLOW if actor.has(Power.MANAGE_PEOPLE, ("district", district_id)) else HIDE


def visible_imports(viewer: Viewer) -> QuerySet[ImportDraft]:
    """The own ones only, while the power lasts: they hold data of people who are not here yet."""
    held = managed_districts(viewer, Power.MANAGE_PEOPLE)
    return ImportDraft.objects.filter(owner=viewer.person_id, district__in=held)


def may_apply(actor: Viewer, draft: ImportDraft) -> Verdict:
    """Apply a staff list that was shown: its owner, once."""
    if draft.owner_id != actor.person_id or not may_import(actor, draft.district_id):
        return HIDE
    if draft.state != ImportState.SHOWN:
        return deny("Этот список уже загружен.")
    return ALLOW


def answered_by(viewer: Viewer) -> QuerySet[Organization]:
    """Working organisations in whose name the viewer acts: he represents them, or heads them.

    A head is told by his confirmed place of work; whoever says so himself heads nothing.
    """
    if viewer.person_id is None:
        return Organization.objects.none()
    heads = Affiliation.objects.filter(
        person=viewer.person_id, position=HEAD, is_confirmed=True, to_on=None
    )
    mine = Q(representative=viewer.person_id) | Q(pk__in=heads.values("organization"))
    return Organization.objects.filter(mine, closed_on=None)


def answers_for(viewer: Viewer, organization_id: int) -> bool:
    """The face of `answered_by` for one organisation."""
    return answered_by(viewer).filter(pk=organization_id).exists()
