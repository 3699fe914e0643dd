"""Facts about duties."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFact(Event):
    """Something happened to a duty."""

    subject: ClassVar[str] = "duty_id"

    duty_id: int
    kind: str
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyOpened(DutyFact):
    """Появилось дело."""

    code: ClassVar[str] = "duties.duty.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyClosed(DutyFact):
    """Дело закрыто."""

    code: ClassVar[str] = "duties.duty.closed"

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyHandedOver(DutyFact):
    """Дело передано."""

    code: ClassVar[str] = "duties.duty.handed_over"

    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDue(DutyFact):
    """Срок дела подходит."""

    code: ClassVar[str] = "duties.duty.due"

    days: int  # left of the term, by the calendar; 0 on its last day


@dataclass(frozen=True, slots=True, kw_only=True)
class ControllerNamed(DutyFact):
    """У дела назначен контролирующий."""

    code: ClassVar[str] = "duties.controller.named"

    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueTold(Event):
    """Контролирующему сообщили о просроченных делах."""

    code: ClassVar[str] = "duties.overdue.told"
    subject: ClassVar[str] = "escalation_id"

    escalation_id: int
    person_id: int
    duty_n: int
