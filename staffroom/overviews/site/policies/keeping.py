"""Who keeps the menu, the pages and the cabinet: those who publish the district's news."""

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power


def may_keep(viewer: Viewer, district_id: int) -> Verdict:
    """Edit menu, shelves and what stands on them; others do not know of these pages."""
    return ALLOW if viewer.has(Power.PUBLISH_NEWS, ("district", district_id)) else HIDE
