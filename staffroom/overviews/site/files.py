"""Who may read the files of the cabinet: everybody, while the shelf is shown."""

from staffroom.core.files import file_access
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.overviews.site.models import ShelfItem
from staffroom.overviews.site.policies.keeping import may_keep
from staffroom.overviews.site.registry import SHELF_FILES


@file_access(SHELF_FILES)
def may_read_shelf_file(viewer: Viewer, key: int) -> bool:
    """Visitors read what stands on a shown shelf; those who keep the cabinet, on a hidden one too."""
    found = one_or_none(ShelfItem.objects.select_related("shelf").filter(pk=key))
    if found is None:
        return False
    return found.shelf.is_shown or bool(may_keep(viewer, found.shelf.district_id))
