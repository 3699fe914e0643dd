"""Facts about teachers' pages of experience."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFact(Event):
    """Something happened to a page of experience."""

    subject: ClassVar[str] = "experience_id"

    experience_id: int
    person_id: int  # whose page it is


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceShown(PageFact):
    """Страница опыта открыта."""

    code: ClassVar[str] = "experience.page.shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceChanged(PageFact):
    """Страница опыта изменена."""

    code: ClassVar[str] = "experience.page.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperienceClosed(PageFact):
    """Страница опыта закрыта."""

    code: ClassVar[str] = "experience.page.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecePrepared(PageFact):
    """Модератор подготовил материал к показу на странице опыта."""

    code: ClassVar[str] = "experience.piece.prepared"

    publication_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquaintanceFact(PageFact):
    """Something happened between who shows his experience and who asks to study it."""

    subject: ClassVar[str] = "acquaintance_id"

    acquaintance_id: int
    asker_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquaintanceAsked(AcquaintanceFact):
    """Попросили познакомиться с опытом."""

    code: ClassVar[str] = "experience.acquaintance.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquaintanceTakenBack(AcquaintanceFact):
    """Просьбу познакомиться с опытом сняли."""

    code: ClassVar[str] = "experience.acquaintance.taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquaintanceAllowed(AcquaintanceFact):
    """Педагог открыл свой опыт коллеге."""

    code: ClassVar[str] = "experience.acquaintance.allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquaintanceRefused(AcquaintanceFact):
    """Педагог не открыл свой опыт коллеге."""

    code: ClassVar[str] = "experience.acquaintance.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquaintanceEnded(AcquaintanceFact):
    """Педагог закрыл свой опыт от коллеги, которому открывал."""

    code: ClassVar[str] = "experience.acquaintance.ended"
