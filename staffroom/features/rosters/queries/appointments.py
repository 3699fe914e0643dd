"""Appointments: lists, the words of the order, what is due to begin or to end."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, QuerySet, When

from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.rosters.models import Appointment, AppointmentState
from staffroom.features.rosters.policies import appointments as policies
from staffroom.features.rosters.queries import wording
from staffroom.features.rosters.queries.entries import workplace
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community, RoleGrant, ScopeKind
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations.queries.rules import Role
from staffroom.ui.words import in_quotes

State = AppointmentState
RELATED = ("district", "community", "person", "document", "grant")


def appointments(viewer: Viewer, district: District) -> QuerySet[Appointment]:
    """What is being prepared first, then what holds, then the history; the newest first."""
    order = Case(
        When(state=State.PREPARED, then=0), When(state=State.ORDERED, then=1),
        When(state=State.HOLDS, then=2), default=3,
    )  # fmt: skip
    rows = policies.visible_appointments(viewer, district).select_related(*RELATED)
    return rows.order_by(order, "-made_at", "-pk")


def of(key: int) -> Appointment | None:
    """One appointment by its key, for what follows from facts."""
    return one_or_none(Appointment.objects.select_related(*RELATED).filter(pk=key))


def title_of(appointment: Appointment) -> str:
    """«Координатор», or the duty in words."""
    if not appointment.role:
        return appointment.duty
    scope = appointment.community or appointment.district
    known = rules_of(scope).roles.get(appointment.role)
    return known.title if known else appointment.role


def titled(district: District, listed: Sequence[Appointment]) -> list[tuple[Appointment, str]]:
    """A page of appointments with their titles: the rules of each profile are asked once."""
    titles: dict[int, Mapping[str, Role]] = {0: rules_of(district).roles}
    found = []
    for one in listed:
        key = one.community.profile_id if one.community else 0
        if key not in titles and one.community:
            titles[key] = rules_of(one.community).roles
        known = titles[key].get(one.role)
        found.append((one, known.title if known else one.duty or one.role))
    return found


def holders(
    district: District, community: Community | None, role: str, *, but: int = 0
) -> QuerySet[RoleGrant]:
    """Who holds the role there now."""
    kind = ScopeKind.COMMUNITY if community else ScopeKind.DISTRICT
    key = community.pk if community else district.pk
    rows = RoleGrant.objects.filter(scope_kind=kind, scope_id=key, role=role, to_at=None)
    return rows.exclude(person=but).select_related("person").order_by("pk")


def person_words(person: Person, district: District) -> str:
    """«Лаптев Дмитрий Ильич, методист, Методический центр»; what is unknown is left out."""
    position, place = wording.position_of(person), workplace(person.pk, district)
    parts = [
        wording.full_name(person),
        position[:1].lower() + position[1:],
        place.short_name if place else "",
    ]
    return ", ".join(part for part in parts if part)


def values(appointment: Appointment) -> Mapping[str, str]:
    """Fields of «order-appoint»."""
    begins, where = appointment.starts_on, appointment.community
    duty = title_of(appointment)
    named = f"{duty[:1].lower()}{duty[1:]}" + (
        f" сообщества {in_quotes(where.name)}" if where else ""
    )
    if appointment.is_acting:
        named = f"временное исполнение обязанностей, {named}"
    if appointment.ends_on:
        named += f", по {appointment.ends_on:%d.%m.%Y} включительно"
    source = rules_of(where or appointment.district).source("roles.catalogue")
    return {
        "кого": person_words(appointment.person, appointment.district),
        "обязанность": named,
        "дата начала": f"{begins:%d.%m.%Y}" if begins else "даты подписания приказа",
        "прежнее назначение": _former(appointment),
        "основание": f"положения района, {source.clause}" if source.clause else "положения района",
        "контролёр": wording.LEFT_TO_SIGNER,
    }


def _former(appointment: Appointment) -> str:
    if not appointment.role:
        return "нет"
    rows = holders(
        appointment.district, appointment.community, appointment.role, but=appointment.person_id
    )
    names = ", ".join(wording.full_name(row.person) for row in rows)
    if not names:
        return "нет"
    return f"прекращается с той же даты ({names})" if appointment.replaces else "сохраняется"


def midnight(district: District, day: date) -> datetime:
    """The beginning of a day by the district's clock."""
    return datetime.combine(day, time.min, ZoneInfo(district.time_zone))


def begins_at(appointment: Appointment) -> datetime | None:
    """When the powers begin: on the day named, never before the order's own; None for a draft."""
    order = appointment.document
    if order is None or order.dated_on is None:
        return None
    day = max(order.dated_on, appointment.starts_on or order.dated_on)
    return midnight(appointment.district, day)


def due_to_begin(*, at: datetime) -> list[Appointment]:
    """Ordered, and their first day has come."""
    rows = Appointment.objects.filter(state=State.ORDERED).select_related(*RELATED)
    return [row for row in rows.order_by("pk") if (begins_at(row) or at) <= at]


def due_to_end(*, at: datetime) -> list[tuple[Appointment, datetime]]:
    """In force, and their last day is over: with the moment of the end."""
    last = (
        at + timedelta(days=1)
    ).date()  # the widest day anywhere; the district's is judged below
    rows = Appointment.objects.filter(state=State.HOLDS, ends_on__lte=last)
    found = []
    for row in rows.select_related(*RELATED).order_by("pk"):
        ends = midnight(row.district, row.ends_on + timedelta(days=1)) if row.ends_on else None
        if ends is not None and ends <= at:
            found.append((row, ends))
    return found
