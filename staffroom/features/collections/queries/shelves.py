"""Shelves and what stands on them, as one viewer sees it."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from staffroom.core.errors import Absent
from staffroom.core.viewer import Viewer
from staffroom.features.collections.models import Collection, Follower, Item
from staffroom.features.collections.policies import shelves as policies
from staffroom.shared.communities.registry import knows_people
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.queries.feeds import HIDDEN_NAME
from staffroom.shared.publications.registry import kind_label, page_address

MOST_SHOWN = 100
MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as a page shows it."""

    pid: str
    url: str
    title: str
    kind: str
    author: str
    excerpt: str
    note: str


def collection(viewer: Viewer, district_id: int, pid: str) -> Collection:
    """The shelf of this public id.

    Raises:
        Absent: there is none for this viewer.
    """
    rows = policies.visible_collections(viewer).filter(district=district_id, pid=pid)
    found = rows.select_related("community__district", "district", "owner").first()
    if found is None:
        raise Absent
    return found


def listed(
    viewer: Viewer, district_id: int, *, level: str = "", shape: str = "", community_id: int = 0,
    most: int = MOST_SHOWN,
) -> list[Collection]:  # fmt: skip
    """Shelves of a district that the viewer sees, the last changed first.

    Each has `open_n`: how many of its items this viewer may read, for the others are no secret of his.
    """
    rows = policies.visible_collections(viewer).filter(district=district_id)
    if level:
        rows = rows.filter(level=level)
    if shape:
        rows = rows.filter(shape=shape)
    if community_id:
        rows = rows.filter(community=community_id)
    of_shelf = _open_items(viewer).filter(collection=OuterRef("pk")).order_by()
    counted = of_shelf.values("collection").annotate(n=Count("pk")).values("n")
    rows = rows.annotate(open_n=Coalesce(Subquery(counted), 0))
    rows = rows.select_related("community", "owner").order_by("-changed_at", "-pk")
    return list(rows[:most])


def _open_items(viewer: Viewer) -> QuerySet[Item]:
    """Items of any shelf that the viewer may read."""
    return Item.objects.filter(
        publication__status=PublicationStatus.PUBLISHED,
        publication__in=visible_publications(viewer).values("pk"),
    )


def kept(viewer: Viewer, publication: Publication) -> list[Collection]:
    """Shelves that the viewer may put this publication on: those of its district that he keeps."""
    rows = policies.visible_collections(viewer).filter(district=publication.district_id)
    rows = rows.exclude(items__publication=publication).select_related("community__district")
    return [one for one in rows.order_by("-changed_at", "-pk") if policies.may_keep(viewer, one)]


def items(viewer: Viewer, found: Collection) -> list[Shown]:
    """What stands on the shelf, in its order; only what the viewer may read, two queries."""
    rows = _open_items(viewer).filter(collection=found)
    rows = rows.select_related("publication__author").order_by("place", "pk")[:MOST_ITEMS]
    knows = knows_people(viewer, found.district_id)
    return [_shown(one, knows_names=knows) for one in rows]


def _shown(item: Item, *, knows_names: bool) -> Shown:
    row = item.publication
    is_named = knows_names or row.author.is_public_name
    return Shown(
        pid=row.pid, url=page_address(row.pid, row.slug),
        title=row.title, kind=kind_label(row.kind), excerpt=row.excerpt, note=item.note,
        author=row.author.name if is_named else HIDDEN_NAME,
    )  # fmt: skip


def item(found: Collection, publication_pid: str) -> Item:
    """An item by the public id of what it names.

    Raises:
        Absent: it does not stand there.
    """
    row = Item.objects.select_related("publication").filter(
        collection=found, publication__pid=publication_pid
    )
    one = row.first()
    if one is None:
        raise Absent
    one.collection = found
    return one


def follows(viewer: Viewer, found: Collection) -> bool:
    """Whether the viewer hears of what is new there."""
    rows = Follower.objects.filter(collection=found, person=viewer.person_id)
    return viewer.person_id is not None and rows.exists()


def follower_ids(collection_id: int) -> list[int]:
    """Keys of those who follow a shelf."""
    rows = Follower.objects.filter(collection=collection_id).order_by("person")
    return list(rows.values_list("person_id", flat=True))
