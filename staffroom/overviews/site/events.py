"""Facts about the public face."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFact(Event):
    """Something happened to a visitor's question."""

    subject: ClassVar[str] = "inquiry_id"

    inquiry_id: int
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryAsked(InquiryFact):
    """Посетитель сайта задал вопрос."""

    code: ClassVar[str] = "site.inquiry.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryAnswered(InquiryFact):
    """Посетителю сайта ответили."""

    code: ClassVar[str] = "site.inquiry.answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryDeclined(InquiryFact):
    """Вопрос посетителя закрыт без ответа."""

    code: ClassVar[str] = "site.inquiry.declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryShown(InquiryFact):
    """Вопрос и ответ показаны на сайте."""

    code: ClassVar[str] = "site.inquiry.shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryWithdrawn(InquiryFact):
    """Вопрос и ответ убраны с сайта."""

    code: ClassVar[str] = "site.inquiry.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuChanged(Event):
    """Изменено меню сайта района."""

    code: ClassVar[str] = "site.menu.changed"
    subject: ClassVar[str] = "district_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfFact(Event):
    """Something happened to a shelf of the cabinet."""

    subject: ClassVar[str] = "shelf_id"

    shelf_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfOpened(ShelfFact):
    """В методическом кабинете появилась полка."""

    code: ClassVar[str] = "site.shelf.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfChanged(ShelfFact):
    """Полка методического кабинета изменена."""

    code: ClassVar[str] = "site.shelf.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfRemoved(ShelfFact):
    """Полка методического кабинета убрана."""

    code: ClassVar[str] = "site.shelf.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfFilled(ShelfFact):
    """На полку методического кабинета что-то поставили."""

    code: ClassVar[str] = "site.shelf.filled"

    item_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfCleared(ShelfFact):
    """С полки методического кабинета что-то сняли."""

    code: ClassVar[str] = "site.shelf.cleared"

    item_id: int
