"""Facts that people are told of: a job in the transaction of the fact."""

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.events import Event, on
from staffroom.shared.communities.events import CommunityMerged
from staffroom.shared.notifications.actions.choosing import join_levels
from staffroom.shared.notifications.jobs import tell_people


@on(Event)
def pass_on(event: Event) -> None:
    """Have the notices of this fact made, if any kind is made of it."""
    if plugs.notices.get(type(event)):
        tell_people.enqueue(code=event.code, told=event.told(), at=now().isoformat())


@on(CommunityMerged)
def keep_what_was_chosen(event: CommunityMerged) -> None:
    """How much one wants to hear of a community is kept when it becomes part of another."""
    join_levels(source_id=event.community_id, target_id=event.into_id)
