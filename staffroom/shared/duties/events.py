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
