"""Pictures inside of documents without what a camera or a program wrote beside them: place, day, maker."""

import re

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
JPEG_2000 = b"\0\0\0\x0cjP  \r\n\x87\n"
START_OF_SCAN, END, LONE = 0xDA, 0xD9, frozenset({0x01, *range(0xD0, 0xDA)})
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
PROFILE = b"ICC_PROFILE"  # of colours: it is no mark of anybody
# JFIF, Adobe: how the colours are to be read; all other segments for programs, and remarks, tell of the maker.
FOR_PROGRAMS = frozenset(range(0xE0, 0xF0)) - {0xE0, 0xEE}
REMARK = 0xFE
SPOKEN = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})
BOXES = frozenset({b"xml ", b"uuid", b"uinf"})  # of JPEG 2000


def unmarked(content: bytes) -> bytes:
    """The same picture without its marks; what is no JPEG or PNG comes back as it is."""
    if content.startswith(JPEG):
        return _jpeg(content)
    if content.startswith(JPEG_2000):
        return _jpeg_2000(content)
    return _png(content) if content.startswith(PNG) else content


def unmarked_in_place(content: bytes) -> bytes:
    """As `unmarked` and of the same length: for bytes that others find by their place."""
    return unmarked(content).ljust(len(content), b"\0")


def _jpeg(content: bytes) -> bytes:
    """Segments that say how it is drawn, to its end: what is hidden behind it, or between its scans, stays behind."""
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == 0xFF:  # padding
            at += 1
            continue
        if mark == END:
            break
        size = 2 if mark in LONE else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == START_OF_SCAN:
            found = AFTER_SCAN.search(content, at + size)
            size = (found.start() if found else len(content)) - at
        if not _tells(mark, content[at + 4 : at + 4 + len(PROFILE)]):
            kept += content[at : at + size]
        at += size
    return bytes(kept) + b"\xff\xd9"


def _jpeg_2000(content: bytes) -> bytes:
    """Boxes that tell of the maker are made empty ones of the same size."""
    made, at = bytearray(content), 0
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if size < 8:  # to the end of the file, or longer than files here may be
            break
        if kind in BOXES:
            made[at + 4 : at + size] = b"free".ljust(min(at + size, len(content)) - at - 4, b"\0")
        at += size
    return bytes(made)


def _tells(mark: int, begun: bytes) -> bool:
    return mark == REMARK or (mark in FOR_PROGRAMS and not (mark == 0xE2 and begun == PROFILE))


def _png(content: bytes) -> bytes:
    kept, at = bytearray(PNG), len(PNG)
    while at + 12 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + size
        if kind not in SPOKEN:
            kept += content[at:end]
        if kind == b"IEND":
            break
        at = end
    return bytes(kept)
