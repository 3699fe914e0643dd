"""Outer links: which are asked next, what a page says beside them, which sites are not linked to."""

from collections.abc import Collection, Iterable
from datetime import datetime
from html import escape
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from staffroom.core import richtext
from staffroom.core.outside import host_of
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import policies
from staffroom.shared.publications.models import (
    LinkState,
    OuterAddress,
    OuterLink,
    StoppedSite,
)
from staffroom.shared.publications.queries.threads import HTML, Head, Thread
from staffroom.ui.words import date_of, in_quotes

MOST_OF_A_SITE = 3  # addresses of one site asked in one go: nobody's server is burdened
MOST_SHOWN = 100


class Due(NamedTuple):
    """An address to ask; its title is wanted where a text tells nothing but the address."""

    id: int
    address: str
    wants_title: bool


def due(*, at: datetime, limit: int) -> list[Due]:
    """Addresses whose hour has come, the longest waiting first, a few of each site."""
    rows = OuterAddress.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    found: list[tuple[int, str, str]] = []
    of_site: dict[str, int] = {}
    for key, address, title in rows.values_list("pk", "address", "title")[: limit * 3]:
        site = host_of(address)
        of_site[site] = of_site.get(site, 0) + 1
        if of_site[site] <= MOST_OF_A_SITE:
            found.append((key, address, title))
    found = found[:limit]
    bare = OuterLink.objects.filter(address__in=[key for key, *_rest in found], is_bare=True)
    untold = set(bare.values_list("address_id", flat=True))
    return [Due(key, address, key in untold and not title) for key, address, title in found]


class Note(NamedTuple):
    """What a reader is told of an address: the title of its page, since when it does not open."""

    title: str
    dead_since: datetime | None


def notes_of(publication_id: int) -> dict[str, Note]:
    """What is told of the outer links of a publication and its replies, by address; one query."""
    rows = OuterAddress.objects.filter(links__publication=publication_id).distinct()
    return {
        address: Note(title, failed_at if state == LinkState.DEAD else None)
        for address, title, state, failed_at in rows.values_list(
            "address", "title", "state", "failed_at"
        )
    }


def with_notes(head: Head, thread: Thread) -> tuple[Head, Thread]:
    """The page with what is told of its links; no query where nothing is."""
    if not head.noted_n:
        return head, thread
    notes = notes_of(head.id)
    rows = tuple((*row[:HTML], _noted(row[HTML], notes), *row[HTML + 1 :]) for row in thread.rows)
    return head._replace(html=_noted(head.html, notes)), thread._replace(rows=rows)


def _noted(html: str, notes: dict[str, Note]) -> str:
    def draw(standing: str, link: richtext.OuterLink) -> str:
        note = notes.get(link.address)
        if note is None:
            return standing
        said = [in_quotes(note.title)] if note.title and link.is_bare else []
        if note.dead_since is not None:
            day = date_of(timezone.localdate(note.dead_since))
            said.append(_("не открывается с %(day)s") % {"day": day})
        return (
            f'{standing} <span class="hint">({escape(", ".join(said))})</span>'
            if said
            else standing
        )

    return richtext.with_links(html, draw)


def stopped_among(district_id: int, addresses: Iterable[str]) -> StoppedSite | None:
    """The first site among these addresses that the district does not link to; with its parts below."""
    hosts = {host_of(address) for address in addresses} - {""}
    names = {name for host in hosts for name in _above(host)}
    if not names:
        return None
    rows = StoppedSite.objects.filter(district=district_id, host__in=names)
    return rows.order_by("host").first()


def _above(host: str) -> list[str]:
    """A name and those it stands under: «a.b.ru» → a.b.ru, b.ru, ru."""
    parts = host.split(".")
    return [".".join(parts[n:]) for n in range(len(parts))]


def stopped_sites(district_id: int) -> list[StoppedSite]:
    """Sites that the district does not link to."""
    rows = StoppedSite.objects.filter(district=district_id).select_related("added_by")
    return list(rows.order_by("host"))


def dead_links(viewer: Viewer, district_id: int) -> QuerySet[OuterLink]:
    """Dead links of a district in texts that the viewer may read, the longest dead first."""
    rows = OuterLink.objects.filter(
        address__state=LinkState.DEAD, publication__district=district_id,
        publication__in=policies.visible_publications(viewer),
    )  # fmt: skip
    rows = rows.select_related("address", "publication", "comment")
    return rows.order_by("address__failed_at", "pk")[:MOST_SHOWN]


def known_addresses(digests: Collection[str]) -> dict[str, OuterAddress]:
    """Rows of addresses by their digests."""
    return {row.digest: row for row in OuterAddress.objects.filter(digest__in=list(digests))}
