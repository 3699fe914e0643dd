"""Telling of a publication, and holding its row while it changes."""

from typing import Any

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import events
from staffroom.shared.publications.models import Publication, PublicationStatus


def fact_of(
    event: type[events.PublicationFact], publication: Publication, actor: Viewer, **rest: Any
) -> events.PublicationFact:
    """The event about this publication, told by this actor."""
    return event(
        district_id=publication.district_id,
        actor_id=actor.person_id,
        publication_id=publication.pk,
        kind=publication.kind,
        community_id=publication.home_community_id,
        **rest,
    )


def held(publication: Publication) -> Publication:
    """The same object with the row of this moment, held till the end of the transaction.

    Raises:
        Absent: it has been removed meanwhile.
    """
    row = Publication.objects.select_for_update().filter(pk=publication.pk)
    if row.values_list("status", flat=True).first() in {None, PublicationStatus.REMOVED}:
        raise Absent
    home = publication.home_community
    publication.refresh_from_db()
    if home is not None and home.pk == publication.home_community_id:
        publication.home_community = home
    return publication
