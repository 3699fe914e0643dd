"""Facts about applications, topics and initiatives."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFact(Event):
    """Something happened to an application."""

    subject: ClassVar[str] = "application_id"

    application_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSubmitted(ApplicationFact):
    """Подано заявление о создании сообщества."""

    code: ClassVar[str] = "governance.application.submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn(ApplicationFact):
    """Заявление о создании сообщества отозвано."""

    code: ClassVar[str] = "governance.application.withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationQuestioned(ApplicationFact):
    """Задан вопрос о заявлении."""

    code: ClassVar[str] = "governance.application.questioned"

    question_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAnswered(ApplicationFact):
    """Дан ответ на вопрос о заявлении."""

    code: ClassVar[str] = "governance.application.answered"

    question_id: int
    asker_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSupported(ApplicationFact):
    """Заявление поддержано, готовится приказ."""

    code: ClassVar[str] = "governance.application.supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRefused(ApplicationFact):
    """По заявлению отказано."""

    code: ClassVar[str] = "governance.application.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFounded(ApplicationFact):
    """Сообщество создано приказом."""

    code: ClassVar[str] = "governance.application.founded"

    community_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FounderFact(ApplicationFact):
    """Something happened between an application and one of those who file it."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FounderCalled(FounderFact):
    """Коллегу позвали в инициаторы."""

    code: ClassVar[str] = "governance.founder.called"


@dataclass(frozen=True, slots=True, kw_only=True)
class FounderAgreed(FounderFact):
    """Коллега согласился быть инициатором."""

    code: ClassVar[str] = "governance.founder.agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFact(Event):
    """Something happened to a topic of the department."""

    subject: ClassVar[str] = "topic_id"

    topic_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOffered(TopicFact):
    """Управление предложило тему."""

    code: ClassVar[str] = "governance.topic.offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicClosed(TopicFact):
    """Тема управления снята."""

    code: ClassVar[str] = "governance.topic.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTurned(TopicFact):
    """Тема управления стала заявлением."""

    code: ClassVar[str] = "governance.topic.turned"

    application_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestMarked(TopicFact):
    """Педагог отметил интерес к теме."""

    code: ClassVar[str] = "governance.interest.marked"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestWithdrawn(TopicFact):
    """Педагог снял отметку интереса."""

    code: ClassVar[str] = "governance.interest.withdrawn"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFact(Event):
    """Something happened to an initiative."""

    subject: ClassVar[str] = "publication_id"

    publication_id: int
    community_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeBacked(InitiativeFact):
    """Инициативу поддержал коллега."""

    code: ClassVar[str] = "governance.initiative.backed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeDecided(InitiativeFact):
    """Решение об инициативе."""

    code: ClassVar[str] = "governance.initiative.decided"

    state: str
