"""What a file is by its content, never by its name."""

import os
import re
from typing import Any, BinaryIO

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.archives import checked, read_member

OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/epub+zip": "epub",
}
OFFICE_PARTS = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
PICTURES = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
BRANDS = {
    b"avif": "avif", b"avis": "avif", b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"heim": "heic",
    b"M4A ": "m4a", b"M4B ": "m4a", b"qt  ": "mov",
}  # fmt: skip
SIMPLE = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"AT&TFORM", "djvu"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1aE\xdf\xa3", "webm"),
)
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"\x4c\x00\x00\x00\x01\x14\x02\x00",
)
PROGRAM_NAMES = re.compile(
    r"\.(exe|dll|com|scr|pif|bat|cmd|msi|msix|apk|jar|vbs|vbe|js|jse|wsf|wsh|ps1|psm1|hta|cpl|lnk|reg|sh|appimage|deb|rpm|dmg|pkg|iso)$",
    re.IGNORECASE,
)
MARKUP = re.compile(
    rb"^\s*(<\?xml|<!doctype|<html|<svg|<script|<head|<body|<!--|<math|<iframe)", re.IGNORECASE
)
MACROS = re.compile(r"vbaproject\.bin$|^basic/|^scripts/")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)


def tell(file: BinaryIO) -> dict[str, Any]:
    """The type of a file as an extension, whether it holds macros, and how it was found.

    `type` is empty when nothing fits; «program» and «markup» are named so that they are refused in words,
    «locked» is an office file behind a password, of which nothing but its name tells the kind.

    Raises:
        Refusal: an archive that is broken, encrypted, or unpacks into gigabytes.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(4096)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(file)
    if head.startswith(OLE):
        return _of_ole(file, size)
    return {
        "type": _of_head(head) or _of_text(file, head) or _of_many(file, head),
        "has_macros": False,
    }


def _of_head(head: bytes) -> str:
    if head.startswith(PROGRAMS):
        return "program"
    if MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "markup"
    for magic, kind in (*PICTURES, *SIMPLE):
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return BRANDS.get(head[8:12], "mp4")
    return "pdf" if b"%PDF-" in head[:1024] else ""


def _of_text(file: BinaryIO, head: bytes) -> str:
    """Plain text: no zero bytes, in UTF-8 or the Russian code page, hardly any control characters."""
    if b"\0" in head:
        return "txt" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return "txt" if head and controls == 0 else ""


def _of_many(file: BinaryIO, head: bytes) -> str:
    """Formats with a long tail (sound, above all): asked of puremagic, answered only by our own names."""
    import puremagic  # noqa: PLC0415 - half of the child's start, needed seldom

    file.seek(0)
    try:
        found = puremagic.magic_string(head)
    except puremagic.PureError:
        return ""
    known = {".mp3": "mp3", ".aac": "aac", ".wma": "wma", ".djvu": "djvu", ".mpg": "mpg"}
    return next((known[one.extension] for one in found if one.extension in known), "")


def _of_zip(file: BinaryIO) -> dict[str, Any]:
    archive = checked(file)
    names = archive.namelist()
    has_macros = any(MACROS.search(name.lower()) for name in names)
    if names and names[0] == "mimetype":
        kind = OPEN_DOCUMENT.get(
            read_member(archive, "mimetype", 200).decode("ascii", "replace").strip()
        )
        if kind:
            return {"type": kind, "has_macros": has_macros}
    if "[Content_Types].xml" in names:
        for folder, kind in OFFICE_PARTS:
            if any(name.startswith(folder) for name in names):
                return {"type": kind, "has_macros": has_macros}
    if any(PROGRAM_NAMES.search(name) for name in names):
        raise Refusal(
            "Внутри архива есть программа. Программы здесь не принимаются: уберите её из архива."
        )
    return {"type": "zip", "has_macros": False}


def _of_ole(file: BinaryIO, size: int) -> dict[str, Any]:
    """Old office files: their streams' names stand in the file as UTF-16."""
    file.seek(0)
    content = file.read(min(size, 64 * 1024 * 1024))
    if "EncryptedPackage".encode("utf-16-le") in content:
        return {"type": "locked", "has_macros": False}
    kind = next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in content), "")
    return {"type": kind, "has_macros": "_VBA_PROJECT".encode("utf-16-le") in content}
