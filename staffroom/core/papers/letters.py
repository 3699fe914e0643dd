"""Which letters official papers can print: those that every cut of their font has."""

from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "fonts" / "letters.txt"  # made by `python -m tools.paper_letters`


@cache
def _printable() -> frozenset[str]:
    found = {"\n", "\u00ad"}  # a soft hyphen prints nothing
    for line in TABLE.read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        found.update(map(chr, range(int(first, 16), int(last, 16) + 1)))
    return frozenset(found)


def unprintable(text: str) -> str:
    """The first sign that the papers' font does not have, or `""`.

    A form asks before it takes a text: a paper with a hole in it is worse than a question.
    """
    return next((sign for sign in text if sign not in _printable()), "")
