"""Who words the rules of a community and who accepts them."""

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups


def may_change_conduct(viewer: Viewer, community: Community) -> Verdict:
    """Word the rules anew: those who change the community."""
    return groups.may_change(viewer, community)


def may_accept_conduct(viewer: Viewer, community: Community) -> Verdict:
    """Accept: a member, for himself."""
    if not groups.may_see(viewer, community):
        return HIDE
    if groups.is_member(viewer, community):
        return ALLOW
    return deny("Правила принимают участники: вступая, вы их примете.")
