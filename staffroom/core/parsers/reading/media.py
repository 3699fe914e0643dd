"""Sound and video: how long, how wide and how tall, by their own headers; nothing is decoded."""

from collections.abc import Iterator
import os
import struct
from typing import BinaryIO

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.reading.gather import Gathered

LONGEST = 48 * 3600  # seconds; more is a lie
WIDEST = 16_384
MOST_BOXES = 20_000
BROKEN = "Запись повреждена: её заголовок не читается. Сохраните её заново и попробуйте ещё раз."
ABSURD = "Запись говорит о себе невозможное. Сохраните её заново и попробуйте ещё раз."
HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"edts"}
NEEDED = {b"moov", b"mvhd", b"trak", b"tkhd"}
RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
HALF_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
SAMPLES = ((11025, 12000, 8000), (0, 0, 0), (22050, 24000, 16000), (44100, 48000, 32000))


def read(file: BinaryIO, kind: str, gathered: Gathered) -> None:
    """Facts of a recording: `seconds`, and `width` with `height` of a video.

    Raises:
        Refusal: a header that cannot be read, or says what cannot be.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    reader = READERS.get(kind)
    if reader is None:
        return
    try:
        facts = reader(file, size)
    except (ValueError, IndexError, OverflowError, ZeroDivisionError, struct.error):
        raise Refusal(BROKEN) from None
    if (
        not 0 <= facts.get("seconds", 0) <= LONGEST
        or facts.get("width", 0) > WIDEST
        or facts.get("height", 0) > WIDEST
    ):
        raise Refusal(ABSURD)
    gathered.facts |= {name: int(value) for name, value in facts.items() if value}


Facts = dict[str, float]


def _mp4(file: BinaryIO, size: int) -> Facts:
    facts: Facts = {}
    for kind, begins, ends in _boxes(file, size):
        file.seek(begins)
        head = file.read(min(ends - begins, 100))
        if kind == b"mvhd":
            is_long = head[0] == 1
            at, wide = (20, 8) if is_long else (12, 4)
            scale = int.from_bytes(head[at : at + 4], "big")
            length = int.from_bytes(head[at + 4 : at + 4 + wide], "big")
            if scale and length != (1 << 8 * wide) - 1:
                facts["seconds"] = round(length / scale)
        elif kind == b"tkhd" and len(head) >= 84:
            at = 88 if head[0] == 1 else 76
            width, height = (int.from_bytes(head[at + n : at + n + 2], "big") for n in (0, 4))
            if width * height > facts.get("width", 0) * facts.get("height", 0):
                facts |= {"width": width, "height": height}
    if "seconds" not in facts:
        raise Refusal(BROKEN)
    return facts


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Boxes of an MP4 with the place of their content; those that hold others are entered."""
    waiting, seen = [(0, size)], 0
    while waiting:
        place, end = waiting.pop()
        while place + 8 <= end and seen < MOST_BOXES:
            seen += 1
            kind, start, length = _box(file, place, end)
            if length < start or place + length > end:
                if kind in NEEDED:
                    raise Refusal(BROKEN)
                break
            if kind in HOLDERS:
                waiting.append((place + start, place + length))
            else:
                yield kind, place + start, place + length
            place += length


def _box(file: BinaryIO, place: int, end: int) -> tuple[bytes, int, int]:
    """The kind of the box at a place, where its content begins, and its length."""
    file.seek(place)
    head = file.read(16)
    length = int.from_bytes(head[:4], "big")
    if length == 1:
        return head[4:8], 16, int.from_bytes(head[8:16], "big")
    return head[4:8], 8, length or end - place


def _wav(file: BinaryIO, size: int) -> Facts:
    file.seek(12)
    rate = 0
    for _ in range(200):
        head = file.read(8)
        if len(head) < 8:
            break
        length = int.from_bytes(head[4:], "little")
        if head[:4] == b"fmt ":
            rate = int.from_bytes(file.read(16)[8:12], "little")
            file.seek(max(0, length - 16), os.SEEK_CUR)
        elif head[:4] == b"data":
            return {"seconds": round(min(length, size) / rate)}
        else:
            file.seek(length + length % 2, os.SEEK_CUR)
    raise Refusal(BROKEN)


def _flac(file: BinaryIO, size: int) -> Facts:
    head = file.read(42)
    packed = int.from_bytes(head[18:26], "big")
    rate, samples = packed >> 44, packed & ((1 << 36) - 1)
    return {"seconds": round(samples / rate)}


def _ogg(file: BinaryIO, size: int) -> Facts:
    head = file.read(4096)
    if (at := head.find(b"OpusHead")) >= 0:
        rate = 48_000
    elif (at := head.find(b"\x01vorbis")) >= 0:
        rate = int.from_bytes(head[at + 12 : at + 16], "little")
    else:
        return {}
    file.seek(max(0, size - 70_000))
    tail = file.read()
    last = tail.rfind(b"OggS")
    return {"seconds": round(int.from_bytes(tail[last + 6 : last + 14], "little") / rate)}


def _mp3(file: BinaryIO, size: int) -> Facts:
    head = file.read(10)
    skipped = 0
    if head[:3] == b"ID3":
        skipped = 10 + sum((byte & 0x7F) << 7 * (3 - n) for n, byte in enumerate(head[6:10]))
    file.seek(skipped)
    part = file.read(65_536)
    for at in range(len(part) - 4):
        if part[at] != 0xFF or part[at + 1] & 0xE0 != 0xE0:
            continue
        version, layer = part[at + 1] >> 3 & 3, part[at + 1] >> 1 & 3
        rate, sample = part[at + 2] >> 4, part[at + 2] >> 2 & 3
        if version == 1 or layer != 1 or rate in {0, 15} or sample == 3:
            continue
        kilobits = (RATES if version == 3 else HALF_RATES)[rate]
        told = part.find(b"Xing", at, at + 60), part.find(b"Info", at, at + 60)
        place = max(told)
        if place >= 0 and part[place + 7] & 1:
            frames = int.from_bytes(part[place + 8 : place + 12], "big")
            return {
                "seconds": round(
                    frames * (1152 if version == 3 else 576) / SAMPLES[version][sample]
                )
            }
        return {"seconds": round((size - skipped) * 8 / kilobits / 1000)}
    raise Refusal(BROKEN)


def _webm(file: BinaryIO, size: int) -> Facts:
    """Length, width and height stand near the beginning, each after the number of its element."""
    head = file.read(262_144)
    scale, facts = 1_000_000, Facts()
    if (at := head.find(b"\x2a\xd7\xb1")) >= 0:
        scale = int.from_bytes(head[at + 4 : at + 4 + (head[at + 3] & 0x0F)], "big")
    if (at := head.find(b"\x44\x89")) >= 0 and head[at + 2] in {0x84, 0x88}:
        wide = head[at + 2] & 0x0F
        (length,) = struct.unpack(">f" if wide == 4 else ">d", head[at + 3 : at + 3 + wide])
        facts["seconds"] = round(length * scale / 10**9)
    for name, mark in (("width", b"\xb0"), ("height", b"\xba")):
        at = head.find(b"\xe0", head.find(b"\x16\x54\xae\x6b") + 1)
        found = head.find(mark, at, at + 64) if at >= 0 else -1
        if found >= 0 and head[found + 1] in {0x81, 0x82}:
            facts[name] = int.from_bytes(
                head[found + 2 : found + 2 + (head[found + 1] & 0x0F)], "big"
            )
    return facts


def _avi(file: BinaryIO, size: int) -> Facts:
    head = file.read(4096)
    at = head.find(b"avih")
    if at < 0:
        raise Refusal(BROKEN)
    numbers = [int.from_bytes(head[at + 8 + 4 * n : at + 12 + 4 * n], "little") for n in range(10)]
    return {
        "seconds": round(numbers[0] * numbers[4] / 10**6),
        "width": numbers[8],
        "height": numbers[9],
    }


READERS = {
    "mp4": _mp4, "mov": _mp4, "m4a": _mp4, "wav": _wav, "flac": _flac, "ogg": _ogg, "mp3": _mp3,
    "webm": _webm, "avi": _avi,
}  # fmt: skip
