"""Cold reads: one publication or comment for an act, drafts, history, places to write in."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.files import FileRow, files_of
from staffroom.core.ids import new_pid
from staffroom.core.lookups import the_one
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.communities.queries.groups import member_ids
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import Comment, Publication, PublicationStatus, Revision
from staffroom.shared.publications.registry import META

MOST_PLACES = 30


def publication(viewer: Viewer, pid: str) -> Publication:
    """The row of this public id, with home community and district.

    Raises:
        Absent: there is none, or the viewer may not read it.
    """
    rows = policies.visible_publications(viewer).select_related("home_community", "district")
    return the_one(rows.filter(pid=pid))


def comment(viewer: Viewer, pid: str, seq: int) -> Comment:
    """A comment by its number in a publication that the viewer may read.

    Raises:
        Absent: no such publication for this viewer, or no such comment; one that is hidden or taken
            back stands for its author and moderators alone.
    """
    found = publication(viewer, pid)
    row = Comment.objects.filter(publication=found, seq=seq).select_related("author").first()
    if row is None:
        raise Absent
    row.publication = found
    if not policies.may_know_comment(viewer, row):
        raise Absent
    return row


def moved_comment(viewer: Viewer, pid: str, seq: int) -> Comment:
    """The reply that once stood here, in its new place.

    Raises:
        Absent: no such publication for this viewer, or nothing was moved from there.
    """
    rows = Comment.objects.filter(publication=publication(viewer, pid), seq=seq)
    note = rows.select_related("moved_to__publication").first()
    if note is None or note.moved_to is None:
        raise Absent
    return note.moved_to


def led_on(viewer: Viewer, pid: str, seq: int) -> Comment:
    """Where the words of a merged talk stand now: one of its replies, or (0) its opening words.

    Raises:
        Absent: nothing was merged from there, or the viewer may not read the talk that stands.
    """
    gone = Publication.objects.filter(pid=pid).exclude(merged_into=None)
    notes = Comment.objects.filter(publication__in=gone.values("pk"), seq__in={seq, 0})
    note = notes.select_related("moved_to__publication").order_by("-seq").first()
    if note is None or note.moved_to is None:
        raise Absent
    if not policies.may_read(viewer, note.moved_to.publication):
        raise Absent
    return note.moved_to


def drafts(viewer: Viewer) -> QuerySet[Publication]:
    """The viewer's own drafts and scheduled publications, newest first."""
    unfinished = [PublicationStatus.DRAFT, PublicationStatus.SCHEDULED]
    rows = Publication.objects.filter(author=viewer.person_id, status__in=unfinished)
    return rows.select_related("home_community", "district").order_by("-created_at", "-pk")


def twin(
    viewer: Viewer, like: Publication, also_in: Collection[str], *, since: datetime
) -> str | None:
    """The public id of the same thing, published by the viewer at the same places since then.

    The same means its words, its readers, its theme and its tags; what carries files is never the same.
    """
    rows = Publication.objects.filter(
        author=viewer.person_id, kind=like.kind, home_community=like.home_community_id,
        title=like.title, audience=like.audience, audience_role=like.audience_role,
        theme=like.theme, file_n=0, status=PublicationStatus.PUBLISHED, published_at__gte=since,
    )  # fmt: skip
    for row in rows.order_by("-published_at", "-pk"):
        if (row.html, row.tags) == (like.html, like.tags):
            others = {place.pid for place in placed_in(row) if place.pk != row.home_community_id}
            if others == set(also_in):
                return row.pid
    return None


def due(*, at: datetime, limit: int = 500) -> list[tuple[int, int]]:
    """Keys and authors of scheduled publications whose moment has come, the longest waiting first.

    What a blocked or erased author put off stays where it is.
    """
    rows = Publication.objects.filter(
        status=PublicationStatus.SCHEDULED, publish_at__lte=at, author__is_active=True
    )
    return list(rows.order_by("publish_at", "pk").values_list("pk", "author_id")[:limit])


def history(found: Publication, seq: int | None = None) -> list[Revision]:
    """What a publication or a comment said before, newest first."""
    return list(
        Revision.objects.filter(publication=found, seq=seq)
        .select_related("editor")
        .order_by("-at", "-pk")
    )


class Past(NamedTuple):
    """A former state: its number from the oldest, what it said, who wrote it and until when it stood."""

    n: int
    title: str
    html: str
    at: datetime
    who: str


def past_of(viewer: Viewer, found: Publication) -> list[Past]:
    """Former states of a publication, newest first; what was said in the draft is for its writers alone.

    A revision is signed by who replaced it, so a state is written by who replaced the one before it.
    """
    rows = history(found)[::-1]
    knows = policies.may_read_drafting(viewer, found)
    writers = [found.author.name, *(row.editor.name for row in rows)]
    past = [
        Past(n, row.title, row.html, row.at, writers[n - 1] if knows else "")
        for n, row in enumerate(rows, 1)
        if knows or (found.published_at is not None and row.at >= found.published_at)
    ]
    return past[::-1]


def revision(found: Publication, n: int) -> Revision:
    """A former state by its number from the oldest.

    Raises:
        Absent: there is none.
    """
    rows = history(found)[::-1]
    if not 1 <= n <= len(rows):
        raise Absent
    return rows[n - 1]


def files_beside(kind: str, key: int, html: str) -> list[FileRow]:
    """Files of a thing that its text does not show by itself."""
    return [row for row in files_of(kind, [key]).get(key, ()) if f"/files/{row.pid}/" not in html]


def writable(viewer: Viewer, kind: str, district_id: int | None = None) -> list[Community]:
    """Communities where the viewer may publish such things: his own, in the order of their names."""
    rows = Community.objects.filter(
        pk__in=member_ids(viewer), state=CommunityState.ACTIVE
    ).select_related("district", "profile")
    if district_id is not None:
        rows = rows.filter(district=district_id)
    return [
        row for row in rows.order_by("sort_key", "pk") if policies.may_write_in(viewer, row, kind)
    ]


def placed_in(found: Publication) -> list[Community]:
    """The communities a publication stands in, its home first."""
    rows = Community.objects.filter(placements__publication=found).select_related("district")
    return sorted(
        rows, key=lambda row: (row.pk != found.home_community_id, bytes(row.sort_key), row.pk)
    )


def where_to_move(viewer: Viewer, found: Publication) -> dict[str, Publication]:
    """Where a reply of this discussion may be moved, by public id: the topic about acts, then recent ones here."""
    rows = policies.visible_publications(viewer).filter(
        district=found.district_id, status=PublicationStatus.PUBLISHED
    )
    rows = rows.exclude(pk=found.pk).select_related("home_community").order_by("-bumped_at", "-pk")
    recent = rows.filter(home_community=found.home_community_id).exclude(kind=META)[:MOST_PLACES]
    places = [*rows.filter(kind=META), *(row for row in recent if policies.runs(viewer, row))]
    return {row.pid: row for row in places}


def has_meta(places: dict[str, Publication]) -> bool:
    """Whether the topic about acts is among them."""
    return any(row.kind == META for row in places.values())


def places_to_choose(viewer: Viewer, found: Publication) -> dict[str, Community]:
    """Where a publication may stand, by public id: where it stands now (home first), then the viewer's own places."""
    rows = [*placed_in(found), *writable(viewer, found.kind, found.district_id)]
    return {row.pid: row for row in rows}


def free_pid() -> str:
    """A public id that no reply has yet.

    Among a million replies its place in the index is a page that may have to be read from the disk:
    better here than by who holds the writing lock.
    """
    while _reply_named.plain(pid=(pid := new_pid())) is not None:
        pass
    return pid


_reply_named = Prepared(lambda pid: Comment.objects.filter(pid=pid).only("pk"), pid=CharField())
