"""Notices as people read them: names are put in now, with the rights of now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
import re
from typing import Any

from django.db.models import BigIntegerField, F, Q

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.models import Membership
from staffroom.shared.communities.policies.groups import visible_communities
from staffroom.shared.notifications import policies
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.notifications.registry import kinds
from staffroom.shared.publications.models import Comment
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.queries.threads import page_of_seq
from staffroom.shared.publications.registry import page_address
from staffroom.ui.words import in_quotes, plural

PAGE = 30
MOST_REPLIES = 4  # on Home
NO_REASON = "не указана"
TO_ME = (
    "publications.answer", "publications.mention", "publications.quoted", "publications.solution",
)  # fmt: skip  # what colleagues said to the reader himself
PLACES = re.compile(r"\{(n|publication|community|reason)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A notice ready for its reader."""

    id: int
    pid: str
    kind: str
    words: str
    outer_words: str  # what may leave the site
    href: str
    actor: str
    actor_pid: str
    at: datetime
    n: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of notices, newest first; `older` continues it; `lost` are unread ones nobody may show."""

    rows: list[Shown]
    older: str
    lost: list[int]


@dataclass(frozen=True, slots=True)
class Named:
    """A publication or a community that the reader may see."""

    title: str
    href: str
    reason: str = ""


_UNREAD_OF = Prepared(
    lambda person, publication: NoticeRow.objects.filter(
        person=person, publication=publication, read_at=None
    ).only("pk")[:1],
    person=BigIntegerField(), publication=BigIntegerField(),
)  # fmt: skip


def is_told_of(person_id: int, publication_id: int) -> bool:
    """Whether the person has unread notices about a publication."""
    return bool(_UNREAD_OF(person=person_id, publication=publication_id))


def page(viewer: Viewer, *, after: tuple[datetime, int] | None = None) -> Page:
    """A page of one's own notices."""
    found = policies.visible_notices(viewer)
    if after is not None:
        at, key = after
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=key))
    rows = list(found.select_related("actor").order_by("-at", "-pk")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    rows = rows[:PAGE]
    seen = shown(viewer, rows)
    kept = {row.id for row in seen}
    lost = [row.pk for row in rows if row.pk not in kept and row.read_at is None]
    return Page(seen, f"{last.at.isoformat()}|{last.pk}" if last else "", lost)


_REPLIES = Prepared(
    lambda person: NoticeRow.objects.filter(person=person, read_at=None, kind__in=TO_ME)
    .select_related("actor").order_by("-at", "-pk")[:MOST_REPLIES],
    person=BigIntegerField(),
)  # fmt: skip


def replies(viewer: Viewer) -> list[Shown]:
    """Unread answers to the viewer and mentions of him, newest first: «Вам ответили» on Home."""
    rows = [] if viewer.person_id is None else _REPLIES(person=viewer.person_id)
    return shown(viewer, rows)


def notice(viewer: Viewer, pid: str) -> tuple[NoticeRow, Shown]:
    """One's own notice, as it stands now.

    Raises:
        Absent: there is none, or what it speaks of may not be seen any more.
    """
    row = one_or_none(policies.visible_notices(viewer).select_related("actor").filter(pid=pid))
    seen = shown(viewer, [row]) if row else []
    if row is None or not seen:
        raise Absent
    return row, seen[0]


def shown(viewer: Viewer, rows: Sequence[NoticeRow]) -> list[Shown]:
    """Rows with their names put in; those whose thing this viewer may not see are left out."""
    publications = _publications(viewer, rows)
    communities = _communities(viewer, rows)
    reasons = _reasons(rows)
    known = kinds()
    seen = []
    for row in rows:
        publication = publications.get(row.publication_id or 0)
        community = communities.get(row.community_id or 0)
        if (row.publication_id and publication is None) or (row.community_id and community is None):
            continue
        plug = known.get(row.kind)
        many = plug.many if plug and row.n > 1 and plug.many[0] else None
        text = plural(row.n, *many) if many else row.text
        words = _filled(text, row, publication, community, reasons)
        is_named = publication is not None or community is not None
        seen.append(
            Shown(
                id=row.pk,
                pid=row.pid,
                kind=row.kind,
                words=words,
                outer_words=words if is_named or plug is None or plug.is_whole else plug.title,
                href=_href(row, publication, community),
                actor=row.actor.name if row.actor else "",
                actor_pid=row.actor.pid if row.actor else "",
                at=row.at,
                n=row.n,
                is_new=row.read_at is None,
            )
        )
    return seen


def _filled(
    text: str,
    row: NoticeRow,
    publication: Named | None,
    community: Named | None,
    reasons: Mapping[int, str],
) -> str:
    """The sentence with its names; what is put in is not looked through again."""
    values = {
        "n": str(row.n),
        "publication": in_quotes(publication.title) if publication else "",
        "community": in_quotes(community.title) if community else "",
        "reason": reasons.get(row.pk) or (publication.reason if publication else "") or NO_REASON,
    }
    return PLACES.sub(lambda place: values[place.group(1)], text)


def _href(row: NoticeRow, publication: Named | None, community: Named | None) -> str:
    if row.link:
        return row.link
    if publication is not None:
        if not row.seq:
            return publication.href
        page_n = page_of_seq(row.seq)
        return f"{publication.href}{f'?page={page_n}' if page_n > 1 else ''}#c{row.seq}"
    return community.href if community else "/"


def _publications(viewer: Viewer, rows: Iterable[NoticeRow]) -> dict[int, Named]:
    keys = {row.publication_id for row in rows if row.publication_id}
    if not keys:
        return {}
    found = visible_publications(viewer).filter(pk__in=keys)
    return {
        key: Named(title, page_address(pid, slug), reason)
        for key, pid, slug, title, reason in found.values_list(
            "pk", "pid", "slug", "title", "hidden_reason"
        )
    }


def _communities(viewer: Viewer, rows: Iterable[NoticeRow]) -> dict[int, Named]:
    keys = {row.community_id for row in rows if row.community_id}
    if not keys:
        return {}
    found = visible_communities(viewer).filter(pk__in=keys)
    return {
        key: Named(name, f"/{district}/c/{pid}-{slug}/")
        for key, district, pid, slug, name in found.values_list(
            "pk", "district__slug", "pid", "slug", "name"
        )
    }


def _reasons(rows: Iterable[NoticeRow]) -> dict[int, str]:
    """Words that a moderator wrote to this reader, by row."""
    asking = [row for row in rows if "{reason}" in row.text]
    said: dict[int, str] = {}
    replies = [row for row in asking if row.publication_id and row.seq]
    if replies:
        wanted = Q(pk__in=())
        for row in replies:
            wanted |= Q(publication=row.publication_id, seq=row.seq)
        words: dict[Any, str] = {
            (key, seq): reason
            for key, seq, reason in Comment.objects.filter(wanted).values_list(
                "publication_id", "seq", "hidden_reason"
            )
        }
        said |= {row.pk: words.get((row.publication_id, row.seq), "") for row in replies}
    members = [row for row in asking if row.community_id and not row.publication_id]
    if members:
        found = Membership.objects.filter(
            community__in={row.community_id for row in members},
            person__in={row.person_id for row in members},
        ).values_list("community_id", "person_id", "words")
        words = {(community, person): reason for community, person, reason in found}
        said |= {row.pk: words.get((row.community_id, row.person_id), "") for row in members}
    return said


def waiting_for_digest(person_id: int) -> list[NoticeRow]:
    """Unread notices that no letter has told of, newest first."""
    rows = NoticeRow.objects.filter(
        person=person_id, read_at=None, mail=NoticeRow.Mail.DIGEST, mailed_n__lt=F("n")
    )
    return list(rows.select_related("actor").order_by("-at", "-pk")[:100])
