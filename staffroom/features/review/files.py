"""Who reads the frozen files of a round: its experts, its authors, who organises the review."""

from staffroom.core.clock import now
from staffroom.core.files import file_access
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.review.models import Round
from staffroom.features.review.policies import opinions, requests
from staffroom.features.review.registry import ROUND_FILES


@file_access(ROUND_FILES)
def may_read_round_file(viewer: Viewer, key: int) -> bool:
    """Asked at each request; a conflict that has come meanwhile closes the file as it closes the page."""
    found = one_or_none(Round.objects.select_related("request__community").filter(pk=key))
    if found is None or viewer.is_guest:
        return False
    if requests.is_author(viewer, found.request) or requests.organises(viewer, found.request):
        return True
    mine = opinions.visible_assignments(viewer).filter(round=found)
    one = mine.select_related("reviewer", "request__community").first()
    return one is not None and bool(opinions.may_open(viewer, one, at=now()))
