"""A PDF that pdfium has written, without what programs and cameras wrote beside its pages and pictures.

pdfium copies a page with all that hangs on it: XMP of a page and of a picture, private data of the program that
drew it, EXIF inside of a JPEG. Bytes are replaced by as many others, so that every place in the file stays true.
"""

import re
import zlib

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.marks import JPEG, JPEG_2000, unmarked, unmarked_in_place

STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
KEY = re.compile(
    rb"/(?:Metadata|PieceInfo|LastModified|Thumb|AF|CreatorInfo|OPI)(?=[\s/<(\[\d])\s*"
)
REFERENCE = re.compile(rb"\d+\s+\d+\s+R")
SIMPLE = re.compile(rb"[^\s/<>()\[\]]+|/[^\s/<>()\[\]]*")
TOKEN = re.compile(rb"<<|>>|<[^<>]*>|\[|\]|\(")
STAYS = "Картинка внутри PDF хранит сведения об авторе. Сохраните файл в PDF заново и приложите."
MOST_UNPACKED = 64 * 1024 * 1024


def without_keys(content: bytes) -> bytes:
    """The same file whose dictionaries name no XMP, private data, thumbnails or attached files any more."""
    made, begun = bytearray(content), 0
    for found in [*STREAM.finditer(content), None]:
        ends = found.start() if found else len(content)
        for key in KEY.finditer(content, begun, ends):
            end = _end_of_value(content, key.end(), ends)
            made[key.start() : end] = b" " * (end - key.start())
        begun = found.end() if found else ends
    return bytes(made)


def _end_of_value(content: bytes, at: int, ends: int) -> int:
    """Where the value that begins here ends: a reference, a string, a name or number, a dictionary or an array."""
    simple = REFERENCE.match(content, at, ends) or SIMPLE.match(content, at, ends)
    if simple:
        return simple.end()
    depth = 0
    while token := TOKEN.search(content, at, ends):
        at = token.end()
        if token[0] in {b"<<", b"["}:
            depth += 1
        elif token[0] in {b">>", b"]"}:
            depth -= 1
        elif token[0] == b"(":
            at = _end_of_string(content, at, ends)
        if depth <= 0:
            return at
    return ends


def _end_of_string(content: bytes, at: int, ends: int) -> int:
    depth = 1
    while depth and at < ends:
        one = content[at : at + 1]
        depth += (one == b"(") - (one == b")")
        at += 2 if one == b"\\" else 1
    return at


def untold(content: bytes) -> bytes:
    """The same file whose pictures tell nothing of camera, place and maker.

    Raises:
        Refusal: a picture packed twice does not fit its place without its marks.
    """
    made = bytearray(content)
    for found in STREAM.finditer(content):
        start, end = found.span(1)
        if found[1].startswith((JPEG, JPEG_2000)):
            made[start:end] = unmarked_in_place(found[1])
        elif (packed := _packed_anew(found[1])) is not None:
            made[start:end] = packed
    return bytes(made)


def _packed_anew(stream: bytes) -> bytes | None:
    """A JPEG packed once more, as some programs do; None for any other stream."""
    try:
        head = zlib.decompressobj().decompress(stream, len(JPEG_2000))
        if not head.startswith((JPEG, JPEG_2000)):
            return None
        whole = zlib.decompressobj().decompress(stream, MOST_UNPACKED)
    except zlib.error:
        return None
    made = zlib.compress(unmarked(whole), 9)
    if len(made) > len(stream):
        raise Refusal(STAYS)
    return made.ljust(len(stream), b"\0")
