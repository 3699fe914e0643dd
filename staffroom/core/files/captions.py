"""Captions of a recording: WebVTT or SubRip read line by line and written again as plain WebVTT."""

from collections.abc import Iterator
import re

from staffroom.core.files.kinds import FileRefused

LARGEST = 512 * 1024
MOST_CUES = 5_000
LONGEST_LINE = 300
STAMP = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
TIMING = re.compile(rf"^{STAMP} +--> +{STAMP}(?: .*)?$")
TAG = re.compile(r"<[^<>]{0,200}>")
REFUSED = "Это не субтитры: нужен файл VTT или SRT, в нём время и слова. Сохраните его заново и попробуйте ещё раз."
TOO_LARGE = "Субтитры слишком большие: можно до 512 КБ."


def clean_captions(content: bytes) -> str:
    """The captions as WebVTT of ours: moments and plain words, nothing else of the file.

    Raises:
        FileRefused: too large, no text, no cue, or a cue that ends before it begins.
    """
    if len(content) > LARGEST:
        raise FileRefused(TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("cp1251")
        except UnicodeDecodeError:
            raise FileRefused(REFUSED) from None
    cues = list(_cues(text.splitlines()))
    if not cues or len(cues) > MOST_CUES:
        raise FileRefused(REFUSED)
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def words_of_captions(captions: str) -> str:
    """What is said in captions of ours, for reading."""
    lines = captions.removeprefix("WEBVTT").splitlines()
    return "\n".join(line for line in lines if line and "-->" not in line)


def _cues(lines: list[str]) -> Iterator[str]:
    head, said = "", list[str]()
    for line in (*lines, ""):
        found = TIMING.match(line.strip())
        if found:
            head, said = _timing(found), []
        elif not line.strip():
            if head and said:
                yield "\n".join([head, *said])
            head, said = "", []
        elif head:
            plain = TAG.sub("", line).replace("-->", "→").replace("<", "‹").replace("&", "&amp;")
            words = " ".join("".join(sign if sign.isprintable() else " " for sign in plain).split())
            said += [words[:LONGEST_LINE]] if words else []


def _timing(found: re.Match[str]) -> str:
    parts = [int(one or 0) for one in found.groups()]
    begins, ends = _milliseconds(parts[:4]), _milliseconds(parts[4:])
    if ends <= begins:
        raise FileRefused(REFUSED)
    return f"{_stamp(begins)} --> {_stamp(ends)}"


def _milliseconds(parts: list[int]) -> int:
    hours, minutes, seconds, rest = parts
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _stamp(at: int) -> str:
    minutes, rest = divmod(at, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
