"""Facts about official sections."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLed(Event):
    """У официального раздела назван ведущий."""

    code: ClassVar[str] = "forum.section.led"
    subject: ClassVar[str] = "section_id"

    section_id: int
    community_id: int
    leader_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReleased(Event):
    """Раздел больше не официальный."""

    code: ClassVar[str] = "forum.section.released"
    subject: ClassVar[str] = "section_id"

    section_id: int
    community_id: int
