"""Reading the menu of a district's public face."""

from dataclasses import dataclass

from staffroom.core.errors import Absent
from staffroom.core.viewer import GUEST
from staffroom.overviews.site.models import MenuItem
from staffroom.overviews.site.queries.cabinet import cabinet_name
from staffroom.overviews.site.registry import SECTIONS
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import page_address


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the menu as it is drawn."""

    code: str
    title: str
    href: str
    is_shown: bool = True

    @property
    def is_own(self) -> bool:
        """True for a page or a link that staff added."""
        return self.code not in SECTIONS


def menu(place: District, *, everything: bool = False) -> list[Item]:
    """The items in their order: the district's own menu, or the usual one until somebody changes it.

    The cabinet stands in it where the rules name one; its name there is the regulation's until staff
    give another.
    """
    cabinet = cabinet_name(place)
    rows = list(
        MenuItem.objects.filter(district=place)
        .select_related("publication")
        .order_by("place", "pk")
    )
    items = [_item(place, row) for row in rows] if rows else usual(place, cabinet)
    return [
        one for one in items if (everything or one.is_shown) and (one.code != "cabinet" or cabinet)
    ]


def usual(place: District, name: str) -> list[Item]:
    """What a menu begins with; `name` is what the cabinet is called."""
    return [
        Item(code, name[:60] if code == "cabinet" and name else title, f"/{place.slug}/{end}")
        for code, (title, end) in SECTIONS.items()
    ]


def _item(place: District, row: MenuItem) -> Item:
    if row.publication is not None:
        href = page_address(row.publication.pid, row.publication.slug)
    elif row.code in SECTIONS:
        href = f"/{place.slug}/{SECTIONS[row.code][1]}"
    else:
        href = row.url
    return Item(row.code, row.title, href, row.is_shown)


def item(place: District, code: str) -> Item:
    """One item for editing.

    Raises:
        Absent: there is none.
    """
    for one in menu(place, everything=True):
        if one.code == code:
            return one
    raise Absent


def pages(place: District) -> list[Publication]:
    """Pages of the district that everybody may read, by title: what the menu may lead to."""
    found = visible_publications(GUEST).filter(district=place, kind="page", home_community=None)
    return list(found.order_by("title", "pk")[:200])
