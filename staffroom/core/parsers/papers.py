"""The words of a DOCX, an ODT or a plain text, line by line, as official papers are typed."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.archives import checked, read_member

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
LARGEST_PART = 8 * 1024 * 1024
LARGEST_TEXT = 200_000
STRANGE = "Из этого файла не взять текст. Подойдут DOCX, ODT и простой текст."
MANY = "В файле слишком много текста для одного документа."


def lines(file: BinaryIO) -> str:
    """Paragraphs line by line, cells of a table parted by «|».

    Raises:
        Refusal: another kind of file, a broken one, more text than a paper has.
    """
    head = file.read(4)
    file.seek(0)
    found = _packed(file) if head == b"PK\x03\x04" else _plain(file.read(LARGEST_TEXT * 4 + 1))
    if len(found) > LARGEST_TEXT:
        raise Refusal(MANY)
    return found


def _plain(content: bytes) -> str:
    for coding in ("utf-8-sig", "cp1251"):
        try:
            text = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").strip()
    raise Refusal(STRANGE)


def _packed(file: BinaryIO) -> str:
    archive = checked(file)
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return _joined(_word(_tree(read_member(archive, "word/document.xml", LARGEST_PART))))
    if "content.xml" in names:
        return _joined(_open(_tree(read_member(archive, "content.xml", LARGEST_PART))))
    raise Refusal(STRANGE)


def _tree(content: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415 - the child pays for what it imports

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Refusal(STRANGE) from None


def _joined(found: Iterator[str]) -> str:
    return "\n".join(" ".join(line.split()) for line in found if line.strip())


def _word(root: Any) -> Iterator[str]:
    body = root.find(f"{WORD}body")
    for one in body if body is not None else ():
        if one.tag == f"{WORD}p":
            yield _said(one, f"{WORD}t")
        elif one.tag == f"{WORD}tbl":
            for row in one.iter(f"{WORD}tr"):
                yield " | ".join(_said(cell, f"{WORD}t") for cell in row.iter(f"{WORD}tc"))


def _said(part: Any, tag: str) -> str:
    return "".join(one.text or "" for one in part.iter(tag))


def _open(root: Any) -> Iterator[str]:
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    for one in body if body is not None else ():
        if one.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield "".join(one.itertext())
        elif one.tag == f"{TABLE}table":
            for row in one.iter(f"{TABLE}table-row"):
                cells = row.iter(f"{TABLE}table-cell")
                yield " | ".join(" ".join("".join(cell.itertext()).split()) for cell in cells)
