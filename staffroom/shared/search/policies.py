"""Who sees what the network looks for in vain."""

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power

PLANNING = Power.SEE_STATISTICS | Power.MODERATE


def may_see_demand(viewer: Viewer) -> Verdict:
    """Those who plan the work of a community or a district; the words name nobody who asked them."""
    return ALLOW if viewer.has(PLANNING, *viewer.powers) else HIDE
