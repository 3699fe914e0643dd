"""What follows for shelves from what happens elsewhere."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.lookups import one_or_none
from staffroom.features.collections import events
from staffroom.features.collections.actions.shelves import forget_person, hand_on
from staffroom.features.collections.jobs import match
from staffroom.features.collections.models import Collection
from staffroom.features.collections.queries.exchange import is_matched
from staffroom.shared.accounts.events import PersonErased
from staffroom.shared.communities.events import CommunityMerged
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.events import PublicationPublished
from staffroom.shared.search.actions import index


@on(PublicationPublished)
def look_for_the_other_side(event: PublicationPublished) -> None:
    """A search, an offer or a material: whom it concerns is found by a job."""
    if is_matched(event.kind):
        match.enqueue(publication_id=event.publication_id, at=now().isoformat())


@on(CommunityMerged)
def keep_its_shelves(event: CommunityMerged) -> None:
    """Shelves go over to the community that goes on."""
    target = one_or_none(Community.objects.filter(pk=event.into_id))
    if target is not None:
        hand_on(source_id=event.community_id, target=target)
        shelves = Collection.objects.filter(community=target).values_list("pk", flat=True)
        index.index("collection", list(shelves))


@on(PersonErased)
def forget_own_shelves(event: PersonErased) -> None:
    """What an erased person kept for himself alone is nobody's."""
    forget_person(person_id=event.person_id)


@on(events.CollectionBegun)
@on(events.CollectionChanged)
@on(events.CollectionRemoved)
@on(events.DigestIssued)
def shelf_changed(event: events.CollectionFact) -> None:
    """A shelf is found by its title and purpose; a removed one is not."""
    index.index("collection", [event.collection_id])
