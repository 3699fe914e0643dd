"""What follows for curators and listeners from facts about memberships and roles."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import SYSTEM
from staffroom.features.curating import queries
from staffroom.features.curating.actions import drop_wards, join_wards
from staffroom.shared.communities.events import (
    CommunityMerged,
    MemberLeft,
    MemberRemoved,
    RoleEnded,
)
from staffroom.shared.communities.models import Community, ScopeKind


@on(MemberLeft)
def let_go(event: MemberLeft) -> None:
    """Whoever left the community is nobody's listener and nobody's curator there."""
    drop_wards(community_id=event.community_id, person_id=event.person_id, actor=SYSTEM)


@on(MemberRemoved)
def let_go_removed(event: MemberRemoved) -> None:
    """The same for whoever was removed."""
    drop_wards(community_id=event.community_id, person_id=event.person_id, actor=SYSTEM)


@on(CommunityMerged)
def go_over(event: CommunityMerged) -> None:
    """Curators go on with their listeners in the community that theirs became part of."""
    join_wards(source_id=event.community_id, target_id=event.into_id)


@on(RoleEnded)
def free_listeners(event: RoleEnded) -> None:
    """Listeners of a curator whose role has ended wait for another one."""
    if event.scope_kind != ScopeKind.COMMUNITY:
        return
    community = Community.objects.get(pk=event.scope_id)
    if event.person_id not in queries.curator_ids(community, at=now()):
        drop_wards(
            community_id=community.pk, person_id=event.person_id, actor=SYSTEM, as_listener=False
        )
