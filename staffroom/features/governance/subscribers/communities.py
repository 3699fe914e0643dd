"""What follows for applications from what happens to communities."""

from staffroom.core.events import on
from staffroom.features.governance.actions import drafts
from staffroom.shared.communities.events import CommunityMerged


@on(CommunityMerged)
def merged(event: CommunityMerged) -> None:
    """Applications on their way name the community that theirs became part of."""
    drafts.rename_sides(source_id=event.community_id, target_id=event.into_id)
