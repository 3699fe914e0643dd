"""What follows for plans and projects when somebody leaves a community."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import SYSTEM
from staffroom.features.plans.actions import leaving
from staffroom.shared.communities.events import MemberLeft, MemberRemoved


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
