"""What is found by one viewer: rank the newest matches, judge them, show a page of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from heapq import merge
from itertools import islice
import json
from typing import Any, NamedTuple

from django.db import connection
from markupsafe import Markup

from staffroom.core import plugs
from staffroom.core.plugs import Shelf
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.queries import sql
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.shared.publications.registry import kind_label
from staffroom.shared.search.queries import engine
from staffroom.shared.search.queries.engine import Matches, Narrowing
from staffroom.shared.search.queries.excerpts import excerpt, marked
from staffroom.shared.search.queries.facets import Counts, counts_of
from staffroom.shared.search.registry import places
from staffroom.shared.search.registry.asking import Asked
from staffroom.ui.words import minutes_since

PAGE = 20
LAST_PAGE = 25
REPLIES_SHOWN = 2
# Where the index narrows by the viewer's rights, nearly all that it gives may be shown: for each page so many
# rows of a shelf are walked and so many results judged at once. Each token is a list that a walk must merge, so for
# the few who hold very many, and while rows of older rules stand, it does not: then more is walked and judged.
WALKED, JUDGED, MOST_TOKENS = 200, 24, 48
JUDGED_BLINDLY = 250

TITLED, TOGETHER, FRESH = 4.0, 3.0, 2.0
HALF_LIFE = 120 * 86_400.0  # seconds after which half of the freshness is gone
HOUR = 3_700  # seconds, with some to spare
NAMES = int(Shelf.NAMES)
# Words in a file weigh less than the author's own: side by side in a file as much as apart in the text.
SHELF_WEIGHTS = {
    NAMES: 3.0,
    int(Shelf.PUBLICATIONS): 1.0,
    int(Shelf.REPLIES): 0.0,
    int(Shelf.FILES): -1.0,
}
LACKING = 5.0  # for a word of middling rarity that is not there
FILES_SHOWN = 2
FIRST_FILE = places.floor(Shelf.FILES)

SHOWN = """
SELECT s.id, s.kind, s.publication_id, s.title, SUBSTR(s.text, 1, 6000), s.url, {at},
       a.pid, a.name, a.is_public_name, c.name, c.pid, c.slug, d.slug, p.title, p.pid, p.slug, p.kind,
       s.district_id
  FROM search_searchrow s
  LEFT JOIN accounts_person a ON a.id = s.author_id
  LEFT JOIN communities_community c ON c.id = s.community_id
  LEFT JOIN organizations_district d ON d.id = s.district_id
  LEFT JOIN publications_publication p ON p.id = s.publication_id
 WHERE s.id {among} AND (
 (s.publication_id IS NOT NULL AND p.status = 'published' AND {visible}
  AND (s.kind <> 'comment' OR EXISTS (
       SELECT 1 FROM publications_comment k
        WHERE k.id = s.key AND k.hidden_at IS NULL AND k.removed_at IS NULL)){place})
 OR (s.publication_id IS NULL AND {named}{judged}))
"""
# As text: a page asks seldom for a moment that is older than an hour, and never twice.
AT = {"sqlite": "s.at || ''", "postgresql": "s.at"}
# One text for any number of ids, so that the database keeps it prepared.
AMONG = {"sqlite": "IN (SELECT value FROM json_each(%s))", "postgresql": "= ANY(%s)"}
PLACED = """ AND EXISTS (SELECT 1 FROM publications_placement l WHERE l.publication_id = s.publication_id
 AND l.community_id = %s AND l.hidden_at IS NULL)"""
NAMED = (
    "EXISTS (SELECT 1 FROM search_searchreader t WHERE t.row_id = s.id AND t.token IN ({tokens}))"
)
JUDGED_ALSO = " AND (s.kind <> '{kind}' OR {condition})"


PARTS = ("comment", "file")  # kinds that are found under their publication
Row = tuple[Any, ...]  # as `SHOWN` gives it
DISTRICT = 18  # its column of a row


class Found(NamedTuple):
    """One thing found: where it leads, who wrote it, the words around what was asked."""

    title: Markup
    url: str
    words: Markup
    author_pid: str
    author_name: str
    at: datetime


class Hit(NamedTuple):
    """A publication with its replies, or a name, as one result. Plain values (`ui.kept`).

    `rows` are as the database gave them, the best first; `reply_n` counts the replies found here and
    `is_counted` tells whether these are all; `forms` are the words asked for, `knows_people` whether names are
    told. Everything that is shown is made of these.
    """

    rows: tuple[Row, ...]
    reply_n: int
    is_counted: bool
    forms: str
    knows_people: bool

    @property
    def own(self) -> Row | None:
        """The row of the publication or the name itself, if it was found."""
        return next((row for row in self.rows if row[1] not in PARTS), None)

    @property
    def is_head_found(self) -> bool:
        """True when not only replies were found."""
        return self.own is not None

    @property
    def is_publication(self) -> bool:
        """True for a publication or its replies."""
        return self.rows[0][2] is not None

    @property
    def label(self) -> str:
        """What kind of thing it is."""
        first = self.own or self.rows[0]
        return str(kind_label(first[17]) if self.is_publication else first[1])

    @property
    def head(self) -> Found:
        """What the result is called; the publication of replies that were found without it has no words."""
        return _found(self, self.own) if self.own else _head_of(self, self.rows[0])

    @property
    def community_name(self) -> str:
        """Where it stands."""
        return (self.own or self.rows[0])[10] or ""

    @property
    def community_url(self) -> str:
        """The address of where it stands."""
        _name, pid, slug, district = (self.own or self.rows[0])[10:14]
        return f"/{district}/c/{pid}-{slug}/" if pid else ""

    @property
    def replies(self) -> tuple[Found, ...]:
        """The best replies."""
        found = [row for row in self.rows if row[1] == "comment"][:REPLIES_SHOWN]
        return tuple(_found(self, row) for row in found)

    @property
    def files(self) -> tuple[Found, ...]:
        """The files in which it was found; a name alone where the words stand deep in the text."""
        found = [row for row in self.rows if row[1] == "file"][:FILES_SHOWN]
        return tuple(_found(self, row) for row in found)

    @property
    def more_replies(self) -> int:
        """How many more there are, of those that were counted."""
        shown: int = sum(row[1] == "comment" for row in self.rows)
        return max(0, self.reply_n - min(shown, REPLIES_SHOWN))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results."""

    hits: tuple[Hit, ...] = ()
    number: int = 1
    has_next: bool = False
    is_cut: bool = False
    counts: tuple[Counts, ...] = ()

    def ages(self, now: datetime) -> tuple[tuple[datetime, int], ...]:
        """Minutes since moments of the last hour: what `told` tells them by."""
        since = places.second(now) - HOUR
        rows = [row for hit in self.hits for row in hit.rows if places.second_of(row[0]) >= since]
        moments = {sql.surely(row[6]) for row in rows}
        return tuple((at, age) for at in moments if (age := minutes_since(at, now)) >= 0)


def search(
    viewer: Viewer,
    asked: Asked,
    narrowing: Narrowing,
    *,
    at: datetime,
    community_id: int | None = None,
    page: int = 1,
    is_any: bool = False,
) -> Page:
    """A page of what this viewer may find: two statements, or some more where most is not for him.

    With `is_any` not all the words must be there. By what it can be narrowed is counted on the first page.
    """
    if asked.is_empty:
        return Page()
    page = min(max(page, 1), LAST_PAGE)
    last = page * PAGE
    if page == 1 and Shelf.PUBLICATIONS in narrowing.shelves and plugs.facets:
        condition, values = sql.visible(viewer, of="s.publication_id")
        narrowing = replace(narrowing, counted=(condition, tuple(values)))
    for found, size in _walked(viewer, asked, narrowing, page, is_any=is_any):
        groups = _groups(viewer, _results(found, at, size), community_id, wanted=last + 1)
        if len(groups) > last or not found.cut:
            break
    return Page(
        hits=tuple(_hits(viewer, groups[last - PAGE : last], found, asked)),
        number=page,
        has_next=len(groups) > last and page < LAST_PAGE,
        is_cut=bool(found.cut) and found.depth == engine.NEWEST,
        counts=counts_of(found.facets, is_cut=bool(found.cut)),
    )


def _walked(
    viewer: Viewer, asked: Asked, narrowing: Narrowing, page: int, *, is_any: bool
) -> Iterator[tuple[Matches, int]]:
    """What the engine gives, at first a little; and how many results of it to judge at once."""
    matches = engine.some if is_any else engine.matches
    if not viewer.is_system and len(viewer.tokens) <= MOST_TOKENS:
        own = replace(narrowing, tokens=tuple(sorted(viewer.tokens)))
        found = matches(asked, own, depth=min(engine.NEWEST, WALKED * page))
        if found.is_narrowed:
            yield found, JUDGED * page
            if found.depth < engine.NEWEST:
                yield matches(asked, own, depth=engine.NEWEST), JUDGED_BLINDLY * page
            return
    yield matches(asked, narrowing, depth=engine.NEWEST), JUDGED_BLINDLY * page


def _ranked(found: Matches, at: datetime) -> Iterator[int]:
    """Best first: in the title, side by side, names before writings, fresh before old.

    Thousands match a common word and a page shows twenty: those alike but for their age stand in
    their order already, so they are only merged, and weighed when they are asked for.
    """
    now, titled, together = places.second(at), found.titled, found.together
    streams = []
    for shelf, keys in found.shelves:
        alike: dict[float, list[int]] = {}
        for key in keys:
            more = TITLED * titled.get(key, 0) + TOGETHER * together.get(key, 0)
            alike.setdefault(more - LACKING * found.lacking.get(key, 0), []).append(key)
        streams += [_weighed(some, shelf, more, now) for more, some in alike.items()]
    return (-key for _weight, key in merge(*streams))


def _weighed(keys: Sequence[int], shelf: int, more: float, now: int) -> Iterator[tuple[float, int]]:
    """Ids of one shelf, newest first, with their weights, both turned round for `merge`."""
    weight = SHELF_WEIGHTS[shelf] + more
    for key in keys:
        age = 0 if shelf == NAMES else now - places.second_of(key)
        fresh = 0.0 if shelf == NAMES else FRESH * 0.5 ** (age / HALF_LIFE) if age > 0 else FRESH
        yield -(weight + fresh), -key


def _groups(
    viewer: Viewer,
    results: Iterator[list[list[int]]],
    community_id: int | None,
    *,
    wanted: int,
) -> list[list[Row]]:
    """The best rows of each result that the viewer may know of, best first."""
    shown: list[list[Row]] = []
    for part in results:
        rows = rows_of(viewer, [key for keys in part for key in keys], community_id)
        known = ([rows[key] for key in keys if key in rows] for keys in part)
        shown += filter(None, known)
        if len(shown) >= wanted:
            break
    return shown


def _results(found: Matches, at: datetime, size: int) -> Iterator[list[list[int]]]:
    """The best ids of each result, best first, so many results at a time."""
    seen: dict[tuple[str, int], list[int]] = {}
    ranked = _ranked(found, at)
    while part := list(islice(ranked, size * 2)):
        fresh: list[list[int]] = []
        for key in part:
            publication = found.publications[key]
            place = ("p", publication) if publication else ("r", key)
            if place not in seen:
                fresh.append(seen.setdefault(place, []))
            seen[place].append(key)
        for start in range(0, len(fresh), size):
            yield [_fewest(keys) for keys in fresh[start : start + size]]
        size *= 4


def _fewest(keys: list[int]) -> list[int]:
    """As many rows of one result as are shown: the best, and the files by which it was found too."""
    most = REPLIES_SHOWN + 1
    if len(keys) <= most:
        return keys
    files = [key for key in keys if key >= FIRST_FILE][:FILES_SHOWN]
    return [*[key for key in keys if key < FIRST_FILE][:most], *files]


def rows_of(viewer: Viewer, ids: Sequence[int], community_id: int | None) -> dict[int, Row]:
    """Those of the rows that the viewer may know of, with what is shown of them."""
    visible, tokens = sql.visible(viewer, of="s.publication_id")
    judged = [] if viewer.is_system else list(_judged(viewer))
    statement = _statement(
        connection.vendor,
        visible,
        NAMED.format(tokens=sql.marks(tokens)) if tokens else "1 = 1",
        "".join(condition for condition, _values in judged),
        is_placed=community_id is not None,
    )
    keys = list(ids) if connection.vendor == "postgresql" else json.dumps(ids)
    placed = [] if community_id is None else [community_id]
    held = [value for _condition, values in judged for value in values]
    params = [keys, *tokens, *placed, *tokens, *held]
    return {row[0]: row for row in sql.rows(statement, params)}


def _judged(viewer: Viewer) -> Iterator[tuple[str, list[Any]]]:
    """What rows of some kinds must hold beside their tokens."""
    for plug in plugs.indexes.values():
        if plug.judged is not None:
            condition, values = plug.judged(viewer, "s.key")
            yield JUDGED_ALSO.format(kind=plug.kind, condition=condition), values


@lru_cache(maxsize=500)
def _statement(vendor: str, visible: str, named: str, judged: str, *, is_placed: bool) -> str:
    place = PLACED if is_placed else ""
    return SHOWN.format(
        among=AMONG[vendor],
        at=AT[vendor],
        visible=visible,
        named=named,
        judged=judged,
        place=place,
    )


def _hits(
    viewer: Viewer, groups: Sequence[list[Row]], found: Matches, asked: Asked
) -> Iterator[Hit]:
    forms = " ".join(sorted(asked.forms))
    replies = dict(found.shelves).get(int(Shelf.REPLIES), ())
    counted = Counter(found.publications[key] for key in replies)
    is_counted = Shelf.REPLIES not in found.cut
    for rows in groups:
        knows = knows_people(viewer, rows[0][DISTRICT])
        yield Hit(tuple(rows), counted[rows[0][2]], is_counted, forms, knows)


def _found(hit: Hit, row: Row) -> Found:
    pid, name, is_public_name = row[7:10]
    forms = hit.forms.split()
    is_named = bool(pid) and (bool(is_public_name) or hit.knows_people)
    return Found(
        title=marked(row[3], forms),
        url=_url(row),
        words=excerpt(row[4], forms),
        author_pid=pid if is_named else "",
        author_name=name if is_named else HIDDEN_NAME if pid else "",
        at=sql.surely(row[6]),
    )


def _head_of(hit: Hit, row: Row) -> Found:
    return Found(
        title=marked(row[14], hit.forms.split()),
        url=_home(row),
        words=Markup(""),
        author_pid="",
        author_name="",
        at=sql.surely(row[6]),
    )


def _home(row: Row) -> str:
    """The publication's address as it is now."""
    pid, slug = row[15:17]
    return f"/p/{pid}-{slug}/" if slug else f"/p/{pid}/"


def _url(row: Row) -> str:
    """A name's own address; a reply is told from the publication's address on, a file has its own page."""
    if row[1] == "file":
        return f"/files/{row[5]}/"
    return _home(row) + row[5] if row[2] is not None else str(row[5])
