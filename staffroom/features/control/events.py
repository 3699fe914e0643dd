"""Facts about the items of orders."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFact(Event):
    """Something happened to an item of an order."""

    subject: ClassVar[str] = "item_id"

    item_id: int
    document_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded(ItemFact):
    """Пункт приказа поставлен на контроль."""

    code: ClassVar[str] = "control.item.added"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGiven(ItemFact):
    """Пункт приказа поручен: приказ зарегистрирован."""

    code: ClassVar[str] = "control.item.given"

    person_id: int | None
    controller_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanged(ItemFact):
    """Изменён пункт приказа на контроле."""

    code: ClassVar[str] = "control.item.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReported(ItemFact):
    """Об исполнении пункта приказа доложено."""

    code: ClassVar[str] = "control.item.reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAccepted(ItemFact):
    """Исполнение пункта приказа принято."""

    code: ClassVar[str] = "control.item.accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReturned(ItemFact):
    """Исполнение пункта приказа возвращено."""

    code: ClassVar[str] = "control.item.returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDropped(ItemFact):
    """Пункт приказа снят с контроля."""

    code: ClassVar[str] = "control.item.dropped"
