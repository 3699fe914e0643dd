"""Rules of a community's own: a child of the rules it shared until now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import Profile


@transaction.atomic
def change_rules(
    *,
    community: Community,
    changes: Mapping[str, Any],
    actor: Viewer,
    at: datetime,
    reason: str = "",
) -> Community:
    """Change keys for one community; the first change gives it a profile of its own.

    Communities inside it that shared the same rules follow it.

    Raises:
        WrongValue: a value is refused; `field` is the key.
    """
    require(policies.may_change_rules(actor, community))
    profile = Profile.objects.get(pk=community.profile_id)
    if not has_own_rules(community):
        own = regulations.branch_profile(
            parent=profile, name=f"Правила: {community.name}"[:160], actor=actor, at=at
        )
        Community.objects.filter(path__startswith=community.path, profile=profile).update(
            profile=own
        )
        community.profile = profile = own
    regulations.change_keys(profile=profile, changes=changes, actor=actor, at=at, reason=reason)
    return community


def has_own_rules(community: Community) -> bool:
    """Whether its profile is neither the district's nor that of the community above it."""
    above = community.parent.profile_id if community.parent else None
    is_district = hasattr(community.profile, "district_profile")
    return not is_district and community.profile_id != above
