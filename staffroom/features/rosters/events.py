"""Facts about compositions and appointments."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFact(Event):
    """Something happened to a line of a composition."""

    subject: ClassVar[str] = "entry_id"

    entry_id: int
    community_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAsked(EntryFact):
    """Спрошено согласие войти в состав."""

    code: ClassVar[str] = "rosters.consent.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(EntryFact):
    """Дано согласие войти в состав."""

    code: ClassVar[str] = "rosters.consent.given"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFact(Event):
    """Something happened to the composition of a community."""

    subject: ClassVar[str] = "community_id"

    community_id: int
    document_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPrepared(RosterFact):
    """Подготовлен проект приказа о составе."""

    code: ClassVar[str] = "rosters.order.prepared"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterApproved(RosterFact):
    """Состав утверждён приказом."""

    code: ClassVar[str] = "rosters.order.approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFact(Event):
    """Something happened to an appointment."""

    subject: ClassVar[str] = "appointment_id"

    appointment_id: int
    person_id: int
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentPrepared(AppointmentFact):
    """Подготовлен приказ о назначении."""

    code: ClassVar[str] = "rosters.appointment.prepared"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentOrdered(AppointmentFact):
    """Назначение оформлено приказом."""

    code: ClassVar[str] = "rosters.appointment.ordered"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBegun(AppointmentFact):
    """Назначение вступило в силу."""

    code: ClassVar[str] = "rosters.appointment.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentEnded(AppointmentFact):
    """Назначение окончено."""

    code: ClassVar[str] = "rosters.appointment.ended"
