"""«Новинки» of a district."""

from django.db.models import Q, QuerySet

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.features.collections.models import Novelty

PAGE = 30


def novelties(
    district_id: int, *, subject: str = "", kind: str = "", words: str = "", skip: int = 0
) -> tuple[list[Novelty], str]:
    """Novelties, the newest first, and where the next page begins (empty: nothing more)."""
    rows: QuerySet[Novelty] = Novelty.objects.filter(district=district_id)
    if subject:
        rows = rows.filter(subject=subject)
    if kind:
        rows = rows.filter(kind=kind)
    for word in words.split()[:5]:
        rows = rows.filter(
            Q(title__folded__contains=word)
            | Q(authors__folded__contains=word)
            | Q(isbn__folded__contains=word)
        )
    found = list(rows.order_by("-added_at", "-pk")[skip : skip + PAGE + 1])
    return found[:PAGE], str(skip + PAGE) if len(found) > PAGE else ""


def novelty(district_id: int, pid: str) -> Novelty:
    """The novelty of this public id.

    Raises:
        Absent: there is none in the district.
    """
    found = one_or_none(Novelty.objects.filter(district=district_id, pid=pid))
    if found is None:
        raise Absent
    return found
