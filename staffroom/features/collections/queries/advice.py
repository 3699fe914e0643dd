"""What is recommended where, and the pick of the week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Value

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Pick, Recommendation
from staffroom.features.collections.policies import advice as policies
from staffroom.shared.communities.models import Community, CommunityState
from staffroom.shared.communities.policies.groups import visible_communities
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import kind_label, page_address

MOST_SHOWN = 5
FIELDS = (
    "publication__pid",
    "publication__slug",
    "publication__title",
    "publication__kind",
    "words",
)


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


def _advised(pid: str, slug: str, title: str, kind: str, words: str) -> Advised:
    return Advised(page_address(pid, slug), title, kind_label(kind), words)


def advised(viewer: Viewer, community_id: int) -> list[Advised]:
    """What is recommended to a community, as far as the viewer may read it."""
    rows = Recommendation.objects.filter(
        community=community_id, publication__status=PublicationStatus.PUBLISHED,
        publication__in=visible_publications(viewer).values("pk"),
    )  # fmt: skip
    return [_advised(*row) for row in rows.order_by("-at", "-pk").values_list(*FIELDS)[:MOST_SHOWN]]


def on_front(viewer: Viewer, district_id: int, *, on: date) -> tuple[Advised | None, list[Advised]]:
    """The pick of the week of this day and what is recommended to the whole district; one query."""
    readable = {
        "district": district_id, "publication__status": PublicationStatus.PUBLISHED,
        "publication__in": visible_publications(viewer).values("pk"),
    }  # fmt: skip
    picks = Pick.objects.filter(week_on=monday_of(on), **readable)
    others = Recommendation.objects.filter(community=None, **readable)
    both = picks.annotate(is_pick=Value(1)).values_list("is_pick", "pk", *FIELDS).union(
        others.annotate(is_pick=Value(0)).values_list("is_pick", "pk", *FIELDS), all=True
    )  # fmt: skip
    picked: Advised | None = None
    advised: list[Advised] = []
    for is_pick, _key, pid, slug, title, kind, words in both.order_by("-is_pick", "-pk")[
        : MOST_SHOWN + 1
    ]:
        one = _advised(pid, slug, title, kind, words)
        if is_pick:
            picked = one
        else:
            advised.append(one)
    return picked, advised[:MOST_SHOWN]


def given(publication_id: int) -> QuerySet[Recommendation]:
    """Where a publication is recommended."""
    rows = Recommendation.objects.filter(publication=publication_id)
    return rows.select_related("community__district", "given_by").order_by("at", "pk")


def recommendation(publication_id: int, pid: str) -> Recommendation:
    """A recommendation of this publication.

    Raises:
        Absent: there is none.
    """
    found = one_or_none(given(publication_id).filter(pid=pid))
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
