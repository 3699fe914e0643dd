"""Entering, leaving, inviting and removing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities import events
from staffroom.shared.communities.actions import conduct, counts
from staffroom.shared.communities.models import (
    Community,
    Membership,
    MembershipState,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.policies import people as policies
from staffroom.shared.communities.queries import rules

State = MembershipState
BY_ORDER = (
    "Состав этого сообщества утверждает приказ: людей собирают на странице «Состав по приказу»."
)


@transaction.atomic
def enter_community(
    *,
    community: Community,
    person: Person,
    actor: Viewer,
    at: datetime,
    conduct_n: int,
    words: str = "",
) -> Membership:
    """Join at once, or ask to be admitted, as the profile's `membership.mode` says (BB-1.9.b, PD-3.1).

    An invited person joins at once, unless the composition is fixed by an order. A position that
    the profile does not name, and a
    full community, turn joining into asking. `conduct_n` is the wording of the community's rules that
    he was shown and accepts by this (BB-6.6).

    Raises:
        ConductChanged: that wording is in force no more.
    """
    require(policies.may_enter(actor, community))
    if actor.person_id != person.pk:
        raise DomainError("Вступить можно только самому.")
    standing = Membership.objects.filter(community=community, person=person).first()
    is_invited = standing is not None and standing.state == State.INVITED
    invited_in = is_invited and not rules.joins_by_order(community)
    at_once = invited_in or rules.joins_at_once(community, person)
    made = _set(
        community, person, State.ACTIVE if at_once else State.ASKED, actor=actor, at=at, words=words
    )
    conduct.accepted(community, person.pk, number=conduct_n, at=at)
    return made


@transaction.atomic
def leave_community(*, community: Community, actor: Viewer, at: datetime) -> Membership:
    """Leave in one action; past contributions stay with the name; roles here end (BB-6.1)."""
    require(policies.may_leave(actor, community))
    membership = Membership.objects.select_related("person").get(
        community=community, person=actor.person_id
    )
    return _set(community, membership.person, State.LEFT, actor=actor, at=at)


@transaction.atomic
def invite(*, community: Community, person: Person, actor: Viewer, at: datetime) -> Membership:
    """Invite a person; he accepts or declines himself (BT-4.3.1).

    Raises:
        DomainError: he is in already, or an order fixes the composition (PD-3.1).
    """
    require(policies.may_manage_members(actor, community))
    _not_by_order(community)
    standing = Membership.objects.filter(community=community, person=person).first()
    if standing is not None and standing.state in PRESENT:
        raise DomainError(f"{person.name}: уже в сообществе.", field="person")
    return _set(community, person, State.INVITED, actor=actor, at=at)


@transaction.atomic
def invite_team(
    *, community: Community, people: Sequence[Person], actor: Viewer, at: datetime
) -> list[Membership]:
    """Invite several people at once; those who belong, ask or are invited already stay as they are.

    Raises:
        DomainError: nobody is left to invite, or an order fixes the composition.
    """
    require(policies.may_manage_members(actor, community))
    _not_by_order(community)
    rows = Membership.objects.filter(
        community=community, state__in=[*PRESENT, State.INVITED, State.ASKED]
    )
    settled = set(rows.values_list("person_id", flat=True))
    fresh = [person for person in people if person.pk not in settled]
    if not fresh:
        raise DomainError("Отметьте тех, кого ещё не приглашали.", field="people")
    return [_set(community, person, State.INVITED, actor=actor, at=at) for person in fresh]


@transaction.atomic
def answer_invitation(
    *, membership: Membership, accepts: bool, actor: Viewer, at: datetime, conduct_n: int = 0
) -> Membership:
    """Accept or decline an invitation; accepting is accepting the rules (`conduct_n`) too.

    Declining leaves no mark, neither here nor in the journal.

    Raises:
        ConductChanged: that wording of the rules is in force no more.
    """
    require(policies.may_answer_invitation(actor, membership))
    community, person = membership.community, membership.person
    if accepts:
        require(groups.may_touch(community))
    by_order = accepts and rules.joins_by_order(community)
    state = State.DECLINED if not accepts else State.ASKED if by_order else State.ACTIVE
    answered = _set(community, person, state, actor=actor, at=at)
    if accepts:
        conduct.accepted(community, person.pk, number=conduct_n, at=at)
    else:
        _forget(answered)
    return answered


def _forget(declined: Membership) -> None:
    """Declining leaves no mark: whoever was here before has left, anybody else never came (BT-4.3.1)."""
    if declined.conduct_n:
        Membership.objects.filter(pk=declined.pk).update(state=State.LEFT)
    else:
        Membership.objects.filter(pk=declined.pk).delete()


@transaction.atomic
def decide_request(
    *,
    membership: Membership,
    admits: bool,
    actor: Viewer,
    at: datetime,
    words: str = "",
    as_guest: bool = False,
) -> Membership:
    """Admit or refuse somebody who asked; a refusal has a reason that the person reads."""
    community = membership.community
    require(policies.may_manage_members(actor, community))
    if membership.state != State.ASKED:
        raise DomainError("По этой просьбе уже решили.")
    if not admits and not words.strip():
        raise DomainError("Напишите, почему не принимаете: человек это прочтёт.", field="words")
    if admits and not as_guest:
        _not_by_order(community)
    state = State.REFUSED if not admits else State.GUEST if as_guest else State.ACTIVE
    return _set(community, membership.person, state, actor=actor, at=at, words=words)


@transaction.atomic
def remove_member(*, membership: Membership, words: str, actor: Viewer, at: datetime) -> Membership:
    """Take a person out of the community, with a reason that he reads."""
    community = membership.community
    require(policies.may_manage_members(actor, community))
    if membership.person_id == actor.person_id:
        raise DomainError("Себя не исключают: выйти можно кнопкой «Выйти».")
    if membership.state not in PRESENT:
        raise DomainError("Этого человека уже нет в сообществе.")
    if not words.strip():
        raise DomainError("Напишите, почему исключаете: человек это прочтёт.", field="words")
    return _set(community, membership.person, State.REMOVED, actor=actor, at=at, words=words)


def join_founder(
    *, community: Community, person: Person, actor: Viewer, at: datetime, comes_over: bool = False
) -> Membership:
    """Whoever opened a group is in it; assumes a transaction and a judged actor.

    `comes_over`: with a part of another community; he is told by whoever leads that.
    """
    fact = events.MemberCameOver if comes_over else None
    made = _set(community, person, State.ACTIVE, actor=actor, at=at, fact=fact)
    conduct.accepted(community, person.pk, number=community.conduct_n, at=at)
    return made


def part(*, community: Community, person: Person, actor: Viewer, at: datetime) -> Membership:
    """Whoever went over to another community leaves this one; assumes a transaction and a judged actor."""
    return _set(community, person, State.LEFT, actor=actor, at=at)


def join_by_order(
    *, community: Community, person: Person, conduct_n: int, actor: Viewer, at: datetime
) -> Membership:
    """Whom an order names is in from the order's day (PD-4.4.a); assumes a transaction.

    Who may be named, and that he agreed, is judged by the feature that prepared the order.
    `conduct_n` is the wording of the rules that he accepted when he agreed.
    """
    made = _set(community, person, State.ACTIVE, actor=actor, at=at)
    if conduct_n > made.conduct_n:
        Membership.objects.filter(pk=made.pk).update(conduct_n=conduct_n)
    return made


@transaction.atomic
def take_request_back(*, community: Community, actor: Viewer, at: datetime) -> None:
    """Whoever asked to be admitted asks no more; nothing is kept of it but a former membership."""
    asked = Membership.objects.filter(
        community=community, person=actor.person_id, state=State.ASKED
    ).select_related("person")
    for row in asked:
        _set(community, row.person, State.DECLINED, actor=actor, at=at)
        _forget(row)


def _not_by_order(community: Community) -> None:
    """Stop where only an order changes the composition.

    Raises:
        DomainError: it does.
    """
    if rules.joins_by_order(community):
        raise DomainError(BY_ORDER)


FACTS = {
    State.ACTIVE: events.MemberJoined,
    State.GUEST: events.MemberJoined,
    State.ASKED: events.MembershipAsked,
    State.INVITED: events.MemberInvited,
    State.LEFT: events.MemberLeft,
    State.DECLINED: events.InvitationDeclined,
    State.REFUSED: events.MembershipRefused,
    State.REMOVED: events.MemberRemoved,
}


def _set(
    community: Community,
    person: Person,
    state: MembershipState,
    *,
    actor: Viewer,
    at: datetime,
    words: str = "",
    fact: type[events.MembershipFact] | None = None,
) -> Membership:
    """Bring the one membership of this person here to a state and state the fact."""
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        community=community, person=person, defaults={"state": state, "since": at, "words": words}
    )
    was_present = not is_new and membership.state in PRESENT
    if not is_new and membership.state == state:
        return membership
    membership.state, membership.since, membership.words = state, at, words
    membership.invited_by_id = (
        actor.person_id if state == State.INVITED else membership.invited_by_id
    )
    membership.save(update_fields=["state", "since", "words", "invited_by"])
    if state in {State.LEFT, State.REMOVED}:
        RoleGrant.objects.filter(
            person=person, scope_kind=ScopeKind.COMMUNITY, scope_id=community.pk, to_at=None
        ).update(to_at=at)
    if was_present or state in PRESENT:
        counts.recount_members(community)
    publish(
        (fact or FACTS[state])(
            district_id=community.district_id,
            actor_id=actor.person_id,
            community_id=community.pk,
            person_id=person.pk,
        )
    )
    return membership
