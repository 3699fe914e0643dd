"""What follows for papers from what happens to communities."""

from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.events import CommunityMerged
from staffroom.shared.documents.actions.readers import join_readers


@on(CommunityMerged)
def read_on(event: CommunityMerged) -> None:
    """Papers for the members of a merged community are read by those whom they have joined."""
    actor = Viewer(person_id=event.actor_id)
    join_readers(source_id=event.community_id, target_id=event.into_id, actor=actor)
