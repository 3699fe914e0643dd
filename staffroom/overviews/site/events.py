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
