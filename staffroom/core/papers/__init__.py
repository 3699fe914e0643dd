"""Official papers: structured blocks and three writers (PDF, DOCX, ODT) that say the same words.

    paper = Paper(title="ПРИКАЗ", letterhead=…, date="31.08.2026", number="426", heading="О …", body=(…))
    write_pdf(paper, made_at=at) · write_docx(paper, made_at=at) · write_odt(paper, made_at=at)

The form is that of ГОСТ Р 7.0.97-2025: A4, margins 30-10-20-20 mm, letters of 13 points, numbers of
pages in the middle above from the second one, requisites in their places, the square code of the
check page in the lower right corner of the first sheet.
"""

from staffroom.core.papers.blocks import (
    Annex,
    Block,
    Bullet,
    Check,
    Heading,
    Item,
    Letterhead,
    Mark,
    Paper,
    Resolution,
    Signature,
    Table,
    Text,
    Word,
    words_of,
)

__all__ = [
    "Annex",
    "Block",
    "Bullet",
    "Check",
    "Heading",
    "Item",
    "Letterhead",
    "Mark",
    "Paper",
    "Resolution",
    "Signature",
    "Table",
    "Text",
    "Word",
    "words_of",
]
