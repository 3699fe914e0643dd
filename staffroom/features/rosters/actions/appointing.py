"""Appointments by an order: prepared, ordered, begun on their day, ended on theirs (OL-1.6.b, OL-3.1)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.features.rosters import events, registry
from staffroom.features.rosters.models import Appointment, AppointmentState
from staffroom.features.rosters.policies import appointments as policies
from staffroom.features.rosters.queries import appointments as queries
from staffroom.features.rosters.queries import wording
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.actions import roles
from staffroom.shared.communities.models import Community, Order, RoleGrant
from staffroom.shared.communities.queries import rules
from staffroom.shared.communities.registry import district_staff_token, person_token
from staffroom.shared.documents.actions.documents import Business, Content
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.models import Document, Level
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.models import District

State = AppointmentState
OTHER_NAME = "В тексте приказа нет имени того, кого назначают: поправьте проект."


@transaction.atomic
def appoint(
    *,
    district: District,
    community: Community | None,
    person: Person,
    role: str,
    actor: Viewer,
    at: datetime,
    duty: str = "",
    is_acting: bool = False,
    replaces: bool = False,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Appointment:
    """Have the order of an appointment drafted; powers begin when it is registered, on its day.

    Args:
        district: where.
        community: in which community; None for the whole district.
        person: whom; never the actor himself.
        role: a role of the regulation there, or "" with `duty` in words.
        actor: who gives roles there.
        at: now.
        duty: what a responsible person without a role answers for.
        is_acting: he stands in for somebody.
        replaces: who held it before holds it no more from that day.
        starts_on: the first day; None for the order's own date.
        ends_on: the last day; None without an end.

    Raises:
        DomainError: no such role, it is held already, the person may not hold it, days that do not go
            one after another, nobody registers papers here.
    """
    require(policies.may_appoint(actor, district, community, person.pk))
    if not role and not duty.strip():
        raise DomainError("Выберите роль или напишите, за что человек отвечает.", field="role")
    if ends_on and ends_on < (starts_on or ends_on):
        raise DomainError("Последний день раньше первого.", field="ends_on")
    if role:
        _fits(district, community, person, role)
    made = Appointment.objects.create(
        district=district, community=community, person=person, role=role,
        duty="" if role else duty.strip()[:300], is_acting=is_acting, replaces=replaces,
        starts_on=starts_on, ends_on=ends_on, made_by_id=actor.person_id, made_at=at,
    )  # fmt: skip
    made.document = _drafted(made, actor, at)
    made.save(update_fields=["document"])
    _tell(events.AppointmentPrepared, made, actor)
    return made


def _fits(district: District, community: Community | None, person: Person, role: str) -> None:
    scope = community or district
    known = rules.role_in(scope, role)
    if known is None:
        raise DomainError("В положении района такой роли нет.", field="role")
    if unfit := rules.why_unfit(scope, known.powers, person):
        raise DomainError(unfit, field="person")
    held = queries.holders(district, community, role).filter(person=person)
    waits = Appointment.objects.filter(
        district=district, community=community, person=person, role=role,
        state__in=(State.PREPARED, State.ORDERED),
    )  # fmt: skip
    if held.exists() or waits.exists():
        raise DomainError(f"{person.name}: эта роль уже назначена.", field="person")


def _drafted(made: Appointment, actor: Viewer, at: datetime) -> Document:
    district, place = made.district, office(made.district)
    content = Content(
        heading="", issuer=place.organization, community=made.community, signers=place.signers,
        level=Level.MUNICIPAL,
    )  # fmt: skip
    business = Business(
        origin=registry.APPOINTMENT_PAPER, origin_id=made.pk,
        readers={person_token(made.person_id), district_staff_token(district.pk)},
    )  # fmt: skip
    paper = draft_from(
        district=district, template="order-appoint", values=queries.values(made), content=content,
        actor=replace(actor, is_system=True), at=at, business=business,
    )  # fmt: skip
    duties.open_duty(
        kind=registry.REGISTRATION, district_id=district.pk,
        subject=(registry.APPOINTMENT, made.pk), title="Зарегистрируйте приказ о назначении: {person}",
        url=reverse("documents:document", args=[district.slug, paper.pid]),
        power=Power.KEEP_DOCUMENTS, scope=("district", district.pk), about_id=made.person_id,
        clause=rules.rules_of(district).source("roles.catalogue").clause[:80], actor=actor, at=at,
    )  # fmt: skip
    return paper


@transaction.atomic
def ordered(*, appointment: Appointment, document: Document, actor: Viewer, at: datetime) -> None:
    """The order is registered: the powers begin on their day, and that may be today.

    Raises:
        Forbidden: the one who is appointed registers it himself.
        DomainError: the paper names somebody else; it is not registered then.
    """
    own = policies.may_register(actor, appointment)
    if own is not None:
        require(own)
    if wording.full_name(appointment.person) not in " ".join(document.text.split()):
        raise DomainError(OTHER_NAME, field="number")
    Appointment.objects.filter(pk=appointment.pk, state=State.PREPARED).update(state=State.ORDERED)
    appointment.state, appointment.document = State.ORDERED, document
    _nothing_owed(appointment, actor, at, Outcome.DONE)
    _tell(events.AppointmentOrdered, appointment, actor)
    since = queries.begins_at(appointment)
    if since is not None and since <= at:
        begin(appointment=appointment, since=since)


@transaction.atomic
def begin(*, appointment: Appointment, since: datetime) -> None:
    """The first day has come: the role is given from it, and the former holder's ends on it."""
    order = appointment.document
    if order is None or order.dated_on is None:
        return
    basis = Order(order.number, order.dated_on).words
    if appointment.role:
        appointment.grant = _granted(appointment, basis, since)
    elif appointment.replaces:
        _end_same_duty(appointment, since)
    appointment.state = State.HOLDS
    appointment.save(update_fields=["grant", "state"])
    _tell(events.AppointmentBegun, appointment, SYSTEM)


def _granted(one: Appointment, basis: str, since: datetime) -> RoleGrant:
    held = queries.holders(one.district, one.community, one.role).filter(person=one.person).first()
    if held is not None:
        return held
    return roles.grant_role(
        person=one.person, role=one.role, scope=one.community or one.district, actor=SYSTEM,
        at=since, basis=basis, is_acting=one.is_acting, replaces=one.replaces,
    )  # fmt: skip


def _end_same_duty(one: Appointment, since: datetime) -> None:
    same = Appointment.objects.filter(
        district=one.district, community=one.community, role="", duty=one.duty, state=State.HOLDS
    )
    for former in same.exclude(pk=one.pk).order_by("pk"):
        _ended(former, since)


@transaction.atomic
def end(*, appointment: Appointment, at: datetime) -> None:
    """The last day is over: the role ends.

    Raises:
        DomainError: nobody would be left who appoints; the role stays until somebody is.
    """
    if appointment.grant is not None and appointment.grant.to_at is None:
        roles.end_role(grant=appointment.grant, actor=SYSTEM, at=at)
    else:
        _ended(appointment, at)


@transaction.atomic
def role_ended(*, grant: RoleGrant) -> None:
    """The role of an appointment has ended, in whatever way: so has the appointment."""
    if grant.to_at is None:
        return
    for one in Appointment.objects.filter(grant=grant, state=State.HOLDS).select_related(
        "district"
    ):
        _ended(one, grant.to_at)


def _ended(one: Appointment, at: datetime) -> None:
    zone = ZoneInfo(one.district.time_zone)
    last = (at.astimezone(zone) - timedelta(microseconds=1)).date()
    one.state, one.ends_on = State.ENDED, last
    one.save(update_fields=["state", "ends_on"])
    _tell(events.AppointmentEnded, one, SYSTEM)


@transaction.atomic
def draft_lost(*, appointment: Appointment, actor: Viewer, at: datetime) -> None:
    """The draft was thrown away: nobody is appointed."""
    _nothing_owed(appointment, actor, at, Outcome.GONE)
    Appointment.objects.filter(pk=appointment.pk, state=State.PREPARED).delete()


def _nothing_owed(one: Appointment, actor: Viewer, at: datetime, outcome: Outcome) -> None:
    duties.close_duties(subject=(registry.APPOINTMENT, one.pk), outcome=outcome, actor=actor, at=at)


def _tell(fact: type[events.AppointmentFact], one: Appointment, actor: Viewer) -> None:
    publish(
        fact(
            district_id=one.district_id, actor_id=actor.person_id, appointment_id=one.pk,
            person_id=one.person_id, community_id=one.community_id,
        )
    )  # fmt: skip
