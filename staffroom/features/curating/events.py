"""Facts about curators and listeners."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WardFact(Event):
    """Something happened between a curator and a listener."""

    subject: ClassVar[str] = "person_id"

    community_id: int
    curator_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerEntrusted(WardFact):
    """Слушатель закреплён за куратором."""

    code: ClassVar[str] = "curating.listener.entrusted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListenerReleased(WardFact):
    """Закрепление слушателя снято."""

    code: ClassVar[str] = "curating.listener.released"
