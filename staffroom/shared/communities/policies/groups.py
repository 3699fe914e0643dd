"""Rights over communities themselves. A community's card is seen by everybody; its insides by tokens."""

from typing import Any, Protocol

from django.db.models import Q, QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities import registry
from staffroom.shared.communities.models import (
    Community,
    CommunityKind,
    CommunityState,
    Membership,
    MembershipState,
    Transition,
)
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.regulations.queries import rules_of_district, rules_of_profile

State = CommunityState
ENDED = (State.CLOSED, State.ARCHIVED)
EXPECTED = (*PRESENT, MembershipState.INVITED)  # those who may look into a draft

# From each state, where a community may go (OL-1.3).
MOVES: dict[str, tuple[CommunityState, ...]] = {
    State.DRAFT: (State.ACTIVE, State.ARCHIVED),
    State.ACTIVE: (State.SUSPENDED, State.CLOSED, State.ARCHIVED),
    State.SUSPENDED: (State.ACTIVE, State.CLOSED, State.ARCHIVED),
    State.CLOSED: (State.ARCHIVED, State.ACTIVE),
    State.ARCHIVED: (State.ACTIVE,),
}
QUIET = {
    State.DRAFT: "Сообщество ещё готовится: писать можно будет, когда оно начнёт работу.",
    State.SUSPENDED: "Работа сообщества приостановлена: читать можно, писать пока нельзя.",
    State.CLOSED: "Сообщество закончило работу: его можно только читать.",
    State.ARCHIVED: "Сообщество в архиве: его можно только читать.",
}


def may_speak(community: Community) -> Verdict:
    """Whether the state lets anybody write; who exactly is asked elsewhere."""
    words = QUIET.get(CommunityState(community.state))
    return deny(words) if words else ALLOW


class Standing(Protocol):
    """What has a state of a community: its row, or what a page has read of it."""

    @property
    def state(self) -> Any: ...


class Placed(Protocol):
    """What stands in the tree of communities: its row, or what a page has read of it."""

    @property
    def line(self) -> tuple[int, ...]: ...

    @property
    def district_id(self) -> int: ...


def may_touch(community: Standing | None) -> Verdict:
    """Whether what stands there may be changed at all: what has ended is only read (OL-X.1).

    None is a thing of the district itself. Hiding what is unlawful and erasing a person stay possible.
    """
    if community is None or community.state not in ENDED:
        return ALLOW
    return deny(QUIET[CommunityState(community.state)])


def may(viewer: Viewer, power: Power, community: Placed) -> bool:
    """True when the power reaches this community: from itself, an ancestor or the district."""
    return viewer.has(power, *registry.community_scopes(community.line, community.district_id))


def is_member(viewer: Viewer, community: Community) -> bool:
    """True when the viewer belongs to this community (membership does not flow down the tree)."""
    return registry.community_token(community.pk) in viewer.tokens


def is_inside(viewer: Viewer, district_id: int) -> bool:
    """True for who was admitted to the district's network."""
    return registry.district_token(district_id) in viewer.tokens


def visible_communities(viewer: Viewer) -> QuerySet[Community]:
    """All are known to everybody; drafts to those who prepare them and whom they have called."""
    shown = ~Q(state=CommunityState.DRAFT)
    if viewer.is_system:
        return Community.objects.all()
    districts = _scopes(viewer, "district", Power.MANAGE_COMMUNITIES)
    own = _scopes(viewer, "community", Power.MANAGE_STRUCTURE)
    known = shown | Q(district__in=districts) | Q(pk__in=own)
    if viewer.person_id is not None:
        called = Membership.objects.filter(person=viewer.person_id, state__in=EXPECTED)
        known |= Q(pk__in=called.values("community"))
    return Community.objects.filter(known)


def _scopes(viewer: Viewer, kind: str, power: Power) -> list[int]:
    return [key for (scope, key), bits in viewer.powers.items() if scope == kind and bits & power]


def may_see(viewer: Viewer, community: Community) -> bool:
    """The face of `visible_communities` for one thing."""
    if community.state != CommunityState.DRAFT or viewer.is_system:
        return True
    own = viewer.has(Power.MANAGE_STRUCTURE, ("community", community.pk))
    if own or viewer.has(Power.MANAGE_COMMUNITIES, ("district", community.district_id)):
        return True
    called = Membership.objects.filter(community=community, state__in=EXPECTED)
    return viewer.person_id is not None and called.filter(person=viewer.person_id).exists()


def knows_names(viewer: Viewer, community: Community) -> bool:
    """Whether names are told without their owners' consent to publication: the network's own people."""
    return (
        viewer.is_system
        or is_member(viewer, community)
        or registry.district_token(community.district_id) in viewer.tokens
        or may(viewer, Power.SEE_ALL, community)
    )


def may_see_inside(viewer: Viewer, community: Community) -> Verdict:
    """The list of members and the closed sections: members, those who run it, the open ones for all."""
    if community.is_public or knows_names(viewer, community):
        return ALLOW
    if viewer.is_guest:
        return deny("Список участников видят только те, кто вошёл на сайт.")
    return deny("Список участников видят участники сети этого района.")


def may_open(viewer: Viewer, district_id: int, parent: Community | None) -> Verdict:
    """Open a community in a district or inside a parent (BB-1.9.a: the moderator of the parent may)."""
    scopes = (
        registry.community_scopes(parent.line, district_id)
        if parent
        else (("district", district_id),)
    )
    if parent is not None and parent.state in ENDED:
        return deny("Сообщество закончило работу: внутри него ничего нового открыть нельзя.")
    if viewer.has(Power.MANAGE_COMMUNITIES, *scopes):
        return ALLOW
    if parent is not None and may(viewer, Power.MANAGE_STRUCTURE, parent):
        begin = rules_of_profile(parent.profile_id).many("creation.initiators")
        return (
            ALLOW
            if "moderators" in begin
            else deny("Открывать сообщества внутри этого может координатор района.")
        )
    return deny("Открыть сообщество может координатор или тот, кто ведёт вышестоящее сообщество.")


def may_gather(viewer: Viewer, district_id: int) -> Verdict:
    """Open a creative group with no order: any member of the network, where members may begin (BT-O.1.7)."""
    if not is_inside(viewer, district_id):
        return deny("Творческую группу открывают участники сети этого района.")
    begin = rules_of_district(district_id).many("creation.initiators")
    if "members" in begin:
        return ALLOW
    return deny("По положению района группы открывают не сами участники.")


def may_change(viewer: Viewer, community: Community) -> Verdict:
    """Change name, goal, description, audience and menu (BB-1.12.4)."""
    if not may_see(viewer, community):
        return HIDE
    if community.state == CommunityState.ARCHIVED:
        return deny("Сообщество в архиве: его можно только читать.")
    if may(viewer, Power.MANAGE_STRUCTURE, community):
        return ALLOW
    return deny("Менять сообщество могут те, кто его ведёт.")


def term_stands(community: Community) -> bool:
    """True when the last day was named and work has begun: it is changed by a decision alone (BT-X.1)."""
    return community.ends_on is not None and community.state != State.DRAFT


def may_change_order_data(viewer: Viewer, community: Community) -> Verdict:
    """Change what the order of creation says: name, goal, base, days (BT-X.2).

    Those who run a community do it freely while no order names it; after that only those who manage
    the district's communities.
    """
    verdict = may_change(viewer, community)
    if not verdict or viewer.has(Power.MANAGE_COMMUNITIES, ("district", community.district_id)):
        return verdict
    ordered = Transition.objects.filter(community=community).exclude(order_number="")
    return (
        deny("Это сказано в приказе: менять может координатор района.")
        if ordered.exists()
        else verdict
    )


def may_move(viewer: Viewer, community: Community) -> Verdict:
    """Move within the tree: only those who manage communities of the whole district."""
    if not may_see(viewer, community):
        return HIDE
    if viewer.has(Power.MANAGE_COMMUNITIES, ("district", community.district_id)):
        return ALLOW
    return deny("Перенести сообщество может координатор района.")


def may_change_rules(viewer: Viewer, community: Community) -> Verdict:
    """Give a community rules of its own, or change them: those who manage the district's communities."""
    if not may_see(viewer, community):
        return HIDE
    if community.state == CommunityState.ARCHIVED:
        return deny("Сообщество в архиве: его можно только читать.")
    scope = ("district", community.district_id)
    if viewer.has(Power.MANAGE_COMMUNITIES | Power.CHANGE_REGULATION, scope):
        return ALLOW
    return deny("Правила сообщества меняют координатор и методисты района.")


def may_move_state(viewer: Viewer, community: Community, to: str) -> Verdict:
    """Bring a community to another state: the coordinator; a creative group, those who lead it.

    What has ended goes to the archive by its moderator's hand where the regulation leaves it to him
    (`lifecycle.closure`).
    """
    if not may_see(viewer, community):
        return HIDE
    if to == community.state:
        return deny(f"Сообщество уже в этом состоянии: {community.get_state_display().lower()}.")
    if to not in MOVES[community.state]:
        return deny("Из нынешнего состояния сообщество в это не переводят.")
    if may(viewer, Power.MANAGE_COMMUNITIES, community):
        return ALLOW
    if may(viewer, Power.MANAGE_STRUCTURE, community):
        closure = rules_of_profile(community.profile_id).choice("lifecycle.closure")
        is_last_step = (community.state, to) == (State.CLOSED, State.ARCHIVED)
        if community.kind == CommunityKind.WORKING_GROUP and community.state not in ENDED:
            return ALLOW
        if is_last_step and closure == "moderator":
            return ALLOW
    return deny("Состояние сообщества меняет координатор района.")


def moves_of(viewer: Viewer, community: Community) -> list[CommunityState]:
    """The states that this viewer may bring the community to."""
    return [to for to in MOVES[community.state] if may_move_state(viewer, community, to)]


def may_see_states(viewer: Viewer, community: Community) -> Verdict:
    """The page where states are changed: those who run the community, whatever its state."""
    if not may_see(viewer, community):
        return HIDE
    if may(viewer, Power.MANAGE_STRUCTURE | Power.MANAGE_COMMUNITIES, community):
        return ALLOW
    return deny("Состояние сообщества меняют те, кто его ведёт.")


def may_see_composition(viewer: Viewer, community: Community) -> Verdict:
    """The table of a community by position: those who lead it (BB-4.1.4)."""
    if not may_see(viewer, community):
        return HIDE
    leads = Power.SEE_STATISTICS | Power.MANAGE_MEMBERS
    return (
        ALLOW if may(viewer, leads, community) else deny("Состав видят те, кто ведёт сообщество.")
    )


def may_see_composition_of_district(viewer: Viewer, district_id: int) -> Verdict:
    """The same for a whole network: those who lead the district."""
    leads = Power.SEE_STATISTICS | Power.MANAGE_PEOPLE
    return ALLOW if viewer.has(leads, ("district", district_id)) else HIDE
