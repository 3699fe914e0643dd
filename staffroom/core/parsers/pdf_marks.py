"""A PDF that pdfium has written, without what programs and cameras wrote beside its pages and pictures.

pdfium copies a page with all that hangs on it: XMP of a page and of a picture, private data of the program that
drew it, EXIF inside of a JPEG. Bytes are replaced by as many others, so that every place in the file stays true.
"""

from collections.abc import Iterator
from dataclasses import dataclass
import re
import zlib

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.marks import JPEG, JPEG_2000, unmarked, unmarked_in_place

BEGINS, ENDS = re.compile(rb"stream\r?\n"), re.compile(rb"\s*endstream")
LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
KEY = re.compile(
    rb"/(?:Metadata|PieceInfo|LastModified|Thumb|AF|CreatorInfo|OPI)(?=[\s/<(\[\d])\s*"
)
REFERENCE = re.compile(rb"\d+\s+\d+\s+R")
SIMPLE = re.compile(rb"[^\s/<>()\[\]]+|/[^\s/<>()\[\]]*")
TOKEN = re.compile(rb"<<|>>|<[^<>]*>|\[|\]|\(")
STAYS = "Картинка внутри PDF хранит сведения об авторе. Сохраните файл в PDF заново и приложите."
MOST_UNPACKED = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stream:
    """Where a stream stands: its word, its bytes from `begin` to `end`, and where the file goes on."""

    start: int
    begin: int
    end: int
    after: int


def streams(content: bytes) -> Iterator[Stream]:
    """The streams of a file, by the length that each tells: a picture may hold the word that ends one."""
    at = 0
    while found := BEGINS.search(content, at):
        told = LENGTH.search(content, content.rfind(b" obj", at, found.start()) + 1, found.start())
        end = found.end() + int(told[1]) if told and len(told[1]) < 12 else len(content)
        closing = ENDS.match(content, end) or ENDS.search(content, found.end())
        if closing is None:
            return
        end = end if closing.start() == end else closing.start()
        yield Stream(found.start(), found.end(), end, closing.end())
        at = closing.end()


def without_keys(content: bytes) -> bytes:
    """The same file whose dictionaries name no XMP, private data, thumbnails or attached files any more."""
    made, begun = bytearray(content), 0
    for found in [*streams(content), None]:
        ends = found.start if found else len(content)
        for key in KEY.finditer(content, begun, ends):
            end = _end_of_value(content, key.end(), ends)
            made[key.start() : end] = b" " * (end - key.start())
        begun = found.after if found else ends
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
    for found in streams(content):
        held = content[found.begin : found.end]
        if held.startswith((JPEG, JPEG_2000)):
            made[found.begin : found.end] = unmarked_in_place(held)
        elif (packed := _packed_anew(held)) is not None:
            made[found.begin : found.end] = packed
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
