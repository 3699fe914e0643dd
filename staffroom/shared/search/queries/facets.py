"""By what the results can be narrowed, with how many of them there are.

The figures come from the walk that found the results, of what the viewer may read alone; a walk is
bounded, so nothing is told that is not known: many is «20+», and of more than was walked no number.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from staffroom.core import plugs

MOST_TOLD = 20
MOST_VALUES = 6  # of one facet
DIVIDER = "\t"


class Value(NamedTuple):
    """One way to narrow: its code, its words, how many there are, in words («12», «20+» or nothing)."""

    code: str
    label: str
    told: str


class Counts(NamedTuple):
    """The ways of one facet, the most frequent first. Plain values (`ui.kept`)."""

    name: str
    label: str
    values: tuple[Value, ...]


def line_of(values: Mapping[str, Mapping[str, str]]) -> str:
    """How a row keeps what it is narrowed by: name, code and words, a line for each."""
    return "\n".join(
        DIVIDER.join((name, code, _plain(words)))
        for name, codes in values.items()
        for code, words in codes.items()
    )


def _plain(words: str) -> str:
    return " ".join(words.split())


def counts_of(found: Counter[str], *, is_cut: bool) -> tuple[Counts, ...]:
    """What was counted, in the order of the facets."""
    if not found:
        return ()
    by_name: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for line, number in found.items():
        name, code, label = line.split(DIVIDER, 2)
        by_name[name].append((-number, label, code))
    ordered = sorted(plugs.facets.values(), key=lambda plug: (plug.order, plug.name))
    return tuple(
        Counts(plug.name, plug.label, _values(by_name[plug.name], is_cut=is_cut))
        for plug in ordered
        if by_name[plug.name]
    )


def known_of(found: Counter[str]) -> frozenset[tuple[str, str]]:
    """Names and codes of what something found is narrowed by."""
    return frozenset((one[0], one[1]) for line in found if (one := line.split(DIVIDER, 2)))


def _values(rows: list[tuple[int, str, str]], *, is_cut: bool) -> tuple[Value, ...]:
    return tuple(
        Value(code, label, _told(-number, is_cut=is_cut))
        for number, label, code in sorted(rows)[:MOST_VALUES]
    )


def _told(number: int, *, is_cut: bool) -> str:
    if number > MOST_TOLD:
        return f"{MOST_TOLD}+"
    return "" if is_cut else str(number)
