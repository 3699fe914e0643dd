"""Who says which sites are not linked to."""

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power


def may_keep_links(viewer: Viewer, district_id: int) -> Verdict:
    """The list of sites and of dead links: those who moderate the whole district."""
    return ALLOW if viewer.has(Power.MODERATE, ("district", district_id)) else HIDE
