"""What stands at the head of every page of a community, as plain values."""

from typing import NamedTuple

from staffroom.core.policy import Verdict
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community, CommunityKind, Section
from staffroom.shared.communities.policies import groups, people
from staffroom.shared.communities.queries.groups import my_membership
from staffroom.shared.communities.queries.rules import rules_beside
from staffroom.ui.words import until


class Banner(NamedTuple):
    """The head for one viewer; every right is judged at this request. Plain values (`ui.kept`)."""

    name: str
    url: str
    way: tuple[tuple[str, str], ...]
    goal: str
    kind: str
    state: str
    closing_words: str
    member_n: int
    family_n: int
    conduct_n: int
    base: str
    ends: str
    asked_pid: str
    asked_name: str
    menu: tuple[tuple[str, str], ...]
    is_member: bool
    membership_state: str
    membership_words: str
    may_enter: Verdict
    may_change: bool
    may_manage_members: bool
    may_see_states: bool
    asks_conduct: bool
    enter_mode: str


def banner(viewer: Viewer, community: Community, menu: list[Section]) -> Banner:
    """The head of a community that was read with its district, parent, base organisation and profile."""
    is_member = groups.is_member(viewer, community)
    membership = None if is_member else my_membership(viewer, community)
    place, parent, base = community.district, community.parent, community.base_organization
    return Banner(
        name=community.name,
        url=f"/{place.slug}/c/{community.pid}-{community.slug}/",
        way=((parent.name, f"/{place.slug}/c/{parent.pid}-{parent.slug}/"),) if parent else (),
        goal=community.goal,
        kind=str(CommunityKind(community.kind).label),
        state=str(community.state),
        closing_words=community.closing_words,
        member_n=community.member_n,
        family_n=community.family_n,
        conduct_n=community.conduct_n,
        base=base.short_name if base else "",
        ends=until(community.ends_on) if community.ends_on else "",
        asked_pid=getattr(community, "asked_pid", "") or "",
        asked_name=getattr(community, "asked_name", "") or "",
        menu=tuple((item.title, item.slug) for item in menu),
        is_member=is_member,
        membership_state=str(membership.state) if membership else "",
        membership_words=membership.words if membership else "",
        may_enter=people.may_enter(viewer, community),
        may_change=bool(groups.may_change(viewer, community)),
        may_manage_members=bool(people.may_manage_members(viewer, community)),
        may_see_states=bool(groups.may_see_states(viewer, community)),
        asks_conduct=is_member and community.conduct_n > (getattr(community, "accepted_n", 0) or 0),
        enter_mode=rules_beside(community).choice("membership.mode"),
    )
