"""Initiatives with their supporters and decisions."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.features.governance.models import Initiative, Supporter
from staffroom.features.governance.registry import INITIATIVE
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications

SHOWN = 60


def initiatives(viewer: Viewer, district: District) -> QuerySet[Publication]:
    """What the viewer may read, the newest first, with the number of supporters and the decision."""
    rows = visible_publications(viewer).filter(
        district=district, kind=INITIATIVE.code, status=PublicationStatus.PUBLISHED
    )
    found = rows.select_related("initiative", "home_community").annotate(
        supporter_n=Count("supporters", filter=Q(supporters__person__is_active=True))
    )
    return found.order_by("-published_at", "-pk")


def decision(publication_id: int) -> Initiative | None:
    """What was decided."""
    rows = Initiative.objects.filter(publication=publication_id)
    return rows.select_related("decided_by").first()


@dataclass(frozen=True, slots=True)
class Support:
    """Who supports an initiative: the first of them, how many all are, and whether the viewer does."""

    people: list[Person]
    total: int
    is_backed: bool


def support(viewer: Viewer, publication_id: int) -> Support:
    """The supporters in the order of their support; one query while the page has room for them all."""
    rows = Supporter.objects.filter(publication=publication_id, person__is_active=True)
    first = list(rows.select_related("person").order_by("at", "pk")[: SHOWN + 1])
    people, total = [row.person for row in first[:SHOWN]], len(first)
    is_backed = any(row.person_id == viewer.person_id for row in first)
    if total > SHOWN:
        total = rows.count()
        is_backed = is_backed or rows.filter(person=viewer.person_id).exists()
    return Support(people, total, is_backed)
