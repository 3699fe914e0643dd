"""Who sees and changes what between curators and listeners."""

from django.db.models import QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.features.curating.models import Ward
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import people


def guided_ids(viewer: Viewer) -> list[int]:
    """Keys of the communities that the viewer is a curator of; no query."""
    return sorted(
        key
        for (kind, key), bits in viewer.powers.items()
        if kind == "community" and bits & Power.GUIDE
    )


def may_guide(viewer: Viewer, community: Community) -> Verdict:
    """See the own listeners and write to them: curators of this very community."""
    return ALLOW if viewer.has(Power.GUIDE, ("community", community.pk)) else HIDE


def may_entrust(viewer: Viewer, community: Community) -> Verdict:
    """Entrust listeners to curators: those who manage members."""
    return people.may_manage_members(viewer, community)


def visible_wards(viewer: Viewer) -> QuerySet[Ward]:
    """A curator's own listeners, and the row of one's own curator."""
    if viewer.is_system:
        return Ward.objects.all()
    mine = Ward.objects.filter(curator=viewer.person_id, community__in=guided_ids(viewer))
    return mine | Ward.objects.filter(listener=viewer.person_id)
