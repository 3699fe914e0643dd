"""What follows from a change of the regulation's list of what may be reported."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.shared.communities.actions.conduct import follow_regulation
from staffroom.shared.regulations.events import ProfileChanged


@on(ProfileChanged)
def rules_follow_the_regulation(event: ProfileChanged) -> None:
    """A new wording stands in every community that lives by it, and its members are asked again."""
    if "moderation.rules" in event.keys:
        follow_regulation(profile_id=event.profile_id, at=now())
