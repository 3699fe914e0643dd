"""What follows for terms and requests from what happens to communities."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle.actions import deciding
from staffroom.shared.communities.events import (
    CommunityArchived,
    CommunityClosed,
    CommunityFact,
)


@on(CommunityArchived)
@on(CommunityClosed)
def ended(event: CommunityFact) -> None:
    """Nothing is asked about a community that has ended."""
    deciding.fall_away(
        community_id=event.community_id, actor=Viewer(person_id=event.actor_id), at=now()
    )
