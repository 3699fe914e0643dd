"""Collecting a composition: people are asked, answer, take their word back (PD-3.1)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.rosters import events
from staffroom.features.rosters.actions import papers
from staffroom.features.rosters.models import OPEN, Act, Entry, EntryState
from staffroom.features.rosters.policies import rosters as policies
from staffroom.features.rosters.queries import entries as queries
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions.conduct import ConductChanged
from staffroom.shared.communities.actions.members import take_request_back
from staffroom.shared.communities.models import (
    Community,
    Membership,
    MembershipState,
)
from staffroom.shared.communities.queries import rules
from staffroom.shared.documents.models import Document
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.registry import DutyKind, Outcome

State = EntryState


@transaction.atomic
def ask(
    *, community: Community, people: Sequence[Person], role: str, actor: Viewer, at: datetime
) -> list[Entry]:
    """Ask people to agree to stand in the order; each answers himself.

    Args:
        community: whose composition an order fixes.
        people: whom; members too, where an order is to name them or give them a role.
        role: a role of the regulation in the community, "" for a plain member.
        actor: who manages members there; he cannot ask himself.
        at: now.

    Raises:
        DomainError: somebody is named or asked already, or may not hold the role.
    """
    if not people:
        raise DomainError("Напишите, кого позвать.", field="people")
    made = []
    for person in dict.fromkeys(people):
        require(policies.may_ask(actor, community, person.pk))
        entry = _new(community, person, role, actor, at)
        papers.consent_owed(entry, actor, at)
        _tell(events.ConsentAsked, entry, actor)
        made.append(entry)
    return made


def _new(community: Community, person: Person, role: str, actor: Viewer, at: datetime) -> Entry:
    is_named = bool(queries.standing(community, [person.pk]))
    is_named = is_named and queries.is_named(community, person.pk)
    if is_named and not role:
        raise DomainError(f"{person.name}: уже в составе по приказу.", field="people")
    _fits(community, person, role)
    entry = Entry(
        community=community, person=person, act=Act.ROLE if is_named else Act.JOIN, role=role,
        organization=queries.workplace(person.pk, community.district), asked_by_id=actor.person_id,
        asked_at=at,
    )  # fmt: skip
    standing = Entry.objects.filter(community=community, person=person, state__in=OPEN)
    if standing.filter(act__in=policies.WITH_CONSENT).exists():
        raise DomainError(f"{person.name}: уже в списке.", field="people")
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError(f"{person.name}: уже в списке.", field="people") from clash
    return entry


def _fits(community: Community, person: Person, role: str) -> None:
    if not role:
        return
    known = rules.role_in(community, role)
    if known is None:
        raise DomainError("В положении района такой роли нет.", field="role")
    if unfit := rules.why_unfit(community, known.powers, person):
        raise DomainError(f"{person.name}: {unfit}", field="role")
    if any(
        one.role == role for one in queries.held_roles(community, [person.pk]).get(person.pk, ())
    ):
        raise DomainError(f"{person.name}: эта роль уже назначена.", field="role")


@transaction.atomic
def take(
    *, community: Community, person: Person, actor: Viewer, at: datetime, role: str = ""
) -> Entry:
    """Take somebody who asked himself into the list: his own request is his consent.

    Raises:
        DomainError: he asks no more, stands in the list already, or may not hold the role.
    """
    require(policies.may_ask(actor, community, person.pk))
    asked = Membership.objects.filter(
        community=community, person=person, state=MembershipState.ASKED
    ).first()
    if asked is None:
        raise DomainError("Этот человек уже не просит принять его.")
    entry = _new(community, person, role, actor, at)
    entry.conduct_n, entry.answered_at, entry.state = asked.conduct_n, asked.since, State.AGREED
    entry.save(update_fields=["conduct_n", "answered_at", "state"])
    duties.close_duties(
        subject=("membership", asked.pk), kind=DutyKind.REQUEST, outcome=Outcome.DONE, actor=actor,
        at=at,
    )  # fmt: skip
    _tell(events.ConsentGiven, entry, actor)
    papers.gather(community=community, actor=actor, at=at)
    return entry


@transaction.atomic
def answer(*, entry: Entry, agrees: bool, conduct_n: int, actor: Viewer, at: datetime) -> None:
    """Agree to stand in the order, accepting the rules (`conduct_n`); or decline, which leaves no mark.

    Raises:
        ConductChanged: that wording of the rules is in force no more.
        Stale: it was answered or taken back meanwhile.
    """
    require(policies.may_answer(actor, entry))
    rows = Entry.objects.filter(pk=entry.pk, state=State.ASKED)
    community = entry.community
    if not agrees:
        papers.consent_settled(entry, actor, at, Outcome.REFUSED)
        rows.delete()
        return
    if conduct_n != community.conduct_n:
        raise ConductChanged
    if not rows.update(state=State.AGREED, answered_at=at, conduct_n=conduct_n):
        raise Stale("Пока вы смотрели, вас убрали из списка. Откройте страницу заново.")
    entry.state, entry.answered_at = State.AGREED, at
    papers.consent_settled(entry, actor, at, Outcome.DONE)
    _tell(events.ConsentGiven, entry, actor)
    papers.gather(community=community, actor=actor, at=at)


@transaction.atomic
def withdraw(*, entry: Entry, actor: Viewer, at: datetime) -> None:
    """Take one's consent back before the order; the line leaves the draft at once.

    Raises:
        Stale: the order has been registered meanwhile.
    """
    require(policies.may_withdraw(actor, entry))
    _gone(entry)
    if entry.act == Act.JOIN:
        take_request_back(community=entry.community, actor=actor, at=at)
    papers.gather(community=entry.community, actor=actor, at=at)


@transaction.atomic
def release(*, entry: Entry, actor: Viewer, at: datetime) -> None:
    """Take a line off the list before the order.

    Raises:
        Stale: the order has been registered meanwhile.
    """
    require(policies.may_release(actor, entry))
    papers.consent_settled(entry, actor, at, Outcome.GONE)
    _gone(entry)
    papers.gather(community=entry.community, actor=actor, at=at)


def _gone(entry: Entry) -> None:
    deleted, _kinds = Entry.objects.filter(pk=entry.pk, state__in=OPEN).delete()
    if not deleted:
        raise Stale("Приказ уже зарегистрирован: обновите страницу.")


@transaction.atomic
def prepare(*, community: Community, actor: Viewer, at: datetime) -> Document:
    """Draft the order with those who have agreed, or bring its draft up to date (PD-4.4.a).

    Raises:
        DomainError: nobody has agreed yet, or nobody registers papers here.
    """
    require(policies.may_collect(actor, community))
    standing = papers.gather(community=community, actor=actor, at=at)
    return standing or papers.draft_order(community=community, actor=actor, at=at)


@transaction.atomic
def departed(*, community: Community, person_id: int, actor: Viewer, at: datetime) -> None:
    """Somebody stopped taking part: powers and membership ended at once, the paper follows (PD-4.4.c).

    Follows from a fact, so nobody is judged here.
    """
    is_changed = _forget(community, person_id, actor, at)
    if rules.joins_by_order(community) and queries.is_named(community, person_id):
        _follows(community, person_id, Act.LEAVE, "", at)
        is_changed = True
    if is_changed:
        papers.gather(community=community, actor=actor, at=at)


@transaction.atomic
def role_given_up(
    *, community: Community, person_id: int, role: str, actor: Viewer, at: datetime
) -> None:
    """A role that an order gave has ended while its holder stays: the next order says so."""
    if not queries.holds_by_order(community, person_id, role):
        return
    if queries.is_named(community, person_id):
        _follows(community, person_id, Act.RELEASE, role, at)
        papers.gather(community=community, actor=actor, at=at)


def _follows(community: Community, person_id: int, act: Act, role: str, at: datetime) -> None:
    Entry.objects.create(
        community=community, person_id=person_id, act=act, role=role, state=State.AGREED,
        organization=queries.workplace(person_id, community.district), asked_at=at, answered_at=at,
    )  # fmt: skip


@transaction.atomic
def forget_person(*, person_id: int, actor: Viewer, at: datetime) -> None:
    """Whoever was erased is asked no more and stands in no draft."""
    rows = Entry.objects.filter(person=person_id, state__in=OPEN, act__in=policies.WITH_CONSENT)
    for row in list(rows.select_related("community__district").order_by("pk")):
        _forget(row.community, person_id, actor, at)
        papers.gather(community=row.community, actor=actor, at=at)


@transaction.atomic
def ended(*, community: Community, actor: Viewer, at: datetime) -> None:
    """The community has ended: nobody is asked any more, and no draft waits for a number."""
    for entry in Entry.objects.filter(community=community, state__in=OPEN).order_by("pk"):
        papers.consent_settled(entry, actor, at, Outcome.GONE)
        entry.delete()
    papers.gather(community=community, actor=actor, at=at)


def _forget(community: Community, person_id: int, actor: Viewer, at: datetime) -> bool:
    """Take every open line of a person off; whether there was any."""
    rows = Entry.objects.filter(community=community, person=person_id, state__in=OPEN)
    found = list(rows.exclude(act=Act.LEAVE).order_by("pk"))
    for entry in found:
        papers.consent_settled(entry, actor, at, Outcome.GONE)
        entry.delete()
    return bool(found)


def _tell(fact: type[events.EntryFact], entry: Entry, actor: Viewer) -> None:
    publish(
        fact(
            district_id=entry.community.district_id, actor_id=actor.person_id, entry_id=entry.pk,
            community_id=entry.community_id, person_id=entry.person_id,
        )
    )  # fmt: skip
