"""The words around what was found, with the found words marked; safe HTML."""

from collections.abc import Collection
from functools import lru_cache
from itertools import takewhile
import re

from markupsafe import Markup, escape

from staffroom.shared.search.registry import words

BEFORE, LENGTH = 60, 220
LOOKED_AT = 6000  # characters of a text that are searched for the best place
WEIGHED = 30  # places compared; a text that repeats a word more often shows one of the first
SHORTEST_STEM = 3
SPECIAL = re.compile(r"[&<>\"']")


def marked(text: str, forms: Collection[str]) -> Markup:
    """A title with the found words marked."""
    return _mark(text, _spots(text, forms))


def excerpt(text: str, forms: Collection[str]) -> Markup:
    """The stretch of a text where most of the found words stand together."""
    text = " ".join(text[:LOOKED_AT].split())
    spots = _spots(text, forms)
    if not spots:
        return escape(_cut(text, 0))
    begin = _word_start(text, max(0, _best(text, spots) - BEFORE))
    shown = _cut(text, begin)
    inside = [(a - begin, b - begin) for a, b in spots if a >= begin and b - begin <= len(shown)]
    return _mark(shown, inside, "… " if begin else "")


def _spots(text: str, forms: Collection[str]) -> list[tuple[int, int]]:
    """Where words of these forms stand.

    Words that begin alike are tried first; only when there is none («людьми» for «человек») all are.
    """
    if not forms:
        return []
    low, forms = words.folded(text), frozenset(forms)
    for pattern in (_likely(forms), words.WORD):
        found: list[tuple[int, int]] = []
        for match in pattern.finditer(low):
            if not match[0].isalnum():
                found += _pieces(match, forms)
            elif not forms.isdisjoint(words.lemmas(match[0])):
                found.append(match.span())
        if found:
            return found
    return []


@lru_cache(maxsize=200)
def _likely(forms: frozenset[str]) -> re.Pattern[str]:
    """Words that begin as these forms do; a page asks for the same forms some sixty times."""
    starts = {form[: max(SHORTEST_STEM, len(form) - 4)] for form in forms}
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, starts)))})\w*")


def _pieces(match: re.Match[str], forms: frozenset[str]) -> list[tuple[int, int]]:
    """The fitting pieces of a hyphenated word."""
    spans, start = [], match.start()
    for piece in words.HYPHEN.split(match[0]):
        if piece and not forms.isdisjoint(words.lemmas(piece)):
            spans.append((start, start + len(piece)))
        start += len(piece) + 1
    return spans


def _best(text: str, spots: list[tuple[int, int]]) -> int:
    """Where the stretch begins that shows the most different words; of equal ones the first."""
    if len(spots) == 1:
        return spots[0][0]
    said = [(a, b, words.lemmas(words.folded(text[a:b]))) for a, b in spots]
    most, best = 0, spots[0][0]
    for n, (start, _last) in enumerate(spots[:WEIGHED]):
        end = start + LENGTH - BEFORE
        seen = {forms for _a, b, forms in takewhile(lambda one: one[0] < end, said[n:]) if b <= end}  # noqa: B023 - used at once
        if len(seen) > most:
            most, best = len(seen), start
    return best


def _word_start(text: str, place: int) -> int:
    if not place:
        return 0
    space = text.find(" ", place)
    return place if space < 0 else space + 1


def _cut(text: str, begin: int) -> str:
    if len(text) - begin <= LENGTH:
        return text[begin:]
    end = text.rfind(" ", begin, begin + LENGTH)
    return text[begin : end if end > begin else begin + LENGTH] + "…"


def _mark(text: str, spots: list[tuple[int, int]], lead: str = "") -> Markup:
    made = [lead]
    done = 0
    for first, last in spots:
        made += (_safe(text[done:first]), "<mark>", _safe(text[first:last]), "</mark>")
        done = last
    return Markup("".join((*made, _safe(text[done:]))))  # noqa: S704 - every part of it is escaped


def _safe(text: str) -> str:
    """The text escaped, as a plain string: a page joins some hundreds of them."""
    return str(escape(text)) if SPECIAL.search(text) else text
