"""Who looks after the installation: technicians, of whichever district."""

from staffroom.core.policy import ALLOW, HIDE, Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power


def may_tend(viewer: Viewer) -> Verdict:
    """See the state of the site and try stopped jobs again; nobody else knows of the page."""
    return ALLOW if viewer.has(Power.TECHNICAL, *viewer.powers) else HIDE
