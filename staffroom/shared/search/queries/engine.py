"""The two engines behind one question: which rows match, newest first.

Every word that goes into a statement was made by the normaliser: letters and digits alone. It is
quoted all the same, and the whole expression travels as a parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from staffroom.core.plugs import Shelf
from staffroom.shared.search.registry import places
from staffroom.shared.search.registry.asking import Asked

NEWEST = 2000  # matches that are ranked (data model, rule 15)

# Each walk of FTS5 is a merge of sorted lists, so one walk over all the shelves costs what it costs over one.
# Its ids come as one text: two thousand rows would be fetched longer than they are found.
FTS5 = (
    "SELECT {walk}, group_concat(f.id) FROM (SELECT rowid AS id FROM search_words WHERE search_words MATCH %s"
    " AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s) f"
)
# GIN knows no weights and places, so they are looked up in the rows: only in those that are ranked.
GIN = (
    "SELECT h.id, {titled}, {together} FROM (SELECT rowid AS id FROM search_words"
    " WHERE words @@ %s::tsquery AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s) h"
    " JOIN search_words w ON w.rowid = h.id"
)
TITLED, TOGETHER = -1, -2  # walks over all the shelves, beside the numbers of the shelves
FITS, NEVER = "w.words @@ %s::tsquery", "FALSE"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the engine itself narrows by: every group must hold, by any of its terms."""

    terms: tuple[tuple[str, ...], ...] = ()
    shelves: tuple[Shelf, ...] = (Shelf.NAMES, Shelf.PUBLICATIONS, Shelf.REPLIES)
    floors: dict[Shelf, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Matches:
    """Ids that match, newest first on each shelf, and those of them that match better."""

    shelves: tuple[tuple[Shelf, list[int]], ...]
    titled: frozenset[int]
    together: frozenset[int]
    is_cut: bool


def matches(asked: Asked, narrowing: Narrowing) -> Matches:
    """The newest rows that have all the words, and which of them have them in the title or side by side.

    One statement.
    """
    if not narrowing.shelves:
        return Matches((), frozenset(), frozenset(), is_cut=False)
    walk = _gin if connection.vendor == "postgresql" else _fts5_walks
    found, titled, together = walk(asked, narrowing)
    for keys in found.values():
        keys.sort(reverse=True)
    return Matches(
        shelves=tuple((shelf, found[shelf][:NEWEST]) for shelf in narrowing.shelves),
        titled=frozenset(titled),
        together=frozenset(together),
        is_cut=any(len(keys) > NEWEST for keys in found.values()),
    )


Walked = tuple[dict[int, list[int]], list[int], list[int]]  # by shelf, in the title, side by side


def _fts5_walks(asked: Asked, narrowing: Narrowing) -> Walked:
    words, titled, together = _tiers(asked, narrowing, max(narrowing.shelves))
    named = tuple(
        shelf for shelf in narrowing.shelves if shelf != Shelf.REPLIES
    )  # replies have no title
    walks = [(shelf, words, _stretch(narrowing, (shelf,))) for shelf in map(int, narrowing.shelves)]
    walks += [(TITLED, titled, _stretch(narrowing, named))] if titled else []
    walks += [(TOGETHER, together, _stretch(narrowing, narrowing.shelves))] if together else []
    statement = " UNION ALL ".join(FTS5.format(walk=walk) for walk, _words, _stretch in walks)
    params = [value for _walk, words, stretch in walks for value in (words, *stretch)]
    found = {
        walk: [*map(int, ids.split(","))] if ids else [] for walk, ids in _rows(statement, params)
    }
    return found, found.pop(TITLED, []), found.pop(TOGETHER, [])


def _gin(asked: Asked, narrowing: Narrowing) -> Walked:
    parts: list[str] = []
    params: list[str | int] = []
    for shelf in narrowing.shelves:
        words, titled, together = _tiers(asked, narrowing, shelf)
        parts.append(
            GIN.format(titled=FITS if titled else NEVER, together=FITS if together else NEVER)
        )
        params += [*filter(None, (titled, together)), words, *_stretch(narrowing, (shelf,))]
    rows = _rows(" UNION ALL ".join(parts), params)
    found: dict[int, list[int]] = {int(shelf): [] for shelf in narrowing.shelves}
    for key, _titled, _together in rows:
        found[key >> places.SHELF_SHIFT].append(key)
    return (
        found,
        [key for key, is_titled, _together in rows if is_titled],
        [key for key, _titled, is_together in rows if is_together],
    )


def _stretch(narrowing: Narrowing, shelves: Sequence[int]) -> tuple[int, int, int]:
    """From which id to which, and how many: of one shelf or of several that stand side by side."""
    floors = (narrowing.floors.get(shelf, places.floor(shelf)) for shelf in map(Shelf, shelves))
    return min(floors), places.ceiling(max(shelves)), (NEWEST + 1) * len(shelves)


def _rows(statement: str, params: list[str | int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _tiers(asked: Asked, narrowing: Narrowing, shelf: Shelf) -> tuple[str, str, str]:
    """All the words anywhere, all in the title, all side by side; "" for what cannot be told."""
    titled = together = ""
    if shelf != Shelf.REPLIES and asked.words:
        titled = expression(asked, narrowing, in_title=True)
    if len(asked.line) > 1:
        together = expression(Asked("", (), (*asked.phrases, asked.line)), narrowing)
    return expression(asked, narrowing), titled, together


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
