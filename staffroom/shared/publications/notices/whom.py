"""Whom a fact about a publication concerns; who may read it is judged afterwards."""

from django.db.models import BigIntegerField

from staffroom.core.prepared import Prepared
from staffroom.shared.communities.models import Admission, AdmissionState, Membership
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.publications import events
from staffroom.shared.publications.models import Placement, Publication
from staffroom.shared.publications.queries import sql

SUBSCRIBED = "SELECT person_id, level FROM publications_subscription WHERE publication_id = %s"

_written = Prepared(
    lambda key: Publication.objects.filter(pk=key).only("author_id"), key=BigIntegerField()
)


def author_of(publication_id: int) -> int | None:
    """Who wrote it; None when it is no more."""
    found = _written.first(key=publication_id)
    return found.author_id if found else None


def followers(publication_id: int, *levels: str) -> list[int]:
    """Those who have said that they want to hear so much of it."""
    found = sql.rows(SUBSCRIBED, [publication_id])
    return [person for person, level in found if level in levels]


def members(event: events.PublicationFact) -> list[int]:
    """Everybody whom a publication may concern; who may read it is judged afterwards."""
    places = Placement.objects.filter(publication=event.publication_id).values("community")
    if event.community_id is None:
        rows = Admission.objects.filter(district=event.district_id, state=AdmissionState.ADMITTED)
        return list(rows.values_list("person_id", flat=True))
    there = Membership.objects.filter(community__in=places, state__in=PRESENT)
    return list(there.values_list("person_id", flat=True).distinct())
