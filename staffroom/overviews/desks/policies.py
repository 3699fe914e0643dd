"""Who sees the work of several communities at once."""

from django.db.models import Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.communities.registry import district_token

OVERSEES = Power.SEE_STATISTICS | Power.MANAGE_COMMUNITIES


def sees_district(viewer: Viewer, district_id: int) -> bool:
    """True for those who coordinate the whole district."""
    return viewer.has(OVERSEES, ("district", district_id))


def oversees_somewhere(viewer: Viewer, district_id: int) -> bool:
    """True when the link to the desk leads somewhere: to all of it, or to one's own communities; no query.

    Whose communities have all been archived reads that none is at work. In a district to whose network
    one does not belong one oversees nothing.
    """
    return sees_district(viewer, district_id) or (
        district_token(district_id) in viewer.tokens and bool(_overseen(viewer))
    )


def visible_communities(viewer: Viewer, district_id: int) -> QuerySet[Community]:
    """Working communities that this viewer oversees: the district's, or his own with those inside."""
    found = Community.objects.filter(district=district_id, state=CommunityState.ACTIVE)
    if viewer.is_system or sees_district(viewer, district_id):
        return found
    mine = Q(pk__in=())
    for key in _overseen(viewer):
        mine |= Q(path__contains=f"/{key}/")
    return found.filter(mine)


def _overseen(viewer: Viewer) -> list[int]:
    return [
        key
        for (kind, key), bits in viewer.powers.items()
        if kind == "community" and bits & OVERSEES
    ]
