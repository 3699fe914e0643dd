"""Filters that a question names in words: «5 класс», «математика», «презентация», «2024»."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
import re
from typing import NamedTuple

from staffroom.core import plugs
from staffroom.shared.search.registry import synonyms, words

LONGEST_ENDING = 2  # letters behind a number: «5-й», «5-го»

Line = tuple[str, ...]


class Said(NamedTuple):
    """A facet, its code, how it is called, and where the question says so."""

    name: str
    code: str
    label: str
    spot: tuple[int, int]


def named_in(typed: str, chosen: Mapping[str, str]) -> tuple[Said, ...]:
    """Choices of facets that a question names, one of each; those of facets that are chosen are left out."""
    folded = words.folded(typed)
    said = list(_words(folded))
    found: dict[str, Said] = {}
    for plug in sorted(plugs.facets.values(), key=lambda one: (one.order, one.name)):
        if plug.name in chosen:
            continue
        offered = plug.choices() if plug.choices is not None else {}
        for one in (*_by_label(plug.name, offered, said), *_by_pattern(plug, offered, folded)):
            if not any(_meet(one.spot, other.spot) for other in found.values()):
                found.setdefault(plug.name, one)
    return tuple(found.values())


def without(typed: str, said: tuple[Said, ...]) -> str:
    """The question without what became a filter; the whole of it when nothing would be left."""
    rest = typed
    for one in sorted(said, key=lambda one: one.spot, reverse=True):
        rest = f"{rest[: one.spot[0]]} {rest[one.spot[1] :]}"
    left = " ".join(rest.split())
    return left if synonyms.line_of(left) else typed


def _words(folded: str) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    """The readings of each word that says something, with its place."""
    for match in words.WORD.finditer(folded):
        start = match.start()
        for piece in words.HYPHEN.split(match[0]):
            is_ending = piece.isalpha() and len(piece) <= LONGEST_ENDING and start > match.start()
            if not is_ending and (forms := words.lemmas(piece)):
                yield forms, (start, start + len(piece))
            start += len(piece) + 1


def _by_label(
    name: str, offered: Mapping[str, str], said: list[tuple[tuple[str, ...], tuple[int, int]]]
) -> Iterator[Said]:
    """Where the words of a label stand side by side; the longest label first."""
    if not offered:
        return
    lines = _lines(tuple(offered.items()))
    for size in range(min(len(said), max(map(len, lines))), 0, -1):
        for n in range(len(said) - size + 1):
            run = said[n : n + size]
            readings = product(*(forms for forms, _spot in run))
            code = next((lines[line] for line in readings if line in lines), None)
            if code is not None:
                yield Said(name, code, offered[code], (run[0][1][0], run[-1][1][1]))


@lru_cache(maxsize=50)
def _lines(offered: tuple[tuple[str, str], ...]) -> dict[Line, str]:
    """The words of each label, in each of their readings → its code; the first of two that sound alike."""
    found: dict[Line, str] = {}
    for code, label in offered:
        for line in product(*(forms for forms, _spot in _words(words.folded(label)))):
            found.setdefault(line, code)
    found.pop((), None)
    return found or {("",): ""}


def _by_pattern(plug: plugs.FacetPlug, offered: Mapping[str, str], folded: str) -> Iterator[Said]:
    for pattern, code in plug.said:
        for match in re.finditer(pattern, folded):
            told = code or match[0]
            yield Said(plug.name, told, offered.get(told, told), match.span())


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
