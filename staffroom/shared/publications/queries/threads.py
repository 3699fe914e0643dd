"""One publication with a page of its comments: the hottest page of the site."""

from datetime import datetime, timedelta
import json
from typing import Any, NamedTuple

from django.db.models import BigIntegerField

from staffroom.core.errors import Absent
from staffroom.core.files import FileRow, files_of_things
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.queries import sql
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.shared.publications.registry import COMMENT_FILES, PUBLICATION_FILES, page_address
from staffroom.ui.kept import of_one_shape
from staffroom.ui.words import minutes_since

PAGE = 20
FRESH = timedelta(hours=1)  # until then a moment is told in minutes
GUEST_READS, NOT_AMONG_THEM = -1, 0  # instead of the key of a reader who wrote some of the comments


class Home(NamedTuple):
    """The home community as policies ask about it."""

    pk: int
    district_id: int
    path: str
    state: str

    @property
    def line(self) -> tuple[int, ...]:
        """Ids from the root of the tree down to itself."""
        return tuple(int(part) for part in self.path.split("/") if part)


class Head(NamedTuple):
    """A publication on its own page, with what this viewer has marked on it. Plain values (`ui.kept`)."""

    id: int
    pid: str
    slug: str
    kind: str
    title: str
    html: str
    status: str
    audience: str
    tags: tuple[str, ...]
    theme: str
    district_id: int
    district_slug: str
    district_name: str
    district_short_name: str
    district_accent: str
    district_zone: str
    district_language: str
    district_authority: str
    author_id: int
    author_pid: str
    author_name: str
    author_workplace: str
    home_community: Home | None
    community_pid: str
    community_slug: str
    community_name: str
    published_at: datetime | None
    publish_at: datetime | None
    edited_at: datetime | None
    closed_at: datetime | None
    solved_at: datetime | None
    solution_seq: int | None
    comment_n: int
    last_seq: int
    view_n: int
    thanks_n: int
    file_n: int
    version: int
    is_on_site: bool
    hidden_reason: str
    answer: str
    answer_words: str
    seen_seq: int | None
    level: str
    is_pinned: bool
    coauthor_n: int
    hour_from: datetime | None
    summed_at: datetime | None
    download_n: int
    noted_n: int
    reviewed_at: datetime | None

    @property
    def pk(self) -> int:
        """The key, under the name that models give it."""
        return self.id

    @property
    def unmarked(self) -> "Head":
        """The same without the words and without this viewer's marks: alike for many readers."""
        return self._replace(html="", seen_seq=None, level="", last_seq=0, version=0)

    @property
    def url(self) -> str:
        """The publication's address."""
        return page_address(self.pid, self.slug)

    @property
    def community_url(self) -> str:
        """The home community's address; empty for what belongs to the district."""
        if not self.community_pid:
            return ""
        return f"/{self.district_slug}/c/{self.community_pid}-{self.community_slug}/"


class CommentRow(NamedTuple):
    """A comment as one viewer sees it: a hidden or removed one has no words. Plain values (`ui.kept`)."""

    id: int
    pid: str
    seq: int
    html: str
    author_id: int
    author_pid: str
    author_name: str
    author_workplace: str
    created_at: datetime
    edited_at: datetime | None
    is_hidden: bool
    hidden_reason: str
    is_removed: bool
    is_moved: bool
    leads_on: bool  # the viewer may read it in its new place
    is_decision: bool
    thanks_n: int
    file_n: int
    reply_to: int | None
    replied_name: str


@of_one_shape
class Thread(NamedTuple):
    """A page of comments by their numbers, as one viewer sees it. Plain values (`ui.kept`).

    `rows` are as the database gave them; everything else that the comments depend on stands beside:
    who reads (`reader`: his key where he wrote some of them, `NOT_AMONG_THEM` or `GUEST_READS`
    otherwise), whether names are told to him, whether he sees what is hidden, which he has thanked for,
    which of those that were moved he may read where they stand now (`reachable`: their keys there).
    """

    rows: tuple[tuple[Any, ...], ...]
    page: int
    pages: int
    reader: int
    knows_people: bool
    sees_hidden: bool
    thanked: tuple[int, ...]
    reachable: tuple[int, ...]

    @property
    def comments(self) -> tuple[CommentRow, ...]:
        """The comments: a hidden or removed one has no words for whom it is hidden from."""
        return tuple(_comment(row, self) for row in self.rows)

    @property
    def last_seq(self) -> int:
        """The number of the last comment here; 0 where there is none."""
        return int(self.rows[-1][SEQ]) if self.rows else 0

    @property
    def seqs(self) -> frozenset[int]:
        """The numbers of the comments here."""
        return frozenset(row[SEQ] for row in self.rows)

    def ages(self, now: datetime) -> tuple[tuple[int, int], ...]:
        """Minutes since each was written and changed; nothing when their days are enough to tell them."""
        told = [row[CREATED] for row in self.rows]
        told += [row[EDITED] for row in self.rows if row[EDITED] is not None]
        if not told or sql.surely(max(told)) <= now - FRESH:
            return ()
        return tuple(
            (
                minutes_since(row.created_at, now),
                minutes_since(row.edited_at or row.created_at, now),
            )
            for row in self.comments
        )

    @property
    def numbers(self) -> tuple[int, ...]:
        """The pages to offer: the first, the last, two on either side; 0 stands for a gap."""
        near = range(max(1, self.page - 2), min(self.pages, self.page + 2) + 1)
        before = (1, 0) if near[0] > 2 else (1,) if near[0] == 2 else ()
        after = (
            (0, self.pages)
            if near[-1] < self.pages - 1
            else (self.pages,)
            if near[-1] < self.pages
            else ()
        )
        return (*before, *near, *after)


HEAD = """
SELECT p.id, p.pid, p.slug, p.kind, p.title, p.html, p.status, p.audience, p.tags, p.theme,
 d.id, d.slug, d.name, d.short_name, d.accent, d.time_zone, d.language, d.authority,
 a.id, a.pid, a.name, a.workplace, a.is_public_name, c.id, c.pid, c.slug, c.name,
 c.path, c.state, p.published_at, p.publish_at, p.edited_at, p.closed_at, p.solved_at, p.solution_seq,
 p.comment_n, p.last_seq,
 p.view_n, p.thanks_n, p.file_n, p.version, p.is_on_site, p.hidden_reason, p.answer, p.answer_words,
 m.seq, s.level, l.is_pinned, p.coauthor_n, p.hour_from, p.summed_at, p.download_n, p.noted_n,
 p.reviewed_at
 FROM publications_publication p
 JOIN organizations_district d ON d.id = p.district_id
 JOIN accounts_person a ON a.id = p.author_id
 LEFT JOIN communities_community c ON c.id = p.home_community_id
 LEFT JOIN publications_placement l ON l.publication_id = p.id AND l.community_id = p.home_community_id
 LEFT JOIN publications_readmark m ON m.publication_id = p.id AND m.person_id = %s
 LEFT JOIN publications_subscription s ON s.publication_id = p.id AND s.person_id = %s
 WHERE p.pid = %s AND {visible}
"""
COMMENTS = """
SELECT k.id, k.pid, k.seq, k.html, a.id, a.pid, a.name, a.workplace, a.is_public_name,
 k.created_at, k.edited_at, k.hidden_at, k.hidden_reason, k.removed_at, k.moved_to_id, k.decided_at, k.thanks_n,
 k.file_n, k.reply_to, b.name,
 b.is_public_name
 FROM publications_comment k JOIN accounts_person a ON a.id = k.author_id
 LEFT JOIN publications_comment q ON q.publication_id = k.publication_id AND q.seq = k.reply_to
 LEFT JOIN accounts_person b ON b.id = q.author_id
 WHERE k.publication_id = %s AND k.seq > %s AND k.seq <= %s ORDER BY k.seq
"""


# Columns of a comment that are asked for by themselves.
SEQ, HTML, AUTHOR, CREATED, EDITED, MOVED, FILES = 2, 3, 4, 9, 10, 14, 17


def head(viewer: Viewer, pid: str) -> Head:
    """The publication of this public id.

    Raises:
        Absent: there is none, or the viewer may not read it.
    """
    condition, tokens = sql.visible(viewer)
    found = sql.rows(
        HEAD.format(visible=condition), [viewer.person_id, viewer.person_id, pid, *tokens]
    )
    if not found:
        raise Absent
    return _head(viewer, found[0])


def thread(viewer: Viewer, publication: Head, *, page: int, sees_hidden: bool) -> Thread:
    """Comments of one page by `seq`; the last page costs as much as the first."""
    pages = max(1, -(-publication.last_seq // PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * PAGE
    found = tuple(sql.rows(COMMENTS, [publication.id, first, first + PAGE]))
    reader = GUEST_READS if viewer.is_guest else NOT_AMONG_THEM
    if any(row[AUTHOR] == viewer.person_id for row in found):
        reader = viewer.author_id
    thanked = _thanked(viewer, publication.id, page)
    knows = knows_people(viewer, publication.district_id)
    reachable = _reachable(viewer, [row[MOVED] for row in found if row[MOVED] is not None])
    return Thread(found, page, pages, reader, knows, sees_hidden, thanked, reachable)


def files(head: Head, thread: Thread) -> tuple[tuple[int, tuple[FileRow, ...]], ...]:
    """Files beside the words of a page, by the numbers of comments (0: the publication itself).

    One query, and none when the page has no files. Pictures that a text shows itself are left out;
    so are the files of words that this viewer does not see.
    """
    texts = {}
    if any(row[FILES] for row in thread.rows):
        texts = {(COMMENT_FILES, row.id): (row.seq, row.html) for row in thread.comments
                 if row.file_n and not row.is_removed}  # fmt: skip
    if thread.page == 1 and head.file_n:
        texts[PUBLICATION_FILES, head.id] = (0, head.html)
    asked: dict[str, list[int]] = {}
    for kind, key in texts:
        asked.setdefault(kind, []).append(key)
    shown: list[tuple[int, tuple[FileRow, ...]]] = []
    for thing, rows in files_of_things(asked).items():
        seq, html = texts[thing]
        shown.append((seq, tuple(row for row in rows if f"/files/{row.pid}/" not in html)))
    return tuple(shown)


def page_of_seq(seq: int) -> int:
    """On which page a comment stands."""
    return max(1, -(-seq // PAGE))


def publication_of(head: Head) -> Publication:
    """The row for actions and policies, with its home community, in one query.

    Raises:
        Absent: it is no more.
    """
    found = _whole.first(key=head.id)
    if found is None:
        raise Absent
    return found


_whole = Prepared(
    lambda key: Publication.objects.select_related("home_community").filter(pk=key),
    key=BigIntegerField(),
)


def _thanked(viewer: Viewer, publication_id: int, page: int) -> tuple[int, ...]:
    """The numbers on this page that the viewer has said «спасибо» for; 0 is the publication itself."""
    if viewer.person_id is None:
        return ()
    found = sql.rows(
        "SELECT seq FROM publications_reaction WHERE publication_id = %s AND person_id = %s"
        " AND (seq = 0 OR seq > %s AND seq <= %s) ORDER BY seq",
        [publication_id, viewer.person_id, (page - 1) * PAGE, page * PAGE],
    )
    return tuple(seq for (seq,) in found)


def _reachable(viewer: Viewer, keys: list[int]) -> tuple[int, ...]:
    """Which of these replies the viewer may read where they stand; no query when none was moved."""
    if not keys:
        return ()
    condition, tokens = sql.visible(viewer, of="k.publication_id")
    found = sql.rows(
        f"SELECT k.id FROM publications_comment k WHERE k.id IN ({sql.marks(keys)})"  # noqa: S608 - our own words
        f" AND {condition} ORDER BY k.id",
        [*keys, *tokens],
    )
    return tuple(key for (key,) in found)


def _head(viewer: Viewer, row: tuple[Any, ...]) -> Head:
    (
        key, pid, slug, kind, title, html, status, audience, tags, theme,
        district_id, district_slug, district_name, district_short_name, district_accent, district_zone,
        district_language, district_authority,
        author_id, author_pid, author_name, workplace, is_public_name, community_id, community_pid, community_slug,
        community_name, path, community_state,
        published_at, publish_at, edited_at, closed_at, solved_at, solution_seq, comment_n, last_seq,
        view_n, thanks_n, file_n, version, is_on_site, hidden_reason, answer, answer_words, seen_seq, level, is_pinned,
        coauthor_n, hour_from, summed_at, download_n, noted_n, reviewed_at,
    ) = row  # fmt: skip
    is_named = is_public_name or knows_people(viewer, district_id)
    return Head(
        id=key, pid=pid, slug=slug, kind=kind, title=title, html=html, status=status, audience=audience,
        tags=tuple(json.loads(tags) if isinstance(tags, str) else tags or ()), theme=theme,
        district_id=district_id, district_slug=district_slug, district_name=district_name,
        district_short_name=district_short_name, district_accent=district_accent, district_zone=district_zone,
        district_language=district_language, district_authority=district_authority,
        author_id=author_id,
        author_pid=author_pid if is_named else "", author_name=author_name if is_named else HIDDEN_NAME,
        author_workplace=workplace if is_named else "", community_pid=community_pid or "",
        home_community=Home(community_id, district_id, path, community_state) if community_id else None,
        community_slug=community_slug or "", community_name=community_name or "",
        published_at=sql.moment(published_at), publish_at=sql.moment(publish_at), edited_at=sql.moment(edited_at),
        closed_at=sql.moment(closed_at), solved_at=sql.moment(solved_at), solution_seq=solution_seq,
        comment_n=comment_n, last_seq=last_seq, view_n=view_n, thanks_n=thanks_n, file_n=file_n, version=version,
        is_on_site=bool(is_on_site), hidden_reason=hidden_reason, answer=answer, answer_words=answer_words,
        seen_seq=seen_seq, level=level or "", is_pinned=bool(is_pinned),
        coauthor_n=coauthor_n, hour_from=sql.moment(hour_from), summed_at=sql.moment(summed_at), download_n=download_n,
        noted_n=noted_n, reviewed_at=sql.moment(reviewed_at),
    )  # fmt: skip


def _comment(row: tuple[Any, ...], thread: Thread) -> CommentRow:
    (
        key, pid, seq, html, author_id, author_pid, author_name, workplace, is_public_name,
        created_at, edited_at, hidden_at, hidden_reason, removed_at, moved_to, decided_at, thanks_n,
        file_n, reply_to, replied_name,
        is_replied_public,
    ) = row  # fmt: skip
    is_named = is_public_name or thread.knows_people or thread.reader == author_id
    knows = hidden_at is None or thread.sees_hidden or thread.reader == author_id
    return CommentRow(
        id=key, pid=pid, seq=seq, html=html if knows else "", author_id=author_id,
        author_pid=author_pid if is_named else "", author_name=author_name if is_named else HIDDEN_NAME,
        author_workplace=workplace if is_named else "", created_at=sql.surely(created_at),
        edited_at=sql.moment(edited_at), is_hidden=hidden_at is not None,
        hidden_reason=hidden_reason if knows else "", is_removed=removed_at is not None,
        is_moved=moved_to is not None, leads_on=moved_to in thread.reachable, is_decision=decided_at is not None,
        thanks_n=thanks_n, file_n=file_n if knows else 0, reply_to=reply_to,
        replied_name=(replied_name or "") if is_replied_public or thread.knows_people else HIDDEN_NAME,
    )  # fmt: skip
