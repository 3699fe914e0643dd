"""Outer links: kept when a text is published, refused when their site is stopped, marked when they die."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.outside import Answer, Heard, ascii_host, host_of
from staffroom.core.policy import require
from staffroom.core.richtext import OuterLink as RichLink
from staffroom.core.richtext import has_links, outer_links
from staffroom.core.viewer import Viewer
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import events
from staffroom.shared.publications.models import (
    Comment,
    LinkState,
    OuterAddress,
    OuterLink,
    Publication,
    StoppedSite,
)
from staffroom.shared.publications.policies.links import may_keep_links
from staffroom.shared.publications.queries.links import known_addresses, stopped_among

MOST_IN_TEXT = 100  # links of one text that are kept: more is a list, not a text
AGAIN = {
    LinkState.ALIVE: timedelta(days=14),
    LinkState.FAILING: timedelta(days=1),
    LinkState.DEAD: timedelta(days=7),
    LinkState.CLOSED: timedelta(days=90),
}


def is_welcome(html: str, district_id: int) -> bool:
    """False for a text that links to a site which the district does not link to."""
    return _stopped(html, district_id) is None


def require_welcome(html: str, district_id: int) -> None:
    """Stop a text that links to a site which the district does not link to; no query without links.

    Raises:
        DomainError: which site it is and why.
    """
    found = _stopped(html, district_id)
    if found is not None:
        message = (
            f"На сайт {found} в сети района не ссылаются: {found.reason.rstrip('.')}."
            " Уберите эту ссылку, остальное останется как есть."
        )
        raise DomainError(message, field="body")


def _stopped(html: str, district_id: int) -> StoppedSite | None:
    if not has_links(html):
        return None
    return stopped_among(district_id, (link.address for link in outer_links(html)))


def keep_links(
    *, publication_id: int, html: str, at: datetime, comment: Comment | None = None, was: str = "",
    beside: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Write which outer links stand in a published text and beside it; assumes a transaction.

    `was` is the text before: where neither has links there is nothing to do, and no query. `beside` are
    links of the publication's card, address → words; a card that could have any says so by an empty one.
    """
    if beside is None and not (has_links(html) or has_links(was)):
        return
    standing_in = [*outer_links(html), *(RichLink(*one) for one in (beside or {}).items())]
    own = f"{settings.SITE_ADDRESS}/"
    asked = {
        sha256(link.address.encode()).hexdigest(): link
        for link in standing_in[:MOST_IN_TEXT]
        if not f"{link.address}/".startswith(own)
    }
    OuterAddress.objects.bulk_create(
        (OuterAddress(digest=digest, address=link.address, due_at=at)
         for digest, link in asked.items()),
        ignore_conflicts=True,
    )  # fmt: skip
    known = known_addresses(asked)
    standing = OuterLink.objects.filter(publication=publication_id, comment=comment)
    standing.exclude(address__in=[row.pk for row in known.values()]).delete()
    kept = set(standing.values_list("address_id", flat=True))
    new = [
        OuterLink(
            address=known[digest], publication_id=publication_id, comment=comment,
            words=link.words[:160], is_bare=link.is_bare,
        )
        for digest, link in asked.items()
        if known[digest].pk not in kept
    ]  # fmt: skip
    OuterLink.objects.bulk_create(new, ignore_conflicts=True)
    _wake(known.values(), at)
    _recount([publication_id])


def _wake(rows: Collection[OuterAddress], at: datetime) -> None:
    """An address that nobody had any more is asked again."""
    asleep = [row.pk for row in rows if row.due_at is None]
    if asleep:
        OuterAddress.objects.filter(pk__in=asleep).update(due_at=at)


def forget_links(*, publication_id: int, comment_id: int | None = None) -> None:
    """The words are gone, their links too; without a reply those of the whole talk. Assumes a transaction."""
    rows = OuterLink.objects.filter(publication=publication_id)
    if comment_id is not None:
        rows = rows.filter(comment=comment_id)
    if rows.delete()[0]:
        _recount([publication_id])


def carry_links(*, from_id: int, to_id: int, comment_id: int, is_opening: bool) -> None:
    """A reply went over to another talk, its links with it; assumes a transaction.

    `is_opening`: it was the publication's own words until now.
    """
    of_words = Q(comment=None) if is_opening else Q(comment=comment_id)
    rows = OuterLink.objects.filter(of_words, publication=from_id)
    if rows.update(publication=to_id, comment=comment_id):
        _recount([from_id, to_id])


@transaction.atomic
def record_answer(*, address_id: int, answer: Answer, actor: Viewer, at: datetime) -> None:
    """Keep what an address answered; authors of a link that has died are told of it, each once.

    It is dead after two failures in a row, a day between them; «since» is the first of the two.
    """
    row = OuterAddress.objects.select_for_update().filter(pk=address_id).first()
    if row is None:
        return
    was = (row.state, row.title)
    row.state = _state(row, answer)
    row.failed_at = (
        None if row.state in {LinkState.ALIVE, LinkState.CLOSED} else row.failed_at or at
    )
    row.code, row.checked_at = answer.code, at
    row.title = row.title or answer.title
    is_used = OuterLink.objects.filter(address=row).exists()
    row.due_at = at + AGAIN[LinkState(row.state)] if is_used else None
    row.save(update_fields=["state", "failed_at", "code", "checked_at", "title", "due_at"])
    if was == (row.state, row.title):
        return
    places = OuterLink.objects.filter(address=row).values_list("publication_id", flat=True)
    _recount(sorted(set(places)))
    if row.state == LinkState.DEAD:
        _tell(row, actor, at)


def _state(row: OuterAddress, answer: Answer) -> LinkState:
    if answer.heard == Heard.ALIVE:
        return LinkState.ALIVE
    if answer.heard == Heard.CLOSED:
        return LinkState.CLOSED
    has_failed = row.state in {LinkState.FAILING, LinkState.DEAD}
    return LinkState.DEAD if has_failed else LinkState.FAILING


def _tell(row: OuterAddress, actor: Viewer, at: datetime) -> None:
    untold = OuterLink.objects.filter(address=row, told_at=None)
    for link in untold.select_related("publication", "comment").order_by("pk"):
        shown, comment = link.publication, link.comment
        publish(
            events.LinkDied(
                district_id=shown.district_id, actor_id=actor.person_id, publication_id=shown.pk,
                kind=shown.kind, community_id=shown.home_community_id,
                author_id=comment.author_id if comment else shown.author_id,
                seq=comment.seq if comment else None,
            )
        )  # fmt: skip
    untold.update(told_at=at)


def _recount(publication_ids: Collection[int]) -> None:
    """How many of their links a page has something to say of: none costs the page no query."""
    told = Q(address__state=LinkState.DEAD) | Q(is_bare=True) & ~Q(address__title="")
    for key in publication_ids:
        n = OuterLink.objects.filter(told, publication=key).count()
        Publication.objects.filter(pk=key).exclude(noted_n=n).update(noted_n=min(n, 32_000))


@transaction.atomic
def stop_site(
    *, district: District, site: str, reason: str, actor: Viewer, at: datetime
) -> StoppedSite:
    """From now on nobody in the district links to this site or to those below its name.

    Raises:
        DomainError: it is no name of a site, or stands there already.
    """
    require(may_keep_links(actor, district.pk))
    host = host_of(site) if "://" in site else ascii_host(site.partition("/")[0])
    if "." not in host or len(host) > 253 or not host.replace("-", "").replace(".", "").isalnum():
        message = "Напишите имя сайта, например example.ru, без страниц после него."
        raise DomainError(message, field="site")
    try:
        with transaction.atomic():
            row = StoppedSite.objects.create(
                district=district, host=host.removeprefix("www."), reason=reason.strip(),
                added_by_id=actor.author_id, added_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError("Этот сайт уже в списке.", field="site") from None
    publish(events.SiteStopped(district_id=district.pk, actor_id=actor.person_id, site_id=row.pk))
    return row


@transaction.atomic
def allow_site(*, site: StoppedSite, actor: Viewer) -> None:
    """The site may be linked to again."""
    require(may_keep_links(actor, site.district_id))
    key = site.pk
    if site.delete()[0]:
        publish(
            events.SiteAllowed(district_id=site.district_id, actor_id=actor.person_id, site_id=key)
        )
