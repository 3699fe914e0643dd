"""What follows when people leave, are removed, give a role up, or a community ends."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.features.rosters.actions import collecting, merging
from staffroom.shared.accounts.events import PersonErased
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Community, ScopeKind


def _community(key: int) -> Community:
    return Community.objects.select_related("district", "profile").get(pk=key)


@on(events.MemberLeft)
@on(events.MemberRemoved)
def departed(event: events.MembershipFact) -> None:
    """The paper follows at its own pace."""
    collecting.departed(
        community=_community(event.community_id), person_id=event.person_id,
        actor=Viewer(person_id=event.actor_id), at=now(),
    )  # fmt: skip


@on(events.RoleEnded)
def role_ended(event: events.RoleEnded) -> None:
    """A role of a community that an order gave."""
    if event.scope_kind == ScopeKind.COMMUNITY:
        collecting.role_given_up(
            community=_community(event.scope_id), person_id=event.person_id, role=event.role,
            actor=Viewer(person_id=event.actor_id), at=now(),
        )  # fmt: skip


@on(events.CommunityMerged)
def merged(event: events.CommunityMerged) -> None:
    """Compositions and appointments go on in the other."""
    merging.join_rosters(
        source=_community(event.community_id), target=_community(event.into_id),
        actor=Viewer(person_id=event.actor_id), at=now(),
    )  # fmt: skip


@on(events.CommunityArchived)
@on(events.CommunityClosed)
def community_ended(event: events.CommunityFact) -> None:
    """Nobody is asked any more."""
    collecting.ended(
        community=_community(event.community_id), actor=Viewer(person_id=event.actor_id), at=now()
    )


@on(PersonErased)
def erased(event: PersonErased) -> None:
    """Whoever was erased is asked no more."""
    collecting.forget_person(
        person_id=event.person_id, actor=Viewer(person_id=event.actor_id), at=now()
    )
