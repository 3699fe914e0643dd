"""Who may read the signed copy of a side: the sides and those who keep papers."""

from staffroom.core.files import file_access
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.sharing.models import Side
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.registry import SIDE_FILES
from staffroom.shared.documents.policies import may_keep


@file_access(SIDE_FILES)
def may_read_file(viewer: Viewer, key: int) -> bool:
    """Asked at each request."""
    one = one_or_none(Side.objects.select_related("agreement").filter(pk=key))
    if one is None:
        return False
    if may_keep(viewer, one.agreement.district_id):
        return True
    keys = one.agreement.sides.values("organization")
    return places.own(viewer).filter(pk__in=keys).exists()
