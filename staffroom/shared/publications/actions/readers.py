"""Writing the reader rows: the access rule changes here and nowhere else."""

from collections.abc import Iterable

from django.db import transaction

from staffroom.core.events import publish
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.registry import EVERYBODY
from staffroom.shared.publications.events import ReadersChanged
from staffroom.shared.publications.models import (
    Audience,
    Placement,
    Publication,
    PublicationStatus,
    Reader,
)
from staffroom.shared.publications.policies import reader_tokens


def write_readers(publication: Publication) -> bool:
    """Make the reader rows of a publication say what its status, audience and places say; assumes a transaction.

    Returns:
        Whether anything has changed.
    """
    places = Community.objects.filter(
        placements__publication=publication, placements__hidden_at=None
    )
    wanted = reader_tokens(publication, places)
    standing = set(Reader.objects.filter(publication=publication).values_list("token", flat=True))
    if standing - wanted:
        Reader.objects.filter(publication=publication, token__in=standing - wanted).delete()
    Reader.objects.bulk_create(
        Reader(publication=publication, token=token) for token in sorted(wanted - standing)
    )
    return standing != wanted


def rewrite_and_tell(publication: Publication, *, actor_id: int | None) -> bool:
    """The same for what others read already: who keeps its readers elsewhere hears of the change."""
    is_changed = write_readers(publication)
    if is_changed and publication.status == PublicationStatus.PUBLISHED:
        tell_readers_changed(publication, actor_id=actor_id)
    return is_changed


def tell_readers_changed(publication: Publication, *, actor_id: int | None) -> None:
    """State that others may read a publication now."""
    publish(
        ReadersChanged(
            publication_id=publication.pk, kind=publication.kind, actor_id=actor_id,
            community_id=publication.home_community_id, district_id=publication.district_id,
        )
    )  # fmt: skip


def rewrite_readers(community_ids: Iterable[int]) -> None:
    """Write again the readers of everything placed in these communities (opened to guests, moved, closed to them).

    Each publication is a transaction of its own: the others go on being written meanwhile.
    """
    keys = Placement.objects.filter(community__in=list(community_ids)).order_by("publication")
    found = list(keys.values_list("publication", flat=True).distinct())
    for key in found:
        with transaction.atomic():
            held = Publication.objects.select_for_update(of=("self",)).filter(pk=key).first()
            if held is not None:
                write_readers(held)
                if held.status == PublicationStatus.PUBLISHED:  # guests were shut out before this
                    tell_readers_changed(held, actor_id=None)


def close_to_guests(community_id: int) -> None:
    """Nobody from outside reads what its members wrote for each other; assumes a transaction.

    What stands in another open community too is given back by `rewrite_readers`.
    """
    own = Publication.objects.filter(
        placements__community=community_id, audience=Audience.COMMUNITY
    )
    Reader.objects.filter(token=EVERYBODY, publication__in=own.values("pk")).delete()
