"""What is found by one viewer: rank the newest matches, judge them, show a page of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from heapq import merge
from itertools import islice
import json
from typing import Any

from django.db import connection

from staffroom.core import plugs
from staffroom.core.plugs import Shelf
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.registry import district_ids, knows_people
from staffroom.shared.publications.queries import sql
from staffroom.shared.search.queries import engine
from staffroom.shared.search.queries.engine import Matches, Narrowing
from staffroom.shared.search.queries.facets import counts_of, known_of
from staffroom.shared.search.queries.found import (
    DISTRICT,
    DISTRICT_NAME,
    FILES_SHOWN,
    KIND,
    REPLIES_SHOWN,
    TEXT,
    TITLE,
    Hit,
    Page,
    Row,
    url_of,
)
from staffroom.shared.search.registry import places
from staffroom.shared.search.registry.asking import Asked

PAGE = 20
LAST_PAGE = 25
# Where the index narrows by the viewer's rights, nearly all that it gives may be shown: for each page so many
# rows of a shelf are walked and so many results judged at once. Each token is a list that a walk must merge, so for
# the few who hold very many, and while rows of older rules stand, it does not: then more is walked and judged.
WALKED, JUDGED, MOST_TOKENS = 200, 24, 48
JUDGED_BLINDLY = 250

TITLED, TOGETHER, FRESH = 4.0, 3.0, 2.0
HALF_LIFE = 120 * 86_400.0  # seconds after which half of the freshness is gone
NAMES = int(Shelf.NAMES)
# Words in a file weigh less than the author's own: side by side in a file as much as apart in the text.
SHELF_WEIGHTS = {
    NAMES: 3.0,
    int(Shelf.PUBLICATIONS): 1.0,
    int(Shelf.REPLIES): 0.0,
    int(Shelf.FILES): -1.0,
}
LACKING = 5.0  # for a word of middling rarity that is not there
FIRST_FILE = places.floor(Shelf.FILES)
FOLDED = ("document", "publication")  # kinds of which every district may have the same

SHOWN = """
SELECT s.id, s.kind, s.publication_id, s.title, SUBSTR(s.text, 1, 6000), s.url, {at},
       a.pid, a.name, a.is_public_name, c.name, c.pid, c.slug, d.slug, p.title, p.pid, p.slug, p.kind,
       s.district_id, d.short_name
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
        known=known_of(found.facets),
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
    own = district_ids(viewer.tokens)
    home = own[0] if len(own) == 1 else None
    for rows, others in _folded(groups, own):
        district = rows[0][DISTRICT]
        yield Hit(
            tuple(rows), counted[rows[0][2]], is_counted, forms, knows_people(viewer, district),
            district != home, others,
        )  # fmt: skip


def _folded(
    groups: Sequence[list[Row]], own: Sequence[int]
) -> Iterator[tuple[list[Row], tuple[tuple[str, str], ...]]]:
    """Results with the same words in other districts (a law, a regulation of all) as one: the reader's own first."""
    alike: dict[tuple[Any, ...], list[list[Row]]] = {}
    for rows in groups:
        first = rows[0]
        is_alone = len(rows) == 1 and first[KIND] in FOLDED and first[DISTRICT] is not None
        said = (first[KIND], first[TITLE], first[TEXT]) if is_alone else (id(rows),)
        alike.setdefault(said, []).append(rows)
    for same in alike.values():
        same.sort(
            key=lambda rows: rows[0][DISTRICT] not in own
        )  # the order of weight is kept otherwise
        districts = {same[0][0][DISTRICT]}
        others = []
        for rows in same[1:]:
            if rows[0][DISTRICT] in districts:  # twice in one district is two things
                yield rows, ()
                continue
            districts.add(rows[0][DISTRICT])
            others.append((str(rows[0][DISTRICT_NAME]), url_of(rows[0])))
        yield same[0], tuple(others)
