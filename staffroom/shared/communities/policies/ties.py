"""Who ties a community with organisations and with other communities."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, Participation, Partnership, TieState
from staffroom.shared.communities.policies import groups, people
from staffroom.shared.regulations.queries import rules_of_profile


def may_invite_organization(viewer: Viewer, community: Community) -> Verdict:
    """Invite an organisation: where organisations are sides (`participants.organizations`)."""
    verdict = people.may_manage_members(viewer, community)
    if not verdict:
        return verdict
    if rules_of_profile(community.profile_id).flag("participants.organizations"):
        return ALLOW
    return deny("По положению района в сообществах участвуют люди, а не организации.")


def may_answer_for(viewer: Viewer, participation: Participation) -> Verdict:
    """Answer an invitation: the representative of the organisation alone."""
    named = participation.organization.representative_id
    if viewer.person_id is None or named != viewer.person_id:
        return HIDE
    if participation.state != TieState.PROPOSED:
        return deny("На это приглашение уже ответили.")
    return ALLOW


def may_end_participation(viewer: Viewer, participation: Participation) -> Verdict:
    """End it: the organisation's representative, or those who manage members."""
    named = participation.organization.representative_id
    if viewer.person_id is not None and named == viewer.person_id:
        return ALLOW
    return people.may_manage_members(viewer, participation.community)


def may_propose_partner(viewer: Viewer, community: Community) -> Verdict:
    """Propose a partnership: those who run the community, where there are such ties (`structure.links`)."""
    verdict = groups.may_change(viewer, community)
    if not verdict:
        return verdict
    if rules_of_profile(community.profile_id).choice("structure.links") == "partners":
        return ALLOW
    return deny("По положению района сообщества партнёрами не называются.")


def may_agree(viewer: Viewer, partnership: Partnership) -> Verdict:
    """Agree to a partnership: those who run the community that was asked."""
    if partnership.state != TieState.PROPOSED:
        return deny("На это предложение уже ответили.")
    if groups.may(viewer, Power.MANAGE_STRUCTURE, partnership.partner):
        return groups.may_change(viewer, partnership.partner)
    return deny("Ответить могут те, кто ведёт сообщество, которому предложили.")


def may_end_partnership(viewer: Viewer, partnership: Partnership) -> Verdict:
    """Decline or end it: those who run either of the two."""
    sides = (partnership.proposer, partnership.partner)
    if any(groups.may(viewer, Power.MANAGE_STRUCTURE, side) for side in sides):
        return ALLOW
    return deny("Это могут те, кто ведёт одно из сообществ.")
