"""Pictures inside of documents without what a camera or a program wrote beside them: place, day, maker."""

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
START_OF_SCAN, LONE = 0xDA, frozenset({0x01, *range(0xD0, 0xDA)})
PROFILE = b"ICC_PROFILE"  # of colours: it is no mark of anybody
# JFIF, Adobe: how the colours are to be read; all other segments for programs, and remarks, tell of the maker.
FOR_PROGRAMS = frozenset(range(0xE0, 0xF0)) - {0xE0, 0xEE}
REMARK = 0xFE
SPOKEN = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"})


def unmarked(content: bytes) -> bytes:
    """The same picture without its marks; what is no JPEG or PNG comes back as it is."""
    if content.startswith(JPEG):
        return _jpeg(content)
    return _png(content) if content.startswith(PNG) else content


def _jpeg(content: bytes) -> bytes:
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != START_OF_SCAN:
        mark = content[at + 1]
        if mark == 0xFF:  # padding
            at += 1
            continue
        size = 2 if mark in LONE else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if not _tells(mark, content[at + 4 : at + 4 + len(PROFILE)]):
            kept += content[at : at + size]
        at += size
    return bytes(kept) + content[at:]


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
