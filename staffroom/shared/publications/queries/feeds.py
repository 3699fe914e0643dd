"""Lists of publications: of a community, of my communities, of the whole district, without answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
import json
from typing import Any, NamedTuple

from django.db import connection

from staffroom.core.addresses import place
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.queries import sql
from staffroom.shared.publications.registry import page_address

PAGE = 20
MOST_COMMUNITIES = 400  # a compound SELECT of SQLite has at most 500 parts
HIDDEN_NAME = "Участник сообщества"
TOGETHER = " и соавторы"


class FeedRow(NamedTuple):
    """A publication as it stands in a list, seen by one viewer. Plain values (`ui.kept`)."""

    id: int
    pid: str
    slug: str
    kind: str
    title: str
    excerpt: str
    author_pid: str
    author_name: str
    author_workplace: str
    district_slug: str
    community_pid: str
    community_slug: str
    community_name: str
    bumped_at: datetime
    published_at: datetime
    comment_n: int
    new_n: int
    is_seen: bool
    file_n: int
    thanks_n: int
    is_pinned: bool
    is_closed: bool
    is_solved: bool
    answer: str
    tags: tuple[str, ...]
    audience: str
    hour_from: datetime | None
    hour_to: datetime | None
    is_summed: bool

    @property
    def url(self) -> str:
        """The publication's address."""
        return page_address(self.pid, self.slug)

    @property
    def author_url(self) -> str:
        """The author's card; empty where the name is not shown."""
        return f"/people/{self.author_pid}/" if self.author_pid else ""

    @property
    def community_url(self) -> str:
        """The home community; empty for what belongs to the district."""
        if not self.community_pid:
            return ""
        return f"/{self.district_slug}/c/{self.community_pid}-{self.community_slug}/"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page begins: keyset over (bumped_at, id)."""

    bumped_at: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.bumped_at.isoformat()}_{self.id}"

    @classmethod
    def read(cls, words: str) -> "Cursor | None":
        """The cursor of an address; a broken one is the beginning."""
        found = place(words, "_")
        return cls(*found) if found else None


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a list and where the next begins (None: nothing more)."""

    rows: tuple[FeedRow, ...]
    next: Cursor | None


COLUMNS = """
 p.id, p.pid, p.slug, p.kind, p.title, p.excerpt, a.pid, a.name, a.workplace, a.is_public_name,
 d.slug, c.pid, c.slug, c.name, p.bumped_at, p.published_at, p.comment_n, p.last_seq, m.seq,
 p.file_n, p.thanks_n, {pinned}, p.closed_at, p.solved_at, p.answer, p.tags, p.audience,
 p.coauthor_n, p.hour_from, p.hour_to, p.summed_at, p.district_id
"""
JOINS = """
 JOIN accounts_person a ON a.id = p.author_id
 JOIN organizations_district d ON d.id = p.district_id
 LEFT JOIN communities_community c ON c.id = p.home_community_id
 LEFT JOIN publications_readmark m ON m.publication_id = p.id AND m.person_id = %s
"""
PLACED = """
SELECT * FROM (
 SELECT l.publication_id, l.bumped_at, l.is_pinned FROM publications_placement l
  JOIN publications_publication p ON p.id = l.publication_id
 WHERE l.community_id = %s AND l.hidden_at IS NULL AND p.status = 'published' AND {visible}{narrow}{after}
 ORDER BY l.bumped_at DESC, l.publication_id DESC LIMIT {limit}) t{number}
"""
WIDE = ("district", "public", "parents", "pupils")


def of_communities(
    viewer: Viewer,
    community_ids: Sequence[int],
    *,
    kind: str = "",
    unanswered: bool = False,
    unsolved: bool = False,
    tag: str = "",
    theme: str = "",
    after: Cursor | None = None,
    limit: int = PAGE,
) -> Feed:
    """The newest of several communities: the top of each by the index, merged (data model, rule 4)."""
    keys = sorted(set(community_ids))[:MOST_COMMUNITIES]
    if not keys:
        return Feed((), None)
    condition, tokens = sql.visible(viewer)
    narrow, narrow_params = _narrow(
        kind, column="l.kind", unanswered=unanswered, unsolved=unsolved, tag=tag, theme=theme
    )
    beyond, beyond_params = _after("l.bumped_at", "l.publication_id", after)
    parts: list[str] = []
    params: list[Any] = []
    for number, key in enumerate(keys):
        parts.append(
            PLACED.format(
                visible=condition, narrow=narrow, after=beyond, limit=limit + 1, number=number
            )
        )
        params += [key, *tokens, *narrow_params, *beyond_params]
    statement = (
        f"SELECT {COLUMNS.format(pinned='f.is_pinned')} FROM ("  # noqa: S608 - built of constants and placeholders
        f"SELECT publication_id, MAX(bumped_at) AS bumped_at, MAX({_flag('is_pinned')}) AS is_pinned"
        f" FROM ({' UNION ALL '.join(parts)}) u GROUP BY publication_id"
        f" ORDER BY 2 DESC, 1 DESC LIMIT {limit + 1}) f"
        f" JOIN publications_publication p ON p.id = f.publication_id {JOINS}"
        " ORDER BY f.bumped_at DESC, f.publication_id DESC"
    )
    return _feed(viewer, sql.rows(statement, [*params, viewer.person_id]), limit)


def of_district(
    viewer: Viewer, district_id: int, *, kind: str = "", audiences: Sequence[str] = WIDE,
    on_site: bool = False, tag: str = "", theme: str = "", after: Cursor | None = None, limit: int = PAGE,
) -> Feed:  # fmt: skip
    """What is meant for the whole district or for everybody, newest first; pages have places of their own."""
    condition, tokens = sql.visible(viewer)
    narrow, narrow_params = _narrow(kind, tag=tag, theme=theme)
    beyond, beyond_params = _after("p.bumped_at", "p.id", after)
    site = " AND (p.is_on_site OR p.home_community_id IS NULL)" if on_site else ""
    statement = (
        f"SELECT {COLUMNS.format(pinned='0')} FROM publications_publication p {JOINS}"  # noqa: S608 - constants
        f" WHERE p.district_id = %s AND p.is_wide AND p.status || '' = 'published'"  # by the wide index
        f" AND p.audience IN ({sql.marks(audiences)}) AND p.kind <> 'page'"
        f" AND {condition}{narrow}{site}{beyond}"
        f" ORDER BY p.bumped_at DESC, p.id DESC LIMIT {limit + 1}"
    )
    params = [viewer.person_id, district_id, *audiences, *tokens, *narrow_params, *beyond_params]
    return _feed(viewer, sql.rows(statement, params), limit)


def pinned_in(viewer: Viewer, community_id: int, *, limit: int = 5) -> tuple[FeedRow, ...]:
    """What the moderator pinned at the top of a community."""
    condition, tokens = sql.visible(viewer)
    statement = (
        f"SELECT {COLUMNS.format(pinned='l.is_pinned')} FROM publications_placement l"  # noqa: S608 - constants
        f" JOIN publications_publication p ON p.id = l.publication_id {JOINS}"
        f" WHERE l.community_id = %s AND l.is_pinned AND l.hidden_at IS NULL AND p.status = 'published'"
        f" AND {condition} ORDER BY l.bumped_at DESC, l.publication_id DESC LIMIT {limit}"
    )
    found = sql.rows(statement, [viewer.person_id, community_id, *tokens])
    return tuple(_row(viewer, row) for row in found)


def _narrow(
    kind: str,
    *,
    column: str = "p.kind",
    unanswered: bool = False,
    unsolved: bool = False,
    tag: str = "",
    theme: str = "",
) -> tuple[str, list[Any]]:
    words, params = "", []
    if kind:
        words, params = f" AND {column} = %s", [kind]
    if unanswered:
        words += " AND p.kind = 'help' AND p.answered_at IS NULL AND p.solved_at IS NULL"
    if unsolved:
        words += " AND p.kind = 'help' AND p.solved_at IS NULL AND p.closed_at IS NULL"
    if tag:
        words += (
            " AND EXISTS (SELECT 1 FROM publications_tagging g JOIN publications_tag t ON t.id = g.tag_id"
            " WHERE g.publication_id = p.id AND t.name = %s)"
        )
        params.append(tag.casefold())
    if theme:
        words += " AND p.theme = %s"
        params.append(theme)
    return words, params


def _after(moment: str, key: str, after: Cursor | None) -> tuple[str, list[Any]]:
    if after is None:
        return "", []
    at = sql.bound(after.bumped_at)
    return f" AND ({moment} < %s OR ({moment} = %s AND {key} < %s))", [at, at, after.id]


def _flag(column: str) -> str:
    return f"CAST({column} AS INTEGER)" if connection.vendor == "postgresql" else column


def _feed(viewer: Viewer, found: list[tuple[Any, ...]], limit: int) -> Feed:
    shown = tuple(_row(viewer, row) for row in found[:limit])
    more = len(found) > limit
    return Feed(shown, Cursor(shown[-1].bumped_at, shown[-1].id) if more else None)


def _row(viewer: Viewer, row: tuple[Any, ...]) -> FeedRow:
    (
        key, pid, slug, kind, title, excerpt, author_pid, author_name, workplace, is_public_name,
        district_slug, community_pid, community_slug, community_name, bumped_at, published_at,
        comment_n, last_seq, seen_seq, file_n, thanks_n, is_pinned, closed_at, solved_at, answer, tags, audience,
        coauthor_n, hour_from, hour_to, summed_at, district_id,
    ) = row  # fmt: skip
    is_named = is_public_name or knows_people(viewer, district_id)
    is_seen = viewer.is_guest or seen_seq is not None
    return FeedRow(
        id=key, pid=pid, slug=slug, kind=kind, title=title, excerpt=excerpt,
        author_pid=author_pid if is_named else "",
        author_name=f"{author_name if is_named else HIDDEN_NAME}{TOGETHER if coauthor_n else ''}",
        author_workplace=workplace if is_named else "",
        district_slug=district_slug, community_pid=community_pid or "", community_slug=community_slug or "",
        community_name=community_name or "", bumped_at=sql.surely(bumped_at),
        published_at=sql.surely(published_at), comment_n=comment_n,
        new_n=max(0, last_seq - (seen_seq or 0)) if seen_seq is not None else 0,
        is_seen=is_seen, file_n=file_n, thanks_n=thanks_n, is_pinned=bool(is_pinned),
        is_closed=closed_at is not None, is_solved=solved_at is not None, answer=answer,
        tags=_tags(tags), audience="" if viewer.is_guest else audience, hour_from=sql.moment(hour_from),
        hour_to=sql.moment(hour_to), is_summed=summed_at is not None,
    )  # fmt: skip


def _tags(value: Any) -> tuple[str, ...]:
    return _read_tags(value) if isinstance(value, str) else tuple(value or ())


@lru_cache(maxsize=5_000)
def _read_tags(words: str) -> tuple[str, ...]:
    return tuple(json.loads(words))
