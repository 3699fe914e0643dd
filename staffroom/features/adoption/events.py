"""Facts about the adoption of papers."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionFact(Event):
    """Something happened to the adoption of a paper."""

    subject: ClassVar[str] = "adoption_id"

    adoption_id: int
    document_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionSent(AdoptionFact):
    """Документ разослан организациям на принятие."""

    code: ClassVar[str] = "adoption.adoption.sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionClosed(AdoptionFact):
    """Принимать документ больше не просят."""

    code: ClassVar[str] = "adoption.adoption.closed"

    is_replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFact(AdoptionFact):
    """Something happened between the paper and one organisation."""

    act_id: int
    organization_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAsked(ActFact):
    """Организацию попросили принять документ."""

    code: ClassVar[str] = "adoption.act.asked"

    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAdopted(ActFact):
    """Организация приняла документ своим приказом."""

    code: ClassVar[str] = "adoption.act.adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActReturned(ActFact):
    """Запись организации о принятии возвращена."""

    code: ClassVar[str] = "adoption.act.returned"
