"""Rights over memberships and roles."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import registry
from staffroom.shared.communities.models import (
    Community,
    CommunityState,
    Membership,
    MembershipState,
    RoleGrant,
)
from staffroom.shared.communities.policies import groups

CLOSED_DOOR = {
    CommunityState.DRAFT: "Сообщество ещё готовится: пока в него входят по приглашению.",
    CommunityState.SUSPENDED: "Работа сообщества приостановлена: участников пока не принимают.",
    CommunityState.CLOSED: "Сообщество закончило работу и участников больше не принимает.",
    CommunityState.ARCHIVED: "Сообщество в архиве и участников больше не принимает.",
}


def may_enter(viewer: Viewer, community: Community) -> Verdict:
    """Join, or ask to be admitted: whatever the community's way, the door is open to network members."""
    if not groups.may_see(viewer, community):
        return HIDE
    if viewer.is_guest:
        return deny("Войдите на сайт, чтобы вступить.")
    if community.state != CommunityState.ACTIVE:
        return deny(CLOSED_DOOR[CommunityState(community.state)])
    if groups.is_member(viewer, community):
        return deny("Вы уже участник.")
    if not groups.is_inside(viewer, community.district_id):
        return deny(
            "Вступить можно, когда вас приняли в сеть этого района. Заявку подают при регистрации;"
            " если она подана, дождитесь решения: о нём придёт письмо."
        )
    return ALLOW


def may_leave(viewer: Viewer, community: Community) -> Verdict:
    """Leave in one action, with nobody's approval (BB-6.1)."""
    if groups.is_member(viewer, community):
        return ALLOW
    return deny("Вы не состоите в этом сообществе.")


def may_manage_members(viewer: Viewer, community: Community) -> Verdict:
    """Invite, admit and remove members."""
    if not groups.may_see(viewer, community):
        return HIDE
    if community.state in groups.ENDED:
        return deny("Сообщество закончило работу: состав не меняется.")
    if groups.may(viewer, Power.MANAGE_MEMBERS, community):
        return ALLOW
    return deny("Составом управляют те, кто ведёт сообщество.")


def may_answer_invitation(viewer: Viewer, membership: Membership) -> Verdict:
    """Accept or decline: the invited person alone (BT-4.3.1)."""
    if viewer.person_id != membership.person_id:
        return HIDE
    if membership.state != MembershipState.INVITED:
        return deny("На это приглашение уже ответили.")
    return ALLOW


def may_see_roles(viewer: Viewer, district_id: int) -> Verdict:
    """Who does what in a district's network is open to its people, not to strangers."""
    inside = groups.is_inside(viewer, district_id)
    overseer = viewer.has(Power.SEE_ALL | Power.GRANT_ROLES, ("district", district_id))
    return ALLOW if inside or overseer else HIDE


def may_grant(
    viewer: Viewer, scope_kind: str, scope_id: int, community: Community | None, person_id: int
) -> Verdict:
    """Give a role; nobody gives one to himself."""
    scopes = (
        registry.community_scopes(community.line, community.district_id)
        if community
        else ((scope_kind, scope_id),)
    )
    if not viewer.has(Power.GRANT_ROLES, *scopes):
        return deny("Назначать могут координатор района и те, кому он это поручил.")
    if viewer.person_id == person_id:
        return deny("Назначить самого себя нельзя: попросите другого.")
    return ALLOW


def may_end_grant(viewer: Viewer, grant: RoleGrant, community: Community | None) -> Verdict:
    """End a role: those who give roles there, or its holder himself."""
    if viewer.person_id == grant.person_id:
        return ALLOW
    return may_grant(viewer, grant.scope_kind, grant.scope_id, community, grant.person_id)
