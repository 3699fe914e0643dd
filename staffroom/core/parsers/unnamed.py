"""Copies of files that say nothing of who made them: properties, authors of remarks, thumbnails are gone."""

import re
from typing import Any, BinaryIO
import zipfile

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.archives import checked

NAME = "clean"
LARGEST = 256 * 1024 * 1024  # of everything unpacked
CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
CUSTOM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/>'
    b"</office:document-meta>"
)
EMPTIED = {
    "docProps/core.xml": CORE, "docProps/app.xml": APP, "docProps/custom.xml": CUSTOM, "meta.xml": META,
}  # fmt: skip
# Who wrote a remark or a change, and who changed the book last: attributes and elements of both families.
ATTRIBUTES = re.compile(
    rb'\b((?:w|w15|p|p15|p188|a|x|xr)?:?(?:author|initials|userId|lastEditedBy|userName))="[^"]*"'
)
ELEMENTS = re.compile(
    rb"<(dc:creator|meta:initial-creator|meta:creator-initials|loext:sender-initials|author|text:author-name"
    rb"|text:author-initials|text:initial-creator|text:creator)(\s[^>]*)?>[^<]*</\1>"
)
PEOPLE = re.compile(
    r"(^|/)(people|persons/person\d*|commentAuthors|authors|threadedComments/.*)\.xml$"
)
PICTURES = ("docProps/thumbnail.", "Thumbnails/")
BROKEN = "Файл не удалось переписать без имени автора. Сохраните его в PDF и приложите заново."


def office(file: BinaryIO) -> dict[str, Any]:
    """Write `clean` to the working folder: the same OOXML or OpenDocument file without its maker.

    Raises:
        Refusal: not such a file, broken, or larger than one may be when unpacked.
    """
    try:
        return _rewritten(file)
    except (Refusal, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a broken archive lets every kind of error through
        raise Refusal(BROKEN) from None


def _rewritten(file: BinaryIO) -> dict[str, Any]:
    total = 0
    with checked(file) as source, zipfile.ZipFile(NAME, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            if member.is_dir() or member.filename.startswith(PICTURES):
                continue
            total += member.file_size
            if total > LARGEST:
                raise Refusal(BROKEN)
            content = _clean(member.filename, source.read(member))
            written = zipfile.ZipInfo(member.filename)  # no day, no maker's mark
            written.compress_type = (
                zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            )
            target.writestr(written, content)
    return {"name": NAME}


def _clean(name: str, content: bytes) -> bytes:
    if name in EMPTIED:
        return EMPTIED[name]
    if not name.endswith((".xml", ".rels")):
        return content
    content = ATTRIBUTES.sub(rb'\1=""', content)
    content = ELEMENTS.sub(rb"<\1\2></\1>", content)
    if PEOPLE.search(name):
        content = re.sub(
            rb'\b(name|displayName|providerId|id|clrIdx)="[^"]*@[^"]*"', rb'\1=""', content
        )
        content = re.sub(rb'\b(name|displayName)="[^"]*"', rb'\1=""', content)
    return content


def pdf(file: BinaryIO) -> dict[str, Any]:
    """Write `clean` to the working folder: the pages alone, without properties, XMP and attachments.

    Raises:
        Refusal: broken or locked.
    """
    import pypdfium2  # noqa: PLC0415 - read only where a PDF is to be rewritten

    try:
        source, target = pypdfium2.PdfDocument(file.read()), pypdfium2.PdfDocument.new()
        target.import_pages(source)
        target.save(NAME)
    except Exception:  # noqa: BLE001 - pdfium tells of a broken file in its own ways
        raise Refusal(BROKEN) from None
    return {"name": NAME}
