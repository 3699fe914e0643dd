"""What follows for plans and projects when somebody leaves a community, or it becomes part of another."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import SYSTEM
from staffroom.features.plans.actions import joining, leaving
from staffroom.shared.communities.events import CommunityMerged, MemberLeft, MemberRemoved


@on(MemberLeft)
def left(event: MemberLeft) -> None:
    """His lines and tasks are free again."""
    leaving.let_go(
        community_id=event.community_id, person_id=event.person_id, actor=SYSTEM, at=now()
    )


@on(MemberRemoved)
def removed(event: MemberRemoved) -> None:
    """The same for whoever was removed."""
    leaving.let_go(
        community_id=event.community_id, person_id=event.person_id, actor=SYSTEM, at=now()
    )


@on(CommunityMerged)
def merged(event: CommunityMerged) -> None:
    """What was planned and begun goes on in the other."""
    joining.join_works(source_id=event.community_id, target_id=event.into_id)
