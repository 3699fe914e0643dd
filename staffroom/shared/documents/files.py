"""Who may read the files of a paper: whoever reads the paper."""

from staffroom.core.files import file_access
from staffroom.core.viewer import Viewer
from staffroom.shared.documents import policies
from staffroom.shared.documents.registry import DOCUMENT_FILES


@file_access(DOCUMENT_FILES)
def may_read_file(viewer: Viewer, key: int) -> bool:
    """Asked at each request, so a paper that is closed closes its files."""
    return policies.visible_documents(viewer).filter(pk=key).exists()
