"""What the search keeps of shelves: each for who may see it; what stands there is found by itself (PD-2.2.3)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from staffroom.core.plugs import IndexRow, indexed
from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Collection, Openness, Shape
from staffroom.shared.communities import registry

OPEN = """EXISTS (SELECT 1 FROM collections_collection o WHERE o.id = {column}
 AND (o.shape <> 'digest' OR o.issued_at IS NOT NULL) AND (o.openness = 'public'
 OR (o.openness = 'district' AND o.district_id IN ({districts}))
 OR (o.openness = 'community' AND o.community_id IN ({communities}))
 OR (o.owner_id = %s AND o.community_id IS NULL AND NOT o.is_of_district)))"""
NOBODY = 0


def readable(viewer: Viewer, column: str) -> tuple[str, list[Any]]:
    """Shelves that this viewer sees without keeping them for others, as a condition of SQL."""
    asked = registry.district_ids(viewer.tokens), registry.community_ids(viewer.tokens)
    districts, communities = (", ".join(["%s"] * len(keys)) or "NULL" for keys in asked)
    statement = OPEN.format(column=column, districts=districts, communities=communities)
    return statement, [*(key for keys in asked for key in keys), viewer.person_id or NOBODY]


def every_collection() -> Iterator[int]:
    """Keys of all shelves, oldest first."""
    return Collection.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


@indexed("collection", label="Подборки", one="Подборка", every=every_collection, judged=readable)
def collection_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """Title and purpose; a digest that is not issued is not found."""
    found = Collection.objects.filter(pk__in=keys).select_related("district").order_by("pk")
    return [
        IndexRow(
            key=row.pk,
            district_id=row.district_id,
            community_ids=() if row.community_id is None else (row.community_id,),
            title=row.title,
            text=row.purpose,
            url=f"/{row.district.slug}/collections/{row.pid}/",
            at=row.changed_at,
            tokens=tuple(_readers(row)),
        )
        for row in found
        if row.shape != Shape.DIGEST or row.issued_at is not None
    ]


def _readers(row: Collection) -> Iterator[int]:
    if row.openness == Openness.PUBLIC:
        yield registry.EVERYBODY
    if row.openness == Openness.DISTRICT:
        yield registry.district_token(row.district_id)
    if row.openness == Openness.COMMUNITY and row.community_id is not None:
        yield registry.community_token(row.community_id)
    if row.owner_id is not None and row.community_id is None and not row.is_of_district:
        yield registry.person_token(row.owner_id)
