"""What is found by one viewer: rank the newest matches, judge them, show a page of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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
  AND EXISTS (SELECT 1 FROM publications_publication p WHERE p.id = s.publication_id
              AND p.status = 'published' AND {visible})
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

SHOWN = """
SELECT s.id, s.kind, s.publication_id, s.title, SUBSTR(s.text, 1, 6000), s.url, s.at,
       a.pid, a.name, a.is_public_name, c.name, c.pid, c.slug, d.slug, p.title, p.pid, p.slug, p.kind
  FROM search_searchrow s
  LEFT JOIN accounts_person a ON a.id = s.author_id
  LEFT JOIN communities_community c ON c.id = s.community_id
  LEFT JOIN organizations_district d ON d.id = s.district_id
  LEFT JOIN publications_publication p ON p.id = s.publication_id
 WHERE s.id IN ({ids})
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: where it leads, who wrote it, the words around what was asked."""

    kind: str
    title: Markup
    url: str
    words: Markup
    author_pid: str
    author_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication with its replies, or a name, as one result."""

    kind: str
    label: str
    head: Found
    community_name: str
    community_url: str
    is_head_found: bool
    replies: tuple[Found, ...] = ()
    more_replies: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results."""

    hits: tuple[Hit, ...] = ()
    number: int = 1
    has_next: bool = False
    is_cut: bool = False


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


def _ranked(found: Matches, at: datetime) -> list[int]:
    """Best first: in the title, side by side, names before writings, fresh before old.

    Thousands of ids go through here on a common word, so the ids are taken apart in place.
    """
    now, titled, together = places.second(at), found.titled, found.together
    weights: list[tuple[float, int]] = []
    for key in found.ids:
        shelf = key >> places.SHELF_SHIFT
        weight = SHELF_WEIGHTS[shelf]
        if key in titled:
            weight += TITLED
        if key in together:
            weight += TOGETHER
        if shelf != NAMES:
            age = now - ((key >> places.SECOND_SHIFT) & places.LATEST)
            weight += FRESH * 0.5 ** (age / HALF_LIFE) if age > 0 else FRESH
        weights.append((weight, key))
    weights.sort(reverse=True)
    return [key for _weight, key in weights]


def _groups(
    viewer: Viewer, ranked: Sequence[int], community_id: int | None, *, wanted: int
) -> list[_Group]:
    groups: dict[tuple[str, int], _Group] = {}
    start, size = 0, JUDGED_FIRST * max(1, (wanted - 1) // PAGE)
    while start < len(ranked) and len(groups) < wanted:
        part = ranked[start : start + size]
        judged = _judged(viewer, part, community_id)
        for key in part:
            if key in judged:
                publication = judged[key]
                place = ("p", publication) if publication else ("r", key)
                groups.setdefault(place, _Group()).ids.append(key)
        start, size = start + size, size * 4
    return list(groups.values())


def _judged(viewer: Viewer, ids: Sequence[int], community_id: int | None) -> dict[int, int | None]:
    """Those of the rows that the viewer may know of, with their publications."""
    visible, tokens = sql.visible(viewer)
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
    for group in groups:
        known = [rows[key] for key in group.ids[: REPLIES_SHOWN + 1] if key in rows]
        if known:
            yield _hit(viewer, known, len(group.ids), asked)


def _hit(viewer: Viewer, rows: Sequence[tuple[Any, ...]], total: int, asked: Asked) -> Hit:
    own = [row for row in rows if row[1] != "comment"]
    replies = [row for row in rows if row[1] == "comment"][:REPLIES_SHOWN]
    first = own[0] if own else rows[0]
    kind, community, district = first[1], first[10:13], first[13]
    is_publication = first[2] is not None
    return Hit(
        kind="publication" if is_publication else kind,
        label=kind_label(first[17]) if is_publication else kind,
        head=_found(viewer, first, asked) if own else _head_of(first, asked),
        community_name=community[0] or "",
        community_url=f"/{district}/c/{community[1]}-{community[2]}/" if community[1] else "",
        is_head_found=bool(own),
        replies=tuple(_found(viewer, row, asked) for row in replies),
        more_replies=max(0, total - len(own) - len(replies)),
    )


def _found(viewer: Viewer, row: tuple[Any, ...], asked: Asked) -> Found:
    pid, name, is_public_name = row[7:10]
    is_named = bool(pid) and (bool(is_public_name) or knows_people(viewer))
    return Found(
        kind=row[1],
        title=marked(row[3], asked.forms),
        url=_url(row),
        words=excerpt(row[4], asked.forms),
        author_pid=pid if is_named else "",
        author_name=name if is_named else HIDDEN_NAME if pid else "",
        at=sql.surely(row[6]),
    )


def _head_of(row: tuple[Any, ...], asked: Asked) -> Found:
    """The publication of replies that were found without it."""
    return Found(
        kind="publication",
        title=marked(row[14], asked.forms),
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
