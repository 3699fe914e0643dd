"""The bell rings in open pages."""

from staffroom.core.live import audience
from staffroom.core.viewer import Viewer


@audience("bell")
def may_listen(viewer: Viewer, key: str) -> bool:
    """Its owner alone."""
    return viewer.person_id is not None and viewer.pid == key
