"""Facts about terms and their outcome."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFact(Event):
    """Something happened to the term of a community."""

    subject: ClassVar[str] = "community_id"

    community_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEnding(TermFact):
    """Срок работы сообщества подходит к концу."""

    code: ClassVar[str] = "lifecycle.term.ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductHandedIn(TermFact):
    """Сообщество представило результат."""

    code: ClassVar[str] = "lifecycle.product.handed_in"

    product_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingFact(Event):
    """Something happened to a request about the end of a community's work."""

    subject: ClassVar[str] = "request_id"

    request_id: int
    community_id: int
    wish: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingAsked(EndingFact):
    """Подана просьба о продлении или закрытии."""

    code: ClassVar[str] = "lifecycle.ending.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingWithdrawn(EndingFact):
    """Просьба о продлении или закрытии отозвана."""

    code: ClassVar[str] = "lifecycle.ending.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingOrdered(EndingFact):
    """Решено продлить или закрыть, готовится приказ."""

    code: ClassVar[str] = "lifecycle.ending.ordered"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingCarriedOut(EndingFact):
    """Сообщество продлено или закрыто."""

    code: ClassVar[str] = "lifecycle.ending.carried_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingRefused(EndingFact):
    """В продлении или закрытии отказано."""

    code: ClassVar[str] = "lifecycle.ending.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReshapingFact(Event):
    """Something happened to a change of shape; `community_id` is the one that is changed."""

    subject: ClassVar[str] = "reshaping_id"

    reshaping_id: int
    community_id: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReshapingOrdered(ReshapingFact):
    """Решено преобразовать сообщество, готовится приказ."""

    code: ClassVar[str] = "lifecycle.reshaping.ordered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReshapingBegun(ReshapingFact):
    """Записи переходят в другое сообщество: их много, это займёт время."""

    code: ClassVar[str] = "lifecycle.reshaping.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReshapingDone(ReshapingFact):
    """Сообщество преобразовано."""

    code: ClassVar[str] = "lifecycle.reshaping.done"
