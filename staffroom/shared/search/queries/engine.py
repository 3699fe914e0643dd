"""The two engines behind one question: which rows match, newest first.

Every word that goes into a statement was made by the normaliser: letters and digits alone. It is
quoted all the same, and the whole expression travels as a parameter. Narrowing by rights only spares
work: what is shown is judged in `hits`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, combinations, pairwise
from math import log2
from typing import Any

from django.db import connection

from staffroom.core.plugs import Shelf
from staffroom.shared.search.registry import places, terms, words
from staffroom.shared.search.registry.asking import ALL_OF, Asked, forms_of, telling

NEWEST = 2000  # matches of a shelf that are ranked at the most (data model, rule 15)
TELLING = 4  # how many times a word that tells a theme weighs in a title what another word does
COUNTED_FROM = (
    2  # words of a question from which on a part of them in a title is a part of its weight
)
MOST_CHOSEN = 6  # words of which some are enough: of more the first are taken

# On SQLite a walk reads the lists of its words from the newest row on and stops at its limit. PostgreSQL's index
# has no order: each question is asked of it once (`LIST`), and the walks take their parts of the answer. Its
# planner knows nothing of words that are kept apart from their rows and would read all of them (`READ_NO_ROWS`).
WALK = {
    "sqlite": (
        "SELECT * FROM (SELECT rowid AS id, {n} AS step FROM search_words WHERE search_words MATCH %s"
        " AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s) w{n}"
    ),
    "postgresql": (
        "SELECT * FROM (SELECT id, {n} AS step FROM ({of}) l WHERE id BETWEEN %s AND %s"
        " ORDER BY id DESC LIMIT %s) w{n}"
    ),
}
LIST = "list{n} AS MATERIALIZED (SELECT rowid AS id FROM search_words WHERE words @@ %s::tsquery)"
READ_NO_ROWS, AS_BEFORE = "SET LOCAL enable_seqscan = off; ", "; SET LOCAL enable_seqscan = DEFAULT"
FOUND = (
    "SELECT w.id, s.publication_id, {titled}, {together}, w.step, {facets} FROM ({walks}) w"
    " JOIN search_searchrow s ON s.id = w.id"
)
# What a thing is narrowed by is told of those alone that the viewer may read: the index is no judge.
COUNTED = (
    "CASE WHEN s.facets <> '' AND s.kind = 'publication' AND EXISTS (SELECT 1 FROM publications_publication p"
    " WHERE p.id = s.publication_id AND p.status = 'published') AND {visible} THEN s.facets ELSE '' END"
)
OUTDATED = " UNION ALL SELECT -1, NULL, {never}, {never}, 0, '' FROM search_outdated"
MARKED = {"sqlite": "INSTR(s.marks, %s) > 0", "postgresql": "POSITION(%s::bytea IN s.marks) > 0"}
NEVER = {"sqlite": "0", "postgresql": "FALSE"}
COUNTED_AS = {"sqlite": "({})", "postgresql": "({})::int"}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the engine itself narrows by: every group must hold, by any of its terms.

    `tokens` are the viewer's, where the index shall narrow by them. `counted` is the condition under which
    what a row is narrowed by may be told (with its values), empty where nobody asks.
    """

    terms: tuple[tuple[str, ...], ...] = ()
    shelves: tuple[Shelf, ...] = (Shelf.NAMES, Shelf.PUBLICATIONS, Shelf.REPLIES)
    floors: dict[Shelf, int] = field(default_factory=dict)
    tokens: tuple[int, ...] = ()
    counted: tuple[str, tuple[int, ...]] = ("", ())

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The terms, with those of the viewer's rights."""
        held = tuple(map(terms.token_term, self.tokens))
        return (*self.terms, held) if held else self.terms


@dataclass(frozen=True, slots=True)
class Matches:
    """Ids that match, newest first on each shelf, how well, where they belong.

    `titled` and `together` tell of ids what part (0 to 1) of the words stands in the title, and what part of
    the pairs side by side; `lacking` how much of the question an id may be without. `cut` are the shelves that may have
    more matches than were walked. `facets` counts lines of `SearchRow.facets`. `is_narrowed` is False when
    the index could not narrow by rights, for it has rows of older rules.
    """

    shelves: tuple[tuple[int, list[int]], ...] = ()
    titled: dict[int, float] = field(default_factory=dict)
    together: dict[int, float] = field(default_factory=dict)
    lacking: dict[int, float] = field(default_factory=dict)
    publications: dict[int, int | None] = field(default_factory=dict)
    facets: Counter[str] = field(default_factory=Counter)
    cut: frozenset[int] = frozenset()
    depth: int = NEWEST
    is_narrowed: bool = True


# The words (of several questions any of these), from which id, to which, how many.
Walk = tuple[str | tuple[str, ...], int, int, int]
Groups = tuple[tuple[str, ...], ...]


def matches(asked: Asked, narrowing: Narrowing, *, depth: int) -> Matches:
    """The newest rows of each shelf that have all the words, and the newest with all of them in the title.

    One statement, and on SQLite a second one where `depth` rows or more match: then each shelf is walked alone, and
    what has the words in its title once more, for an old one of these stands before what is only new.
    """
    if not narrowing.shelves:
        return Matches()
    anywhere = expression(asked, narrowing)
    is_counted = len(asked.weighed) >= COUNTED_FROM
    parts = asked if is_counted else None
    if not narrowing.floors and connection.vendor != "postgresql":
        whole = _stretch(narrowing, narrowing.shelves)
        rows = _rows(asked, narrowing, [(anywhere, *whole, depth)], is_counted=is_counted)
        if len(rows) < depth:
            return _told(rows, narrowing, depth, of=parts)
    walks = [(anywhere, *_stretch(narrowing, (shelf,)), depth) for shelf in narrowing.shelves]
    named = [shelf for shelf in narrowing.shelves if shelf in TITLED]
    if named and asked.words:  # replies and files have no title
        titled = expression(asked, narrowing, in_title=True)
        walks.append((titled, *_stretch(narrowing, named), depth))
    rows = _rows(asked, narrowing, walks, is_counted=is_counted)
    return _told(rows, narrowing, depth, of=parts)


TITLED = (Shelf.NAMES, Shelf.PUBLICATIONS)


def some(asked: Asked, narrowing: Narrowing, *, depth: int) -> Matches:
    """Writings that have some of the words, for when few have them all: all but one, all but two and so on.

    Words that tell no theme (`asking.telling`) need not be there, but weigh. One statement. The fewer words are
    enough, the more rows match: the newest are taken, and those with a word in the title, where it is likelier to
    be the theme. Each word is walked alone too: how many rows have it tells how much it means.
    Names are not looked for by parts: a part of a name is another one.
    """
    narrowing = replace(
        narrowing, shelves=tuple(one for one in narrowing.shelves if one != Shelf.NAMES)
    )
    groups = telling(asked.words)[:MOST_CHOSEN]
    most = len(groups) - (len(groups) == len(asked.words))
    if most < 1 or not narrowing.shelves:  # also words in quotes alone
        return Matches()
    whole = _stretch(narrowing, narrowing.shelves)
    least = max(1, (len(groups) + 1) // 3)
    enough = range(most, least - 1, -1)
    each = tuple(_any_of((group,), 1, asked, narrowing) for group in groups)
    of_any = each if connection.vendor == "postgresql" else _any_of(groups, 1, asked, narrowing)
    walks: list[Walk] = [
        (_any_of(groups, n, asked, narrowing) if n > 1 else of_any, *whole, depth) for n in enough
    ]
    titles: Groups = tuple(tuple(map(_in_title, group)) for group in groups)
    walks.append((_any_of(titles, least, asked, narrowing), *whole, depth))
    lacks = [*(len(groups) - n for n in enough), len(groups) - least]
    walks += [(one, *whole, depth) for one in each]
    found = _rows(asked, narrowing, walks, is_counted=True)
    lacking = _lacking(found, lacks, len(groups), depth)
    rows = [row for row in found if row[4] < len(lacks)]
    return replace(_told(rows, narrowing, depth, of=asked, is_part=True), lacking=lacking)


def _lacking(
    rows: Sequence[tuple[Any, ...]], lacks: Sequence[int], words_n: int, depth: int
) -> dict[int, float]:
    """How much of the question each row is without; a word of middling rarity is 1.

    The steps of `lacks` tell how many words a row may be without; the steps after them, a word each, which it has. Of
    a word whose list was cut that is not sure, but such a word is common and weighs little.
    """
    met = Counter(row[4] - len(lacks) for row in rows)
    rarity = [log2(2 * depth / max(1, met[n])) for n in range(words_n)]
    middling = sum(rarity) / words_n
    least: dict[int, int] = {}
    held: dict[int, set[int]] = {}
    for row in rows:
        key, step = row[0], row[4]
        if step < len(lacks):
            least[key] = min(least.get(key, words_n), lacks[step])
        else:
            held.setdefault(key, set()).add(step - len(lacks))
    found = {}
    for key, lack in least.items():
        missing = sorted(rarity[n] for n in range(words_n) if n not in held.get(key, ()))
        found[key] = sum(missing[max(0, len(missing) - lack) :]) / middling
    return found


def _any_of(groups: Groups, enough: int, asked: Asked, narrowing: Narrowing) -> str:
    """Rows with at least so many of the groups."""
    chosen = combinations(groups, enough)
    if connection.vendor == "postgresql":
        parts = [f"({_tsquery(Asked('', some_of, ()), ())})" for some_of in chosen]
        held = _tsquery(Asked("", (), asked.phrases), narrowing.groups)
        return f"({' | '.join(parts)})" + (f" & {held}" if held else "")
    parts = [f"({_fts5(Asked('', some_of, ()), ())})" for some_of in chosen]
    held = _fts5(Asked("", (), asked.phrases), narrowing.groups)
    return f"({' OR '.join(parts)})" + (f" AND {held}" if held else "")


def _rows(
    asked: Asked, narrowing: Narrowing, walks: Sequence[Walk], *, is_counted: bool = False
) -> list[tuple[Any, ...]]:
    weighed = asked.weighed if is_counted else asked.words
    titled = [[forms_of(reading) for reading in readings] for readings in weighed]
    together = [words.pair(*both) for both in pairwise(asked.line)]
    visible, tokens = narrowing.counted
    lists = _lists(walks)
    statement = _statement(
        connection.vendor,
        tuple(_of(lists, walk) for walk in walks),
        tuple(tuple(map(len, readings)) for readings in titled),
        len(together),
        visible,
        loose_n=len(weighed) - len(asked.words),
        is_narrowed=bool(narrowing.tokens),
        is_counted=is_counted,
    )
    marks = [words.title_mark(form) for form in chain.from_iterable(chain(*titled))]
    params: list[Any] = [*marks, *together, *tokens]
    return _asked(statement, lists, params, walks)


def _lists(walks: Sequence[Walk]) -> list[str]:
    """The questions of the walks, each once."""
    said = (walk[0] if isinstance(walk[0], tuple) else (walk[0],) for walk in walks)
    return list(dict.fromkeys(chain.from_iterable(said)))


def _of(lists: Sequence[str], walk: Walk) -> str:
    """What a walk on PostgreSQL goes through: the answer to its question, or to all of its questions."""
    said = walk[0] if isinstance(walk[0], tuple) else (walk[0],)
    return " UNION ".join(f"SELECT id FROM list{lists.index(one)}" for one in said)  # noqa: S608 - numbers


def _asked(
    statement: str, lists: Sequence[str], params: Sequence[Any], walks: Sequence[Walk]
) -> list[tuple[Any, ...]]:
    """The rows of a statement with these walks."""
    is_postgres = connection.vendor == "postgresql"
    if is_postgres:
        held = ", ".join(LIST.format(n=n) for n in range(len(lists)))
        statement = f"{READ_NO_ROWS}WITH {held} {statement}{AS_BEFORE}"
        params = [*lists, *params, *chain(*(walk[1:] for walk in walks))]
    else:
        params = [*params, *chain(*walks)]
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        if is_postgres:
            cursor.nextset()
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@lru_cache(maxsize=500)
def _statement(
    vendor: str,
    walks: tuple[str, ...],
    titled: tuple[tuple[int, ...], ...],
    together: int,
    visible: str,
    *,
    loose_n: int,
    is_narrowed: bool,
    is_counted: bool,
) -> str:
    """The text for walks through these lists, readings of each word (with so many forms) and pairs of words.

    Whether all words stand in the title is cheaper to tell than how many do (`is_counted`). `loose_n` are the last.
    """
    has_mark, never = MARKED[vendor], "0" if is_counted else NEVER[vendor]
    said = [" OR ".join(f"({' AND '.join([has_mark] * n)})" for n in group) for group in titled]
    pairs = [has_mark] * together
    if is_counted:
        as_number = COUNTED_AS[vendor].format
        telling_n = len(said) - loose_n
        each = [f"{TELLING} * {as_number(one)}" for one in said[:telling_n]]
        titled_part = " + ".join([*each, *map(as_number, said[telling_n:])]) or never
        together_part = " + ".join(map(as_number, pairs)) or never
    else:
        titled_part = " AND ".join(f"({one})" for one in said) or never
        together_part = " AND ".join(pairs) or never
    found = FOUND.format(
        titled=titled_part,
        together=together_part,
        facets=COUNTED.format(visible=visible) if visible else "''",
        walks=" UNION ALL ".join(WALK[vendor].format(n=n, of=of) for n, of in enumerate(walks)),
    )
    return found + OUTDATED.format(never=never) if is_narrowed else found


def _stretch(narrowing: Narrowing, shelves: Sequence[Shelf]) -> tuple[int, int]:
    """From which id to which: of one shelf or of several that stand side by side."""
    floors = (narrowing.floors.get(shelf, places.floor(shelf)) for shelf in shelves)
    return min(floors), places.ceiling(max(shelves))


def _told(
    rows: Sequence[tuple[Any, ...]],
    narrowing: Narrowing,
    depth: int,
    *,
    of: Asked | None = None,
    is_part: bool = False,
) -> Matches:
    """What the rows say; of a question whose words need not all be there (`of`), in parts of the whole."""
    if any(row[0] < 0 for row in rows):
        return Matches(is_narrowed=False)
    wanted = {int(shelf) for shelf in narrowing.shelves}  # a stretch may hold a shelf between
    known = {row[0]: row for row in rows if row[0] >> places.SHELF_SHIFT in wanted}
    shelves: dict[int, list[int]] = {}
    for key in sorted(known, reverse=True):
        shelves.setdefault(key >> places.SHELF_SHIFT, []).append(key)
    steps = Counter(row[4] for row in rows) if is_part else Counter()
    titles, pairs = (
        (TELLING * len(of.words) + len(of.loose), max(1, len(of.line) - 1)) if of else (1, 1)
    )
    facets: Counter[str] = Counter()
    for row in known.values():
        if row[5]:
            facets.update(row[5].split("\n"))
    return Matches(
        shelves=tuple(shelves.items()),
        titled={key: row[2] / titles for key, row in known.items() if row[2]},
        together={key: row[3] / pairs for key, row in known.items() if row[3]},
        publications={key: row[1] for key, row in known.items()},
        facets=facets,
        cut=frozenset(shelves) if max(steps.values(), default=0) >= depth else frozenset(
            shelf for shelf, keys in shelves.items() if len(keys) >= depth
        ),
        depth=depth,
    )  # fmt: skip


def expression(asked: Asked, narrowing: Narrowing, *, in_title: bool = False) -> str:
    """The question in the grammar of the database at hand."""
    make = _tsquery if connection.vendor == "postgresql" else _fts5
    groups = narrowing.groups
    if in_title:
        titled: Groups = tuple(tuple(map(_in_title, readings)) for readings in asked.words)
        return make(Asked("", titled, asked.phrases), groups)
    return make(asked, groups)


def _in_title(reading: str) -> str:
    """A reading as terms of titles, which know no order: all of them anywhere."""
    return ALL_OF.join(map(terms.title_term, forms_of(reading)))


def _fts5(asked: Asked, held: Sequence[Sequence[str]]) -> str:
    # Terms begin with a sign that no word has, so words need no columns: lists are read quicker without.
    groups = [" OR ".join(map(_fts5_reading, group)) for group in (*held, *asked.words)]
    found = [*groups, *(_quoted(" ".join(phrase)) for phrase in asked.phrases)]
    return " AND ".join(f"({part})" for part in found)


def _fts5_reading(reading: str) -> str:
    """One word or words side by side in quotes; words that stand anywhere one by one."""
    if ALL_OF not in reading:
        return _quoted(reading)
    return f"({' AND '.join(map(_quoted, forms_of(reading)))})"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "") + '"'


def _tsquery(asked: Asked, held: Sequence[Sequence[str]]) -> str:
    found = [" | ".join(map(_tsquery_reading, group)) for group in (*held, *asked.words)]
    found += [" <-> ".join(map(_lexeme, phrase)) for phrase in asked.phrases]
    return " & ".join(f"({part})" for part in found)


def _tsquery_reading(reading: str) -> str:
    forms = forms_of(reading)
    if len(forms) == 1:
        return _lexeme(forms[0])
    joint = " & " if ALL_OF in reading else " <-> "
    return f"({joint.join(map(_lexeme, forms))})"


def by_beginning(full: Sequence[str], begun: str, narrowing: Narrowing) -> str:
    """Rows with these words in the title, and one more that begins so or is a form of what was typed so far."""
    whole = [terms.title_term(form) for form in words.lemmas(begun)]
    held = [*narrowing.groups, *((terms.title_term(word),) for word in full)]
    if connection.vendor == "postgresql":
        last = " | ".join([f"{_lexeme(terms.title_term(begun))}:*", *map(_lexeme, whole)])
        return " & ".join(f"({part})" for part in (_tsquery(Asked("", (), ()), held), last) if part)
    last = " OR ".join([f"{_quoted(terms.title_term(begun))}*", *map(_quoted, whole)])
    return " AND ".join(f"({part})" for part in (_fts5(Asked("", (), ()), held), last) if part)


def walked(expression_of_titles: str, narrowing: Narrowing, *, depth: int) -> list[int]:
    """The newest ids that an expression finds, and nothing about them."""
    walk = (expression_of_titles, *_stretch(narrowing, narrowing.shelves), depth)
    lists = [expression_of_titles]
    statement = WALK[connection.vendor].format(n=0, of=_of(lists, walk))
    return [row[0] for row in _asked(statement, lists, [], [walk])]


def _lexeme(word: str) -> str:
    return "'" + word.replace("'", "").replace("\\", "") + "'"
