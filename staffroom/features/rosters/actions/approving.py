"""What a registered order on composition does: people are in and roles begin from the order's date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.rosters import events
from staffroom.features.rosters.actions import papers
from staffroom.features.rosters.models import OPEN, Act, Entry, EntryState
from staffroom.features.rosters.policies.rosters import WITH_CONSENT
from staffroom.features.rosters.queries import entries as queries
from staffroom.features.rosters.queries import wording
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import members, roles
from staffroom.shared.communities.models import Community, Order
from staffroom.shared.communities.queries import rules
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.registry import Outcome

State = EntryState
CHANGED = "Список людей изменился: откройте «Состав по приказу» и обновите проект."
OWN_ACT = "Приказ, который называет вас, регистрирует другой сотрудник."


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody whom an order of another room names: as what, and when he agreed."""

    person: Person
    agreed_at: datetime
    role: str = ""


@transaction.atomic
def approve(*, community: Community, document: Document, actor: Viewer, at: datetime) -> None:
    """The order is registered: its people are members, its roles hold from its date (PD-4.4.a, PD-4.4.b).

    Raises:
        DomainError: the paper does not say what people have agreed to, is older than their consent, or
            names the one who registers it; the order is not registered then.
        Stale: somebody took his word back at this moment.
    """
    lines = queries.of_document(document)
    document.community = community
    _sound(document, lines, actor)
    since = queries.day_begins(document)
    done = Entry.objects.filter(document=document, state=State.AGREED).update(
        state=State.ORDERED, ordered_at=since
    )
    if done != len(lines):
        raise Stale(CHANGED)
    order = Order(document.number, document.dated_on) if document.dated_on else None
    for one in sorted(lines, key=lambda line: line.act == Act.JOIN):  # who leaves, before who comes
        _apply(one, community, order.words if order else "", since)
    papers.nothing_owed(community, actor, at, Outcome.DONE)
    publish(
        events.RosterApproved(
            district_id=community.district_id, actor_id=actor.person_id,
            community_id=community.pk, document_id=document.pk,
        )
    )  # fmt: skip


def _sound(document: Document, lines: Sequence[Entry], actor: Viewer) -> None:
    if not wording.is_as_collected(document):
        raise DomainError(CHANGED, field="number")
    if names(lines, actor):
        raise DomainError(OWN_ACT, field="number")
    zone = queries.day_begins(document).tzinfo
    last = max(one.answered_at.astimezone(zone).date() for one in lines if one.answered_at)
    if document.dated_on and document.dated_on < last:
        raise DomainError(f"Дата раньше согласия людей: {last:%d.%m.%Y}.", field="dated_on")


def names(lines: Sequence[Entry], actor: Viewer) -> bool:
    """True when the order lets its own registrar in or gives him a role: not his own act."""
    return any(one.person_id == actor.person_id and one.act in WITH_CONSENT for one in lines)


def _apply(one: Entry, community: Community, basis: str, since: datetime) -> None:
    if one.act == Act.JOIN:
        members.join_by_order(
            community=community, person=one.person, conduct_n=one.conduct_n, actor=SYSTEM, at=since
        )
    held = queries.held_roles(community, [one.person_id]).get(one.person_id, ())
    if one.act in WITH_CONSENT and one.role and all(grant.role != one.role for grant in held):
        roles.grant_role(
            person=one.person, role=one.role, scope=community, actor=SYSTEM, at=since, basis=basis
        )


@transaction.atomic
def name_by(
    *,
    community: Community,
    document: Document,
    people: Sequence[Named],
    actor: Viewer,
    at: datetime,
) -> None:
    """Another registered order names people of the composition: the order of creation (PD-4.4.a).

    They are members already; what they were asked for a roster order meanwhile is asked no more. Follows
    from a fact, so nobody is judged here.
    """
    if not rules.joins_by_order(community):
        return
    since = queries.day_begins(document)
    known = queries.standing(community, [one.person.pk for one in people])
    for one in people:
        if one.person.pk in known:
            continue
        asked = Entry.objects.filter(community=community, person=one.person, state__in=OPEN)
        for entry in asked.filter(act__in=WITH_CONSENT).order_by("pk"):
            papers.consent_settled(entry, actor, at, Outcome.GONE)
            entry.delete()
        Entry.objects.create(
            community=community, person=one.person, act=Act.JOIN, role=one.role,
            state=State.ORDERED, organization=queries.workplace(one.person.pk, community.district),
            asked_at=one.agreed_at, answered_at=one.agreed_at, document=document, ordered_at=since,
        )  # fmt: skip
    papers.gather(community=community, actor=actor, at=at)
