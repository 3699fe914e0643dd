"""Copies of files that say nothing of who made them: properties, authors of remarks, thumbnails are gone."""

from io import BytesIO
import re
from typing import Any, BinaryIO
import zipfile
import zlib

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.archives import checked
from staffroom.core.parsers.marks import unmarked
from staffroom.core.parsers.pdf_marks import streams, untold, without_keys

NAME = "clean"
PACKED = b"PK\x03\x04"
DEEPEST = 2  # a table of a chart inside of a document inside of a document
LARGEST = 256 * 1024 * 1024  # of everything unpacked
MOST_UNPACKED = 32 * 1024 * 1024  # of one stream
SHORT = 5
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
# Where the file lay at its maker's, and the template he began with: paths hold his login.
PATHS = re.compile(rb"<x15ac:absPath\b[^>]*/>")
TEMPLATES = re.compile(rb'(<Relationship\b(?=[^>]*attachedTemplate)[^>]*?)\bTarget="[^"]*"')
PEOPLE = re.compile(
    r"(^|/)(people|persons/person\d*|commentAuthors|authors|threadedComments/.*)\.xml$"
)
PICTURES = ("docProps/thumbnail.", "Thumbnails/")
BROKEN = "Файл не удалось переписать без имени автора. Сохраните его в PDF и приложите заново."


def office(file: BinaryIO, needles: list[str]) -> dict[str, Any]:
    """Write `clean` to the working folder: the same OOXML or OpenDocument file without its maker.

    The answer says whether one of `needles` (names as they are written) still stands in any part of it.

    Raises:
        Refusal: not such a file, broken, or larger than one may be when unpacked.
    """
    try:
        return _rewritten(file, _bytes_of(needles))
    except (Refusal, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a broken archive lets every kind of error through
        raise Refusal(BROKEN) from None


def _rewritten(file: BinaryIO, needles: list[bytes]) -> dict[str, Any]:
    with open(NAME, "wb") as target:  # noqa: PTH123 - the working folder of the sandbox
        is_named, _size = _repacked(file, target, needles, depth=0)
    return {"name": NAME, "is_named": is_named}


def _repacked(
    file: BinaryIO, target: BinaryIO, needles: list[bytes], *, depth: int
) -> tuple[bool, int]:
    """Write the archive anew; whether a name still stands in it, and how much was unpacked."""
    total, is_named = 0, False
    with checked(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for member in source.infolist():
            if member.is_dir() or member.filename.startswith(PICTURES):
                continue
            total += member.file_size
            if total > LARGEST:
                raise Refusal(BROKEN)
            content = source.read(member)
            if content.startswith(
                PACKED
            ):  # tables of charts are whole files with makers of their own
                inner, is_inner_named, size = _inner(content, needles, depth)
                content, is_named, total = inner, is_named or is_inner_named, total + size
            content = _clean(member.filename, content)
            is_named = is_named or _holds(content, needles)
            written = zipfile.ZipInfo(member.filename)  # no day, no maker's mark
            written.compress_type = (
                zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            )
            made.writestr(written, content)
    return is_named, total


def _inner(content: bytes, needles: list[bytes], depth: int) -> tuple[bytes, bool, int]:
    if depth == DEEPEST:
        raise Refusal(BROKEN)
    target = BytesIO()
    is_named, size = _repacked(BytesIO(content), target, needles, depth=depth + 1)
    return target.getvalue(), is_named, size


def _bytes_of(needles: list[str]) -> list[bytes]:
    """The names in every encoding that files keep words in; a short one in eight bits could be anything."""
    found = []
    for one in needles:
        found += [one.encode("utf-8"), one.encode("utf-16-le"), one.encode("utf-16-be")]
        packed = one.encode("utf-16-be").hex()
        found += [packed.encode(), packed.upper().encode()]
        if len(one) > SHORT:
            found.append(one.encode("cp1251", "replace"))
    return found


def _holds(content: bytes, needles: list[bytes]) -> bool:
    return any(one in content for one in needles)


def _clean(name: str, content: bytes) -> bytes:
    if name in EMPTIED:
        return EMPTIED[name]
    if name.endswith("/meta.xml"):  # of a formula or a chart inside of an OpenDocument file
        return META
    if not name.endswith((".xml", ".rels")):
        return unmarked(content)
    content = PATHS.sub(b"", content)
    content = TEMPLATES.sub(rb'\1Target="file:///template"', content)
    content = ATTRIBUTES.sub(rb'\1=""', content)
    content = ELEMENTS.sub(rb"<\1\2></\1>", content)
    if PEOPLE.search(name):
        content = re.sub(
            rb'\b(name|displayName|providerId|id|clrIdx)="[^"]*@[^"]*"', rb'\1=""', content
        )
        content = re.sub(rb'\b(name|displayName)="[^"]*"', rb'\1=""', content)
    return content


def pdf(file: BinaryIO, needles: list[str]) -> dict[str, Any]:
    """Write `clean` to the working folder: the pages alone, without properties, XMP, remarks, attachments.

    Pages and pictures lose what programs and cameras wrote beside them (`pdf_marks`). What remarks
    draw becomes part of the page; who wrote them is gone. Answers as `office`.

    Raises:
        Refusal: broken or locked.
    """
    import pypdfium2  # noqa: PLC0415 - read only where a PDF is to be rewritten

    try:
        source = pypdfium2.PdfDocument(file.read())
        for page in source:
            _plain(page)
        content = without_keys(_pages_alone(source))
        content = untold(_pages_alone(pypdfium2.PdfDocument(content)))
        with open(NAME, "wb") as written:  # noqa: PTH123 - the working folder of the sandbox
            written.write(content)
    except Refusal:
        raise
    except Exception:  # noqa: BLE001 - pdfium tells of a broken file in its own ways
        raise Refusal(BROKEN) from None
    return {"name": NAME, "is_named": _is_in_pdf(content, _bytes_of(needles))}


def _pages_alone(source: Any) -> bytes:
    """The pages in a document of its own: what no page needs any more stays behind."""
    import pypdfium2  # noqa: PLC0415

    target = pypdfium2.PdfDocument.new()
    target.import_pages(source)
    return _saved(target)


def _plain(page: Any) -> None:
    """Remarks and fields as part of the page; what cannot be drawn is taken off with its author."""
    from pypdfium2 import raw  # noqa: PLC0415

    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    for n in range(raw.FPDFPage_GetAnnotCount(page) - 1, -1, -1):
        raw.FPDFPage_RemoveAnnot(page, n)


def _saved(target: Any) -> bytes:
    """The document's bytes. pypdfium2's own writer looks at memory by its address, which the sandbox refuses."""
    import ctypes  # noqa: PLC0415

    from pypdfium2 import raw  # noqa: PLC0415

    out = bytearray()

    def keep(_writer: Any, block: int, size: int) -> int:
        out.extend(ctypes.string_at(block, size))
        return 1

    writer = raw.FPDF_FILEWRITE(version=1)
    writer.WriteBlock = type(writer.WriteBlock)(keep)
    if not raw.FPDF_SaveAsCopy(target, writer, 0) or not out:
        raise ValueError
    return bytes(out)


def _is_in_pdf(content: bytes, needles: list[bytes]) -> bool:
    """True when a name stands in the file itself or in one of its packed streams."""
    if _holds(content, needles):
        return True
    for found in streams(content):
        held = content[found.begin : found.end]
        try:
            unpacked = zlib.decompressobj().decompress(held, MOST_UNPACKED)
        except zlib.error:
            continue
        if _holds(unpacked, needles):
            return True
    return False
