"""Compositions and appointments of a community that became part of another: what goes on there (BB-7.1.4.a)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from staffroom.core.events import publish
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.rosters import events
from staffroom.features.rosters.actions import papers
from staffroom.features.rosters.models import (
    OPEN,
    Act,
    Appointment,
    AppointmentState,
    Entry,
    EntryState,
)
from staffroom.features.rosters.policies.rosters import WITH_CONSENT
from staffroom.features.rosters.queries import appointments, entries
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import rules
from staffroom.shared.documents.actions import documents
from staffroom.shared.documents.actions.documents import FIELDS, Content
from staffroom.shared.duties.registry import Outcome
from staffroom.ui.words import in_quotes

State = EntryState


@transaction.atomic
def join_rosters(*, source: Community, target: Community, actor: Viewer, at: datetime) -> None:
    """Who stands by an order, stands by it in the target; who was asked, is asked anew for the target.

    Follows from a fact, so nobody is judged here. What is left at the source falls away as it ends.
    """
    here = Entry.objects.filter(community=source)
    people = set(here.values_list("person_id", flat=True))
    going = set(here.filter(act=Act.LEAVE, state=State.AGREED).values_list("person_id", flat=True))
    stand = entries.standing(source, people).keys() - going
    stand -= entries.standing(target, stand).keys()
    kept = Q(state=State.ORDERED) | Q(state=State.AGREED, act=Act.RELEASE)
    moved = list(here.filter(kept, person__in=stand).values_list("pk", flat=True))
    Entry.objects.filter(pk__in=moved).update(community=target)
    Entry.objects.filter(pk__in=moved, state=State.AGREED).update(document=None)
    if rules.joins_by_order(target):
        for entry in here.filter(state__in=OPEN, act__in=WITH_CONSENT).order_by("pk"):
            _asked_anew(entry, target, actor, at)
    papers.gather(community=target, actor=actor, at=at)
    _join_appointments(source, target, actor, at)


def _asked_anew(entry: Entry, target: Community, actor: Viewer, at: datetime) -> None:
    """A word given for one community is none for another; nobody is asked twice."""
    waits = Entry.objects.filter(community=target, person=entry.person_id, state__in=OPEN)
    stands = entries.is_named(target, entry.person_id)
    is_role_known = not entry.role or rules.role_in(target, entry.role) is not None
    if waits.filter(act__in=WITH_CONSENT).exists() or not is_role_known:
        return
    if stands and not entry.role:
        return
    papers.consent_settled(entry, actor, at, Outcome.GONE)
    entry.community, entry.act = target, Act.ROLE if stands else Act.JOIN
    entry.state, entry.asked_at, entry.answered_at = State.ASKED, at, None
    entry.document, entry.conduct_n = None, 0
    entry.save()
    papers.consent_owed(entry, actor, at)
    publish(
        events.ConsentAsked(
            district_id=target.district_id, actor_id=None, entry_id=entry.pk,
            community_id=target.pk, person_id=entry.person_id,
        )
    )  # fmt: skip


def _join_appointments(source: Community, target: Community, actor: Viewer, at: datetime) -> None:
    """Appointments go on in the target, to the same day; what is over stays in the history of the source."""
    rows = Appointment.objects.filter(community=source).exclude(state=AppointmentState.ENDED)
    for one in rows.select_related("district", "person", "document", "grant").order_by("pk"):
        if one.role and rules.role_in(target, one.role) is None:
            _fallen_away(one, at)
            continue
        if one.state == AppointmentState.HOLDS and one.role:
            held = appointments.holders(one.district, target, one.role).filter(person=one.person)
            one.grant = held.first()
        one.community = target
        one.save(update_fields=["community", "grant"])
        if one.state == AppointmentState.PREPARED:
            _reworded(one, source, target, actor, at)


def _fallen_away(one: Appointment, at: datetime) -> None:
    """The target has no such role: a draft is thrown away; what was ordered never begins, or ends."""
    if one.state == AppointmentState.PREPARED and one.document is not None:
        documents.drop(document=one.document, actor=SYSTEM)
    elif one.state == AppointmentState.ORDERED:
        one.state, one.ends_on = AppointmentState.ENDED, None
        one.save(update_fields=["state", "ends_on"])


def _reworded(
    one: Appointment, source: Community, target: Community, actor: Viewer, at: datetime
) -> None:
    """The draft of its order names the target."""
    if one.document is None:
        return
    told: dict[str, Any] = {name: getattr(one.document, name) for name in FIELDS}
    was, named = in_quotes(source.name), in_quotes(target.name)
    for name in ("heading", "text"):
        told[name] = told[name].replace(was, named)
    documents.revise(
        document=one.document, content=Content(**told | {"community": target}),
        actor=papers.with_all_rights(actor), at=at,
    )  # fmt: skip
