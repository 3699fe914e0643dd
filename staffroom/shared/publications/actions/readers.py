"""Writing the reader rows: the access rule changes here and nowhere else."""

from collections.abc import Iterable

from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Placement, Publication, Reader
from staffroom.shared.publications.policies import reader_tokens


def write_readers(publication: Publication) -> None:
    """Make the reader rows of a publication say what its status, audience and places say; assumes a transaction."""
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


def rewrite_readers(community_ids: Iterable[int]) -> None:
    """Write again the readers of everything placed in these communities (opened to guests, moved, closed to them)."""
    keys = Placement.objects.filter(community__in=list(community_ids)).values("publication")
    for publication in (
        Publication.objects.filter(pk__in=keys).order_by("pk").iterator(chunk_size=500)
    ):
        write_readers(publication)
