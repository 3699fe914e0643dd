"""The two engines behind one question: which rows match, newest first.

Every word that goes into a statement was made by the normaliser: letters and digits alone. It is
quoted all the same, and the whole expression travels as a parameter. Narrowing by rights only spares
work: what is shown is judged in `hits`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

from django.db import connection

from staffroom.core.plugs import Shelf
from staffroom.shared.search.registry import places, terms, words
from staffroom.shared.search.registry.asking import Asked

NEWEST = 2000  # matches of a shelf that are ranked at the most (data model, rule 15)

# A walk reads the lists of its words from the newest row on and stops at its limit.
WALK = (
    "SELECT * FROM (SELECT rowid AS id FROM search_words WHERE {matches}"
    " AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s) w{n}"
)
FOUND = (
    "SELECT w.id, s.publication_id, {titled}, {together} FROM ({walks}) w"
    " JOIN search_searchrow s ON s.id = w.id"
)
OUTDATED = " UNION ALL SELECT -1, NULL, {never}, {never} FROM search_outdated"
SQLITE = ("search_words MATCH %s", "INSTR(s.marks, %s) > 0", "0")
POSTGRESQL = ("words @@ %s::tsquery", "POSITION(%s::bytea IN s.marks) > 0", "FALSE")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the engine itself narrows by: every group must hold, by any of its terms.

    `tokens` are the viewer's, where the index shall narrow by them.
    """

    terms: tuple[tuple[str, ...], ...] = ()
    shelves: tuple[Shelf, ...] = (Shelf.NAMES, Shelf.PUBLICATIONS, Shelf.REPLIES)
    floors: dict[Shelf, int] = field(default_factory=dict)
    tokens: tuple[int, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The terms, with those of the viewer's rights."""
        held = tuple(map(terms.token_term, self.tokens))
        return (*self.terms, held) if held else self.terms


@dataclass(frozen=True, slots=True)
class Matches:
    """Ids that match, newest first on each shelf, those of them that match better, where they belong.

    `cut` are the shelves that may have more matches than were walked. `is_narrowed` is False when the index
    could not narrow by rights, for it has rows of older rules.
    """

    shelves: tuple[tuple[int, list[int]], ...] = ()
    titled: frozenset[int] = frozenset()
    together: frozenset[int] = frozenset()
    publications: dict[int, int | None] = field(default_factory=dict)
    cut: frozenset[int] = frozenset()
    depth: int = NEWEST
    is_narrowed: bool = True


Walk = tuple[str, int, int, int]  # the words, from which id, to which, how many


def matches(asked: Asked, narrowing: Narrowing, *, depth: int) -> Matches:
    """The newest rows of each shelf that have all the words, and the newest with all of them in the title.

    One statement, and a second one where `depth` rows or more match: then each shelf is walked alone, and
    what has the words in its title once more, for an old one of these stands before what is only new.
    """
    if not narrowing.shelves:
        return Matches()
    anywhere = expression(asked, narrowing)
    if not narrowing.floors:
        whole = _stretch(narrowing, narrowing.shelves)
        rows = _rows(asked, narrowing, [(anywhere, *whole, depth)])
        if len(rows) < depth:
            return _told(rows, depth)
    walks = [(anywhere, *_stretch(narrowing, (shelf,)), depth) for shelf in narrowing.shelves]
    named = [shelf for shelf in narrowing.shelves if shelf != Shelf.REPLIES]
    if named and asked.words:  # replies have no title
        titled = expression(asked, narrowing, in_title=True)
        walks.append((titled, *_stretch(narrowing, named), depth))
    return _told(_rows(asked, narrowing, walks), depth)


def _rows(asked: Asked, narrowing: Narrowing, walks: Sequence[Walk]) -> list[tuple[Any, ...]]:
    titled = [[words.title_mark(word) for word in readings] for readings in asked.words]
    together = [words.pair(*both) for both in pairwise(asked.line)]
    statement = _statement(
        connection.vendor,
        len(walks),
        tuple(map(len, titled)),
        len(together),
        is_narrowed=bool(narrowing.tokens),
    )
    params: list[Any] = [*chain(*titled), *together, *chain(*walks)]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@lru_cache(maxsize=500)
def _statement(
    vendor: str, walks: int, titled: tuple[int, ...], together: int, *, is_narrowed: bool
) -> str:
    """The text for so many walks, readings of each word and pairs of words."""
    matching, has_mark, never = POSTGRESQL if vendor == "postgresql" else SQLITE
    found = FOUND.format(
        titled=" AND ".join(f"({' OR '.join([has_mark] * n)})" for n in titled) or never,
        together=" AND ".join([has_mark] * together) or never,
        walks=" UNION ALL ".join(WALK.format(matches=matching, n=n) for n in range(walks)),
    )
    return found + OUTDATED.format(never=never) if is_narrowed else found


def _stretch(narrowing: Narrowing, shelves: Sequence[Shelf]) -> tuple[int, int]:
    """From which id to which: of one shelf or of several that stand side by side."""
    floors = (narrowing.floors.get(shelf, places.floor(shelf)) for shelf in shelves)
    return min(floors), places.ceiling(max(shelves))


def _told(rows: Sequence[tuple[Any, ...]], depth: int) -> Matches:
    if any(row[0] < 0 for row in rows):
        return Matches(is_narrowed=False)
    publications = {row[0]: row[1] for row in rows}
    shelves: dict[int, list[int]] = {}
    for key in sorted(publications, reverse=True):
        shelves.setdefault(key >> places.SHELF_SHIFT, []).append(key)
    return Matches(
        shelves=tuple(shelves.items()),
        titled=frozenset(row[0] for row in rows if row[2]),
        together=frozenset(row[0] for row in rows if row[3]),
        publications=publications,
        cut=frozenset(shelf for shelf, keys in shelves.items() if len(keys) >= depth),
        depth=depth,
    )


def expression(asked: Asked, narrowing: Narrowing, *, in_title: bool = False) -> str:
    """The question in the grammar of the database at hand."""
    make = _tsquery if connection.vendor == "postgresql" else _fts5
    groups = narrowing.groups
    if in_title:
        titled = (tuple(map(terms.title_term, readings)) for readings in asked.words)
        return make(Asked("", (), asked.phrases), (*titled, *groups))
    return make(asked, groups)


def _fts5(asked: Asked, held: Sequence[Sequence[str]]) -> str:
    # Terms begin with a sign that no word has, so words need no columns: lists are read quicker without.
    groups = [" OR ".join(map(_quoted, group)) for group in (*held, *asked.words)]
    found = [*groups, *(_quoted(" ".join(phrase)) for phrase in asked.phrases)]
    return " AND ".join(f"({part})" for part in found)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'


def _tsquery(asked: Asked, held: Sequence[Sequence[str]]) -> str:
    found = [" | ".join(map(_lexeme, group)) for group in (*held, *asked.words)]
    found += [" <-> ".join(map(_lexeme, phrase)) for phrase in asked.phrases]
    return " & ".join(f"({part})" for part in found)


def _lexeme(word: str) -> str:
    return "'" + word.replace("'", "").replace("\\", "") + "'"
