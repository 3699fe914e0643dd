"""What is recommended where, and the pick of the week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Pick, Recommendation
from staffroom.features.collections.policies import advice as policies
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.communities.policies.groups import visible_communities
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import kind_label

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Advised:
    """A recommended publication as a panel shows it."""

    url: str
    title: str
    kind: str
    words: str


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def _shown(row: Publication, words: str) -> Advised:
    url = f"/p/{row.pid}-{row.slug}/" if row.slug else f"/p/{row.pid}/"
    return Advised(url, row.title, kind_label(row.kind), words)


def advised(viewer: Viewer, district_id: int, *, community_id: int | None = None) -> list[Advised]:
    """What is recommended to a community, or to the front page, as far as the viewer may read it."""
    rows = Recommendation.objects.filter(
        district=district_id, community=community_id, publication__status=PublicationStatus.PUBLISHED,
        publication__in=visible_publications(viewer).values("pk"),
    )  # fmt: skip
    rows = rows.select_related("publication").order_by("-at", "-pk")[:MOST_SHOWN]
    return [_shown(row.publication, row.words) for row in rows]


def pick(viewer: Viewer, district_id: int, *, on: date) -> Advised | None:
    """The pick of the week of this day."""
    rows = Pick.objects.filter(
        district=district_id, week_on=monday_of(on),
        publication__status=PublicationStatus.PUBLISHED,
        publication__in=visible_publications(viewer).values("pk"),
    )  # fmt: skip
    found = rows.select_related("publication").first()
    return _shown(found.publication, found.words) if found else None


def given(publication_id: int) -> QuerySet[Recommendation]:
    """Where a publication is recommended."""
    rows = Recommendation.objects.filter(publication=publication_id)
    return rows.select_related("community__district", "given_by").order_by("at", "pk")


def recommendation(publication_id: int, pid: str) -> Recommendation:
    """A recommendation of this publication.

    Raises:
        Absent: there is none.
    """
    found = given(publication_id).filter(pid=pid).first()
    if found is None:
        raise Absent
    return found


def targets(viewer: Viewer, publication: Publication) -> list[Community]:
    """Communities of the district that the viewer may recommend the publication to."""
    rows = visible_communities(viewer).filter(
        district=publication.district_id, state=CommunityState.ACTIVE
    )
    rows = rows.exclude(pk=publication.home_community_id or 0)
    rows = rows.exclude(recommendations__publication=publication).select_related("district")
    return [
        one
        for one in rows.order_by("sort_key", "pk")
        if policies.may_recommend(viewer, publication, one)
    ]
