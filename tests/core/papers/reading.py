"""The words of a PDF, as a reader sees them."""

import pypdfium2


def words_of_pdf(data: bytes) -> str:
    """All sheets; runs of blanks and ends of lines are one blank."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())
