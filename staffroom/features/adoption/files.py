"""Who may read the file of an organisation's order: whoever sees its line."""

from staffroom.core.files import file_access
from staffroom.core.viewer import Viewer
from staffroom.features.adoption import policies
from staffroom.features.adoption.registry import ACT_FILES


@file_access(ACT_FILES)
def may_read_file(viewer: Viewer, key: int) -> bool:
    """Asked at each request."""
    return policies.visible_acts(viewer).filter(pk=key).exists()
