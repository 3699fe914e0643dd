"""Words of the craft that mean the same (`synonyms.toml`), by the dictionary forms that a question has."""

from functools import cache
from pathlib import Path
import tomllib

from staffroom.shared.search.registry import words

SOURCE = Path(__file__).with_name("synonyms.toml")

Line = tuple[str, ...]  # dictionary forms side by side


def line_of(text: str) -> Line:
    """The likeliest forms of the words of an expression, without those that say nothing."""
    found = words.WORD.findall(words.folded(text))
    pieces = (piece for token in found for piece in words.parts(token))
    return tuple(forms[0] for piece in pieces if (forms := words.lemmas(piece)))


@cache
def table() -> dict[Line, tuple[Line, ...]]:
    """Expression → what else to look for; read when the first question of a process is asked."""
    with SOURCE.open("rb") as source:
        data = tomllib.load(source)
    found: dict[Line, dict[Line, None]] = {}
    for row in data["same"]:
        lines = [line for said in row.split(";") if (line := line_of(said))]
        for one in lines:
            others = dict.fromkeys(other for other in lines if other != one)
            found.setdefault(one, {}).update(others)
    for row in data["also"]:
        asked, _, other = row.partition(";")
        found.setdefault(line_of(asked), {})[line_of(other)] = None
    return {line: tuple(others) for line, others in found.items() if line}


@cache
def longest() -> int:
    """How many words the longest expression has."""
    return max(map(len, table()), default=1)


@cache
def beginnings() -> frozenset[str]:
    """The first words of expressions: most words begin none, and are asked no further."""
    return frozenset(line[0] for line in table())
