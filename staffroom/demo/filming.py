"""A silent film of a few slides for the demonstration: still pictures of VP8 in a WebM, a few KB each.

A lossy WebP holds one key frame of VP8, and a WebM is a row of such frames with their times: no coder
of video is needed for a film of slides.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
import struct

from PIL import Image, ImageDraw, ImageFont

from staffroom.core import papers

FONT = Path(papers.__file__).parent / "fonts" / "PTF55F.ttf"
SLIDE = 4  # seconds that one slide stands
PAPER, INK = (250, 247, 240), (40, 44, 52)
EBML, SEGMENT, INFO, TRACKS, TRACK, CLUSTER = (
    b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67", b"\x15\x49\xa9\x66", b"\x16\x54\xae\x6b", b"\xae",
    b"\x1f\x43\xb6\x75",
)  # fmt: skip


def film(slides: Sequence[str], *, width: int = 640) -> bytes:
    """A WebM of these slides, each a few lines of words; 16 to 9, without sound."""
    height = width * 9 // 16
    frames = [_frame(words, width, height) for words in [*slides, slides[-1]]]
    seconds = SLIDE * len(slides)
    head = _element(
        EBML,
        _element(b"\x42\x86", b"\1") + _element(b"\x42\xf7", b"\1") + _element(b"\x42\xf2", b"\4")
        + _element(b"\x42\xf3", b"\x08") + _element(b"\x42\x82", b"webm")
        + _element(b"\x42\x87", b"\2") + _element(b"\x42\x85", b"\2"),
    )  # fmt: skip
    info = _element(
        INFO,
        _element(b"\x2a\xd7\xb1", (1_000_000).to_bytes(3, "big"))
        + _element(b"\x4d\x80", b"staffroom") + _element(b"\x57\x41", b"staffroom")
        + _element(b"\x44\x89", struct.pack(">d", seconds * 1000.0)),
    )  # fmt: skip
    size = _element(b"\xb0", width.to_bytes(2, "big")) + _element(
        b"\xba", height.to_bytes(2, "big")
    )
    track = _element(
        TRACK,
        _element(b"\xd7", b"\1") + _element(b"\x73\xc5", b"\1") + _element(b"\x83", b"\1")
        + _element(b"\x86", b"V_VP8") + _element(b"\xe0", size),
    )  # fmt: skip
    body = info + _element(TRACKS, track) + b"".join(_clusters(frames))
    return head + _element(SEGMENT, body)


def _clusters(frames: Sequence[bytes]) -> Iterator[bytes]:
    """Each frame in a cluster of its own, so that a player may begin at any slide."""
    for n, frame in enumerate(frames):
        at = min(
            n * SLIDE * 1000, (len(frames) - 1) * SLIDE * 1000 - 40
        )  # the last one ends the film
        block = b"\x81" + struct.pack(">h", 0) + b"\x80" + frame
        yield _element(CLUSTER, _element(b"\xe7", at.to_bytes(4, "big")) + _element(b"\xa3", block))


def _frame(words: str, width: int, height: int) -> bytes:
    """A slide as one key frame of VP8: the only part of a plain lossy WebP."""
    slide = Image.new("RGB", (width, height), PAPER)
    font = ImageFont.truetype(str(FONT), width // 16)
    ImageDraw.Draw(slide).multiline_text(
        (width // 2, height // 2), words, INK, font, anchor="mm", align="center", spacing=width // 40
    )  # fmt: skip
    kept = BytesIO()
    slide.save(kept, "WEBP", quality=30, method=6)
    found = kept.getvalue()
    at = found.index(b"VP8 ")
    return found[at + 8 : at + 8 + int.from_bytes(found[at + 4 : at + 8], "little")]


def _element(name: bytes, content: bytes) -> bytes:
    """An element of EBML: its number, its length in eight bytes, what it holds."""
    return name + (len(content) | 1 << 56).to_bytes(8, "big") + content
