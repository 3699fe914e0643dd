"""Facts about drafts of documents."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFact(Event):
    """Something happened to a draft."""

    subject: ClassVar[str] = "draft_id"

    draft_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftBegun(DraftFact):
    """Начат проект документа."""

    code: ClassVar[str] = "drafting.draft.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionWritten(DraftFact):
    """Написана редакция проекта."""

    code: ClassVar[str] = "drafting.edition.written"

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionOpened(DraftFact):
    """Проект вынесен на обсуждение."""

    code: ClassVar[str] = "drafting.discussion.opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionClosed(DraftFact):
    """Обсуждение проекта закончено."""

    code: ClassVar[str] = "drafting.discussion.closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkMade(DraftFact):
    """Высказано замечание к проекту."""

    code: ClassVar[str] = "drafting.remark.made"

    remark_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkAnswered(DraftFact):
    """Дан ответ на замечание."""

    code: ClassVar[str] = "drafting.remark.answered"

    remark_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSubmitted(DraftFact):
    """Проект подан на утверждение."""

    code: ClassVar[str] = "drafting.draft.submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftApproved(DraftFact):
    """Проект утверждён, документ готовят к регистрации."""

    code: ClassVar[str] = "drafting.draft.approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReturned(DraftFact):
    """Проект возвращён на доработку."""

    code: ClassVar[str] = "drafting.draft.returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPublished(DraftFact):
    """Документ по проекту зарегистрирован."""

    code: ClassVar[str] = "drafting.draft.published"

    document_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDropped(DraftFact):
    """Проект документа снят."""

    code: ClassVar[str] = "drafting.draft.dropped"
