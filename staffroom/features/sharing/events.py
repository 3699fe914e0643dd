"""Facts about what organisations share."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceFact(Event):
    """Something happened to a resource of an organisation."""

    subject: ClassVar[str] = "resource_id"

    resource_id: int
    organization_id: int  # that gives it


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceOffered(ResourceFact):
    """Организация предложила общий ресурс."""

    code: ClassVar[str] = "sharing.resource.offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceChanged(ResourceFact):
    """Изменены сведения об общем ресурсе."""

    code: ClassVar[str] = "sharing.resource.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceClosed(ResourceFact):
    """Общий ресурс больше не предлагают."""

    code: ClassVar[str] = "sharing.resource.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceReopened(ResourceFact):
    """Общий ресурс предложен снова."""

    code: ClassVar[str] = "sharing.resource.reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFact(ResourceFact):
    """Something happened between those who give a resource and those who ask for it."""

    subject: ClassVar[str] = "request_id"

    request_id: int
    to_id: int  # the organisation that asks
    person_id: int | None  # who asked


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceAsked(RequestFact):
    """Попросили общий ресурс."""

    code: ClassVar[str] = "sharing.request.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePromised(RequestFact):
    """Об общем ресурсе договорились."""

    code: ClassVar[str] = "sharing.request.promised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRefused(RequestFact):
    """В общем ресурсе отказали."""

    code: ClassVar[str] = "sharing.request.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceWithdrawn(RequestFact):
    """Просьба об общем ресурсе снята."""

    code: ClassVar[str] = "sharing.request.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceUsed(RequestFact):
    """Общим ресурсом воспользовались."""

    code: ClassVar[str] = "sharing.request.used"

    hours: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceNotUsed(RequestFact):
    """Общим ресурсом не воспользовались."""

    code: ClassVar[str] = "sharing.request.not_used"
