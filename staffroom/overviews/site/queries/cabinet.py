"""Reading the methodical cabinet: shelves with what stands on them, as far as the reader may see it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from staffroom.core import files
from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.overviews.site.models import Shelf, ShelfItem
from staffroom.overviews.site.registry import SHELF_FILES
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import page_address

MOST_ITEMS = 2000


@dataclass(frozen=True, slots=True)
class Item:
    """Something on a shelf, ready to be shown."""

    pid: str
    title: str
    note: str
    url: str
    is_outside: bool
    file: files.FileRow | None
    closed: bool  # a publication that not everybody reads; shown to staff alone


@dataclass(frozen=True, slots=True)
class Stand:
    """A shelf with its items."""

    shelf: Shelf
    items: tuple[Item, ...]


def cabinet_name(place: District) -> str:
    """What the district calls its cabinet; empty where it has none (`site.cabinet`)."""
    return str(rules_of(place)["site.cabinet"] or "").strip()


def shelves(place: District, *, everything: bool = False) -> QuerySet[Shelf]:
    """Shelves in their order; hidden ones for staff alone."""
    found = Shelf.objects.filter(district=place)
    return (found if everything else found.filter(is_shown=True)).order_by("place", "pk")


def shelf(place: District, pid: str) -> Shelf:
    """One shelf.

    Raises:
        Absent: there is none in this district.
    """
    found = one_or_none(Shelf.objects.filter(district=place, pid=pid).select_related("district"))
    if found is None:
        raise Absent
    return found


def item(of: Shelf, pid: str) -> ShelfItem:
    """One thing on a shelf.

    Raises:
        Absent: there is none.
    """
    found = one_or_none(ShelfItem.objects.filter(shelf=of, pid=pid).select_related("shelf"))
    if found is None:
        raise Absent
    return found


def stands(viewer: Viewer, found: list[Shelf], *, is_keeper: bool = False) -> list[Stand]:
    """Shelves with what stands on them: publications that the viewer may not read are left out.

    Three queries, whatever stands there.
    """
    rows = list(
        ShelfItem.objects.filter(shelf__in=[one.pk for one in found])
        .select_related("publication")
        .order_by("place", "pk")[:MOST_ITEMS]
    )
    asked = [row.publication_id for row in rows if row.publication_id]
    readable = set(
        visible_publications(viewer).filter(pk__in=asked).values_list("pk", flat=True)
        if asked
        else ()
    )
    brought = files.files_of(SHELF_FILES, [row.pk for row in rows if row.is_file])
    gathered: dict[int, list[Item]] = defaultdict(list)
    for row in rows:
        is_closed = row.publication_id is not None and row.publication_id not in readable
        if is_closed and not is_keeper:
            continue
        gathered[row.shelf_id].append(_item(row, brought.get(row.pk, []), is_closed=is_closed))
    return [Stand(one, tuple(gathered[one.pk])) for one in found]


def _item(row: ShelfItem, brought: list[files.FileRow], *, is_closed: bool) -> Item:
    file = brought[0] if brought else None
    url = row.url
    if row.publication is not None:
        url = page_address(row.publication.pid, row.publication.slug)
    elif file is not None:
        url = file.url
    return Item(row.pid, row.title, row.note, url, url.startswith("http"), file, is_closed)


@dataclass(frozen=True, slots=True)
class ShelfState:
    """A shelf on the map of sections."""

    shelf: Shelf
    silent_days: int | None  # beyond `content.max_gap_days`

    @property
    def is_bad(self) -> bool:
        """True for an empty or a stale one."""
        return not self.shelf.item_n or self.silent_days is not None


def shelf_states(place: District, *, at: datetime) -> list[ShelfState]:
    """Every shelf with the days nobody has touched it, where they are more than the rules allow."""
    gap = rules_of(place).number("content.max_gap_days")
    found = []
    for one in shelves(place, everything=True):
        days = (at - one.changed_at).days
        late = days if gap is not None and days > gap and one.item_n else None
        found.append(ShelfState(one, late))
    return found
