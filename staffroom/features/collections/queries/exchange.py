"""What answers a search, and who looks for what is offered (BB-3.1.2)."""

from django.db.models import Q, QuerySet

from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Wish
from staffroom.features.collections.registry import EXCHANGE, MATERIAL, OFFERED, SEEK, SHARE
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications

MOST_MATCHES = 20


def others(found: Publication) -> QuerySet[Publication]:
    """Open publications of the other side with the same theme, or of the same subject and grades.

    A search is answered by offers and by materials of its theme; an offer and a material by searches.
    """
    side = OFFERED if found.kind == SEEK.code else (SEEK.code,)
    rows = Publication.objects.filter(
        district=found.district_id, kind__in=side, status=PublicationStatus.PUBLISHED, closed_at=None,
    ).exclude(author=found.author_id)  # fmt: skip
    same = Q(pk=None)
    if found.theme:
        same |= Q(theme=found.theme)
    wish = Wish.objects.filter(publication=found.pk).first()
    if wish is not None and wish.subject:
        same |= Q(wish__subject=wish.subject) & _grades(wish)
    return rows.filter(same).order_by("-published_at", "-pk")[:MOST_MATCHES]


def _grades(wish: Wish) -> Q:
    """The grades meet, or one of the two has none."""
    if wish.grade_from is None:
        return Q()
    last = wish.grade_to or wish.grade_from
    meet = Q(wish__grade_from__lte=last, wish__grade_to__gte=wish.grade_from)
    return meet | Q(wish__grade_from=None)


def is_matched(kind: str) -> bool:
    """True for kinds that take part in the exchange."""
    return kind in {*EXCHANGE, MATERIAL}


def answers(viewer: Viewer, found: Publication) -> list[Publication]:
    """What matches, as far as the viewer may read it."""
    keys = [row.pk for row in others(found)]
    rows = visible_publications(viewer).filter(pk__in=keys).select_related("author")
    return list(rows.order_by("-published_at", "-pk")[:5])


def is_offer(kind: str) -> bool:
    """True for what answers a search."""
    return kind in {SHARE.code, MATERIAL}
