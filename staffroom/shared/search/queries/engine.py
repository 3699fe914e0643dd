"""The two engines behind one question: which rows match, newest first.

Every word that goes into a statement was made by the normaliser: letters and digits alone. It is
quoted all the same, and the whole expression travels as a parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from staffroom.core.plugs import Shelf
from staffroom.shared.search.registry import places
from staffroom.shared.search.registry.asking import Asked

NEWEST = 2000  # matches that are ranked (data model, rule 15)

MATCHED = "SELECT {tier}, f.id FROM ({found}) f"
FOUND = {
    "sqlite": (
        "SELECT rowid AS id FROM search_words WHERE search_words MATCH %s AND rowid BETWEEN %s AND %s"
        " ORDER BY rowid DESC LIMIT %s"
    ),
    "postgresql": (
        "SELECT rowid AS id FROM search_words WHERE words @@ %s::tsquery AND rowid BETWEEN %s AND %s"
        " ORDER BY rowid DESC LIMIT %s"
    ),
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the engine itself narrows by: every group must hold, by any of its terms."""

    terms: tuple[tuple[str, ...], ...] = ()
    shelves: tuple[Shelf, ...] = (Shelf.NAMES, Shelf.PUBLICATIONS, Shelf.REPLIES)
    floors: dict[Shelf, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matches:
    """Ids that match, newest first on each shelf, and those of them that match better."""

    ids: tuple[int, ...]
    titled: frozenset[int]
    together: frozenset[int]
    is_cut: bool


def matches(asked: Asked, narrowing: Narrowing) -> Matches:
    """The newest rows that have all the words: one statement.

    Three walks of the index: all the words anywhere, all the words in the title, all side by side.
    """
    parts: list[str] = []
    params: list[str | int] = []
    if not narrowing.shelves:
        return Matches((), frozenset(), frozenset(), is_cut=False)
    for shelf in narrowing.shelves:
        low = narrowing.floors.get(shelf, places.floor(shelf))
        for tier, expression in _tiers(asked, narrowing, shelf):
            parts.append(MATCHED.format(tier=tier, found=FOUND[connection.vendor]))
            params += [expression, low, places.ceiling(shelf), NEWEST + 1]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        found: list[tuple[int, int]] = cursor.fetchall()
    tiers: tuple[list[int], list[int], list[int]] = ([], [], [])
    for tier, key in found:
        tiers[tier].append(key)
    newest = sorted(tiers[0], reverse=True)
    by_shelf = [[key for key in newest if places.shelf_of(key) == s] for s in narrowing.shelves]
    return Matches(
        ids=tuple(key for keys in by_shelf for key in keys[:NEWEST]),
        titled=frozenset(tiers[1]),
        together=frozenset(tiers[2]),
        is_cut=any(len(keys) > NEWEST for keys in by_shelf),
    )


def _tiers(asked: Asked, narrowing: Narrowing, shelf: Shelf) -> list[tuple[int, str]]:
    made = [(0, expression(asked, narrowing))]
    if shelf != Shelf.REPLIES and asked.words:
        made.append((1, expression(asked, narrowing, in_title=True)))
    if len(asked.line) > 1:
        beside = Asked("", (), (*asked.phrases, asked.line))
        made.append((2, expression(beside, narrowing)))
    return made


def expression(asked: Asked, narrowing: Narrowing, *, in_title: bool = False) -> str:
    """The question in the grammar of the database at hand."""
    make = _tsquery if connection.vendor == "postgresql" else _fts5
    return make(asked, narrowing.terms, in_title=in_title)


def _fts5(asked: Asked, terms: Sequence[Sequence[str]], *, in_title: bool) -> str:
    where = "title : " if in_title else "{title body} : "
    found = [f"{where}({' OR '.join(map(_quoted, readings))})" for readings in asked.words]
    found += [f"{{title body}} : {_quoted(' '.join(phrase))}" for phrase in asked.phrases]
    found += [f"terms : ({' OR '.join(map(_quoted, group))})" for group in terms]
    return " AND ".join(f"({part})" for part in found)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'


def _tsquery(asked: Asked, terms: Sequence[Sequence[str]], *, in_title: bool) -> str:
    weight = ":A" if in_title else ""
    found = [" | ".join(_lexeme(word) + weight for word in readings) for readings in asked.words]
    found += [" <-> ".join(map(_lexeme, phrase)) for phrase in asked.phrases]
    found += [" | ".join(map(_lexeme, group)) for group in terms]
    return " & ".join(f"({part})" for part in found)


def _lexeme(word: str) -> str:
    return "'" + word.replace("'", "").replace("\\", "") + "'"
