"""Facts about papers."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFact(Event):
    """Something happened to a paper."""

    subject: ClassVar[str] = "document_id"

    document_id: int
    kind: str
    community_id: int | None
    origin: str  # whose business it is: a feature finds its own papers by these two
    origin_id: int | None

    def thing_of(self, origin: str) -> int | None:
        """The thing of this origin that the paper is made for; None for papers of others."""
        return self.origin_id if self.origin == origin else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDrafted(DocumentFact):
    """Подготовлен проект документа."""

    code: ClassVar[str] = "documents.document.drafted"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRevised(DocumentFact):
    """Проект документа исправлен."""

    code: ClassVar[str] = "documents.document.revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDropped(DocumentFact):
    """Проект документа удалён."""

    code: ClassVar[str] = "documents.document.dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIssued(DocumentFact):
    """Документ зарегистрирован."""

    code: ClassVar[str] = "documents.document.issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSigned(DocumentFact):
    """К документу приложена подпись."""

    code: ClassVar[str] = "documents.document.signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCancelled(DocumentFact):
    """Документ отменён."""

    code: ClassVar[str] = "documents.document.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEnding(DocumentFact):
    """Подходит конец срока документа."""

    code: ClassVar[str] = "documents.document.ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReadersJoined(DocumentFact):
    """Документ могут читать и другие: сообщество влилось в другое."""

    code: ClassVar[str] = "documents.document.readers_joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateChanged(Event):
    """Изменён шаблон документа."""

    code: ClassVar[str] = "documents.template.changed"
    subject: ClassVar[str] = "template_id"

    template_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadChanged(Event):
    """Изменён бланк организации."""

    code: ClassVar[str] = "documents.letterhead.changed"
    subject: ClassVar[str] = "organization_id"

    organization_id: int
