"""Reviews of trends (TV-3.1.1.c): the tags they stand under, those of a month, digests made of them."""

from collections import Counter
from datetime import date, datetime

from django.utils.formats import date_format

from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Collection
from staffroom.features.collections.policies.shelves import visible_collections
from staffroom.features.collections.registry import TREND
from staffroom.shared.publications.models import BEYOND, Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications

MOST_READ = 200  # reviews whose tags are counted
MOST_TAGS = 12
MOST_DIGESTS = 6


def month_words(month_on: date) -> str:
    """«октябрь 2026»."""
    return date_format(month_on, "F Y").lower()


def reviews_between(district_id: int, begun: datetime, ended: datetime) -> list[Publication]:
    """Reviews that the network of a district may read, published in this time, in their order."""
    rows = Publication.objects.filter(
        district=district_id, kind=TREND.code, status=PublicationStatus.PUBLISHED, audience__in=BEYOND,
        published_at__gte=begun, published_at__lt=ended,
    )  # fmt: skip
    return list(rows.order_by("published_at", "pk"))


def trend_tags(viewer: Viewer, district_id: int) -> list[str]:
    """Tags of the reviews that the viewer may read, the usual ones first."""
    rows = visible_publications(viewer).filter(
        district=district_id,
        kind=TREND.code,
        status=PublicationStatus.PUBLISHED,
        audience__in=BEYOND,
    )
    read = rows.order_by("-published_at", "-pk").values_list("tags", flat=True)[:MOST_READ]
    counts = Counter(tag for tags in read for tag in tags)
    return [tag for tag, _n in counts.most_common(MOST_TAGS)]


def digests(viewer: Viewer, district_id: int) -> list[Collection]:
    """The last digests of months that the viewer sees."""
    rows = visible_collections(viewer).filter(district=district_id).exclude(month_on=None)
    return list(rows.order_by("-month_on", "-pk")[:MOST_DIGESTS])
