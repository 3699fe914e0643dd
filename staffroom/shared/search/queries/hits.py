"""What is found by one viewer: rank the newest matches, judge them, show a page of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from markupsafe import Markup

from staffroom.core.plugs import Shelf
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.queries import network
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.queries import sql
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.shared.publications.registry import kind_label
from staffroom.shared.search.queries import engine
from staffroom.shared.search.queries.engine import Matches, Narrowing
from staffroom.shared.search.queries.excerpts import excerpt, marked
from staffroom.shared.search.registry import places
from staffroom.shared.search.registry.asking import Asked
from staffroom.ui.words import minutes_since

PAGE = 20
LAST_PAGE = 25
REPLIES_SHOWN = 2
# Matches judged for the first page; four times as many while they are not enough. Most replies found stand
# under few publications, so 120 were seldom enough, and a second statement cost more than a longer first one.
JUDGED_FIRST = 500

TITLED, TOGETHER, FRESH = 4.0, 2.0, 2.0
HALF_LIFE = 120 * 86_400.0  # seconds after which half of the freshness is gone
NAMES = int(Shelf.NAMES)
SHELF_WEIGHTS = {NAMES: 3.0, int(Shelf.PUBLICATIONS): 1.0, int(Shelf.REPLIES): 0.0}

JUDGE = """
SELECT s.id, s.publication_id FROM search_searchrow s WHERE s.id IN ({ids}) AND (
 (s.publication_id IS NOT NULL
  AND {visible}
  AND EXISTS (SELECT 1 FROM publications_publication p WHERE p.id = s.publication_id
              AND p.status = 'published')
  AND (s.kind <> 'comment' OR EXISTS (
       SELECT 1 FROM publications_comment c
        WHERE c.id = s.key AND c.hidden_at IS NULL AND c.removed_at IS NULL))){place}
 OR (s.publication_id IS NULL AND {named}
     AND (s.kind <> 'person' OR {present})))
"""
PLACED = """ AND EXISTS (SELECT 1 FROM publications_placement l WHERE l.publication_id = s.publication_id
 AND l.community_id = %s AND l.hidden_at IS NULL)"""
NAMED = (
    "EXISTS (SELECT 1 FROM search_searchreader t WHERE t.row_id = s.id AND t.token IN ({tokens}))"
)
PRESENT = """EXISTS (SELECT 1 FROM communities_admission m JOIN accounts_person h ON h.id = m.person_id
 WHERE m.person_id = s.key AND m.state = 'admitted' AND h.is_active AND m.district_id IN ({districts}))"""

DISTRICT = 18  # its column among those shown
SHOWN = """
SELECT s.id, s.kind, s.publication_id, s.title, SUBSTR(s.text, 1, 6000), s.url, s.at,
       a.pid, a.name, a.is_public_name, c.name, c.pid, c.slug, d.slug, p.title, p.pid, p.slug, p.kind,
       s.district_id
  FROM search_searchrow s
  LEFT JOIN accounts_person a ON a.id = s.author_id
  LEFT JOIN communities_community c ON c.id = s.community_id
  LEFT JOIN organizations_district d ON d.id = s.district_id
  LEFT JOIN publications_publication p ON p.id = s.publication_id
 WHERE s.id IN ({ids})
"""


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

    `rows` are as the database gave them, the best first; `total` counts all that were found here,
    `forms` are those asked for, `knows_people` whether names are told. Everything that is shown is made of these.
    """

    rows: tuple[tuple[Any, ...], ...]
    total: int
    forms: tuple[str, ...]
    knows_people: bool

    @property
    def own(self) -> tuple[Any, ...] | None:
        """The row of the publication or the name itself, if it was found."""
        return next((row for row in self.rows if row[1] != "comment"), None)

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
    def more_replies(self) -> int:
        """How many more there are."""
        shown: int = sum(row[1] == "comment" for row in self.rows)
        return max(0, self.total - int(self.is_head_found) - min(shown, REPLIES_SHOWN))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results."""

    hits: tuple[Hit, ...] = ()
    number: int = 1
    has_next: bool = False
    is_cut: bool = False

    def ages(self, now: datetime) -> tuple[tuple[datetime, int], ...]:
        """Minutes since moments of the last hour: what `told` tells them by."""
        moments = {sql.surely(row[6]) for hit in self.hits for row in hit.rows}
        return tuple((at, age) for at in moments if (age := minutes_since(at, now)) >= 0)


@dataclass(slots=True)
class _Group:
    """Row ids of one result, best first."""

    ids: list[int] = field(default_factory=list)


def search(
    viewer: Viewer,
    asked: Asked,
    narrowing: Narrowing,
    *,
    at: datetime,
    community_id: int | None = None,
    page: int = 1,
) -> Page:
    """A page of what this viewer may find: three statements, whatever is found."""
    if asked.is_empty:
        return Page()
    page = min(max(page, 1), LAST_PAGE)
    found = engine.matches(asked, narrowing)
    ranked = _ranked(found, at)
    groups = _groups(viewer, ranked, community_id, wanted=page * PAGE + 1)
    shown = groups[(page - 1) * PAGE : page * PAGE]
    return Page(
        hits=tuple(_hits(viewer, shown, asked)),
        number=page,
        has_next=len(groups) > page * PAGE and page < LAST_PAGE,
        is_cut=found.is_cut,
    )


def _ranked(found: Matches, at: datetime) -> Iterator[int]:
    """Best first: in the title, side by side, names before writings, fresh before old.

    Thousands match a common word and a page shows twenty: those alike but for their age stand in
    their order already, so they are only merged, and weighed when they are asked for.
    """
    now, titled, together = places.second(at), found.titled, found.together
    streams = []
    for shelf, keys in found.shelves:
        alike: tuple[list[int], ...] = ([], [], [], [])
        for key in keys:
            alike[(key in titled) + 2 * (key in together)].append(key)
        more = (0.0, TITLED, TOGETHER, TITLED + TOGETHER)
        streams += [_weighed(keys, shelf, more[n], now) for n, keys in enumerate(alike) if keys]
    return (-key for _weight, key in merge(*streams))


def _weighed(keys: Sequence[int], shelf: int, more: float, now: int) -> Iterator[tuple[float, int]]:
    """Ids of one shelf, newest first, with their weights, both turned round for `merge`."""
    weight = SHELF_WEIGHTS[shelf] + more
    for key in keys:
        age = 0 if shelf == NAMES else now - ((key >> places.SECOND_SHIFT) & places.LATEST)
        fresh = 0.0 if shelf == NAMES else FRESH * 0.5 ** (age / HALF_LIFE) if age > 0 else FRESH
        yield -(weight + fresh), -key


def _groups(
    viewer: Viewer, ranked: Iterator[int], community_id: int | None, *, wanted: int
) -> list[_Group]:
    groups: dict[tuple[str, int], _Group] = {}
    size = JUDGED_FIRST * max(1, (wanted - 1) // PAGE)
    while len(groups) < wanted and (part := list(islice(ranked, size))):
        judged = _judged(viewer, part, community_id)
        for key in part:
            if key in judged:
                publication = judged[key]
                place = ("p", publication) if publication else ("r", key)
                groups.setdefault(place, _Group()).ids.append(key)
        size *= 4
    return list(groups.values())


def _judged(viewer: Viewer, ids: Sequence[int], community_id: int | None) -> dict[int, int | None]:
    """Those of the rows that the viewer may know of, with their publications."""
    visible, tokens = sql.visible(viewer, of="s.publication_id")
    named, present = "1 = 1", "1 = 1"
    named_params: list[int] = []
    districts: list[int] = []
    if not viewer.is_system:
        named = NAMED.format(tokens=sql.marks(tokens))
        named_params = list(tokens)
        districts = network.district_ids(viewer)
        present = PRESENT.format(districts=sql.marks(districts))
    statement = JUDGE.format(
        ids=sql.marks(ids),
        visible=visible,
        place=PLACED if community_id else "",
        named=named,
        present=present,
    )
    placed = [community_id] if community_id else []
    params = [*ids, *tokens, *placed, *named_params, *districts]
    return dict(sql.rows(statement, params))


def _hits(viewer: Viewer, groups: Sequence[_Group], asked: Asked) -> Iterator[Hit]:
    ids = [key for group in groups for key in group.ids[: REPLIES_SHOWN + 1]]
    if not ids:
        return
    rows = {row[0]: row for row in sql.rows(SHOWN.format(ids=sql.marks(ids)), ids)}
    forms = tuple(sorted(asked.forms))
    for group in groups:
        known = tuple(rows[key] for key in group.ids[: REPLIES_SHOWN + 1] if key in rows)
        if known:
            yield Hit(known, len(group.ids), forms, knows_people(viewer, known[0][DISTRICT]))


def _found(hit: Hit, row: tuple[Any, ...]) -> Found:
    pid, name, is_public_name = row[7:10]
    is_named = bool(pid) and (bool(is_public_name) or hit.knows_people)
    return Found(
        title=marked(row[3], hit.forms),
        url=_url(row),
        words=excerpt(row[4], hit.forms),
        author_pid=pid if is_named else "",
        author_name=name if is_named else HIDDEN_NAME if pid else "",
        at=sql.surely(row[6]),
    )


def _head_of(hit: Hit, row: tuple[Any, ...]) -> Found:
    return Found(
        title=marked(row[14], hit.forms),
        url=_home(row),
        words=Markup(""),
        author_pid="",
        author_name="",
        at=sql.surely(row[6]),
    )


def _home(row: tuple[Any, ...]) -> str:
    """The publication's address as it is now."""
    pid, slug = row[15:17]
    return f"/p/{pid}-{slug}/" if slug else f"/p/{pid}/"


def _url(row: tuple[Any, ...]) -> str:
    """A name's own address; a part of a publication is told from the publication's address on."""
    return _home(row) + row[5] if row[2] is not None else str(row[5])
