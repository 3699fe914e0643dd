"""What follows from a change of the rules: standing roles allow what the catalogue says now."""

from staffroom.core.events import on
from staffroom.shared.communities.actions.roles import recompute_powers
from staffroom.shared.regulations.events import ProfileChanged


@on(ProfileChanged)
def powers_follow_the_catalogue(event: ProfileChanged) -> None:
    """The next request of each holder has the powers of today."""
    if "roles.catalogue" in event.keys:
        recompute_powers(profile_id=event.profile_id)
