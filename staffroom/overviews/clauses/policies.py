"""Who looks at the board of clauses."""

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power

LOOKS = (
    Power.CHANGE_REGULATION | Power.MANAGE_COMMUNITIES | Power.SEE_STATISTICS | Power.KEEP_DOCUMENTS
)


def may_see_board(viewer: Viewer, district_id: int) -> Verdict:
    """Those who coordinate a district, watch over it or keep its papers; for others there is no board."""
    return ALLOW if viewer.has(LOOKS, ("district", district_id)) else HIDE
