"""Papers and what they are printed on."""

from staffroom.shared.documents.models.documents import (
    Audience,
    Document,
    DocumentReader,
    DocumentState,
    Level,
)
from staffroom.shared.documents.models.files import DocumentFile, DocumentSignature, FileRole
from staffroom.shared.documents.models.issuers import Letterhead, SecondLanguage, Series
from staffroom.shared.documents.models.templates import PaperTemplate

__all__ = [
    "Audience",
    "Document",
    "DocumentFile",
    "DocumentReader",
    "DocumentSignature",
    "DocumentState",
    "FileRole",
    "Letterhead",
    "Level",
    "PaperTemplate",
    "SecondLanguage",
    "Series",
]
