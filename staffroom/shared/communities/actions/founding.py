"""What an order does to communities: work begins, a group becomes another kind, a basis or a term is named.

Whoever registers the order, and who may lead, is judged by the feature that prepared it; here only the regulation's own
demands are kept (least number, an order with number and date).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from staffroom.core.errors import Stale
from staffroom.core.events import publish
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities import events
from staffroom.shared.communities.actions import members, roles, states
from staffroom.shared.communities.actions.groups import EDITABLE
from staffroom.shared.communities.models import (
    Community,
    CommunityKind,
    CommunityState,
    Membership,
    MembershipState,
    Order,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.queries import rules


@transaction.atomic
def begin_by_order(
    *,
    community: Community,
    order: Order,
    leader: Person | None,
    founders: Sequence[Person],
    actor: Viewer,
    at: datetime,
) -> Community:
    """Begin the work of a prepared community: its founders are in, its leader leads (BT-3.1.d).

    Args:
        community: a draft.
        order: the order of creation.
        leader: who leads it by the order; he is a founder too.
        founders: those who agreed to take part.
        actor: who registered the order.
        at: now.

    Raises:
        DomainError: the regulation asks for more people.
    """
    _gather(community, order, leader, founders, actor, at)
    return states.move_state(
        community=community, to=CommunityState.ACTIVE, order=order, actor=_for_all(actor), at=at
    )


@transaction.atomic
def turn_by_order(
    *,
    community: Community,
    kind: str,
    order: Order,
    changes: Mapping[str, Any],
    leader: Person | None,
    founders: Sequence[Person],
    actor: Viewer,
    at: datetime,
) -> Community:
    """Make a working creative group a community of another kind by an order (BT-O.1.7).

    Raises:
        Stale: it is no creative group at work any more.
        DomainError: an unknown field; the regulation asks for more people.
    """
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        message = f"not editable fields of a community: {sorted(unknown)}"
        raise TypeError(message)
    _gather(community, order, leader, founders, actor, at)
    light = Community.objects.filter(
        pk=community.pk, kind=CommunityKind.WORKING_GROUP, state=CommunityState.ACTIVE
    )
    written = {**changes, "kind": kind, "basis": order.words}
    if not light.update(**written):
        raise Stale("Творческая группа уже изменилась: обновите страницу.")
    for name, value in written.items():
        setattr(community, name, value)
    if lack := rules.what_lacks(community):
        raise states.TooFew(lack)
    _tell(community, order, tuple(written), actor, at)
    return community


@transaction.atomic
def name_order(*, community: Community, order: Order, actor: Viewer, at: datetime) -> Community:
    """Name the order on which a community that works already rests."""
    Community.objects.filter(pk=community.pk).update(basis=order.words)
    community.basis = order.words
    _tell(community, order, ("basis",), actor, at)
    return community


@transaction.atomic
def name_term(
    *,
    community: Community,
    ends_on: date,
    basis: str,
    actor: Viewer,
    at: datetime,
    order: Order | None = None,
) -> Community:
    """Give a community another last day; who, when and on what basis stays in its history (BT-X.1)."""
    Community.objects.filter(pk=community.pk).update(ends_on=ends_on)
    community.ends_on = ends_on
    said = f"Срок работы: до {ends_on:%d.%m.%Y}, {order.words if order else basis}"
    states.keep_transition(
        community, was=community.state, basis=said, order=order, actor=actor, at=at
    )
    publish(
        events.CommunityChanged(
            district_id=community.district_id, actor_id=actor.person_id,
            community_id=community.pk, fields=("ends_on",),
        )
    )  # fmt: skip
    return community


def _gather(
    community: Community,
    order: Order,
    leader: Person | None,
    founders: Sequence[Person],
    actor: Viewer,
    at: datetime,
) -> None:
    here = Membership.objects.filter(community=community, state=MembershipState.ACTIVE)
    present = set(here.values_list("person_id", flat=True))
    everyone = {one.pk: one for one in [*founders, *([leader] if leader else [])]}
    for key, person in everyone.items():
        if key not in present:
            members.join_founder(community=community, person=person, actor=actor, at=at)
    role = rules.leading_role(community)
    if leader is None or not role:
        return
    held = RoleGrant.objects.filter(
        person=leader, scope_kind=ScopeKind.COMMUNITY, scope_id=community.pk, role=role, to_at=None
    )
    if held.exists():
        return
    roles.grant_role(
        person=leader, role=role, scope=community, actor=SYSTEM, at=at, basis=order.words
    )


def _tell(
    community: Community, order: Order, fields: tuple[str, ...], actor: Viewer, at: datetime
) -> None:
    states.keep_transition(
        community, was=community.state, basis=order.words, order=order, actor=actor, at=at
    )
    publish(
        events.CommunityChanged(
            district_id=community.district_id, actor_id=actor.person_id,
            community_id=community.pk, fields=fields,
        )
    )  # fmt: skip


def _for_all(actor: Viewer) -> Viewer:
    """The same person with every right: the order was judged where it was prepared."""
    return Viewer(person_id=actor.person_id, pid=actor.pid, name=actor.name, is_system=True)
