"""What the papers know without a database: kinds, shipped templates, whose business a paper is."""

from staffroom.shared.documents.registry.kinds import (
    CODE_ALPHABET,
    CODE_LENGTH,
    DOCUMENT_FILES,
    KINDS,
    NUMBERED,
    DocumentKind,
)
from staffroom.shared.documents.registry.origins import Act, Asked, asked, origin

__all__ = [
    "CODE_ALPHABET",
    "CODE_LENGTH",
    "DOCUMENT_FILES",
    "KINDS",
    "NUMBERED",
    "Act",
    "Asked",
    "DocumentKind",
    "asked",
    "origin",
]
