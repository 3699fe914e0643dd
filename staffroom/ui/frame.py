"""What the base page needs beside its blocks, gathered once for each page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from staffroom.core.viewer import GUEST
from staffroom.ui import navigation
from staffroom.ui.accent import accent_pair
from staffroom.ui.kept import language
from staffroom.ui.looks import ORDINARY, Looks, looks_of
from staffroom.ui.navigation import Asker, Link, Place


class Frame:
    """The page around the page: menus, look, district. Each part is made when it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.person: Any = getattr(request, "person", None)
        self.district: Any = getattr(request, "district", None)
        self.asker = Asker(getattr(request, "viewer", GUEST), self.district)
        self.looks: Looks = looks_of(request)
        self.saves_data = request.headers.get("Save-Data", "").lower() == "on"

    @property
    def language(self) -> str:
        """The language of the page's words."""
        return language()

    @property
    def root_attributes(self) -> tuple[tuple[str, str], ...]:
        """Attributes of <html> that carry the reader's look."""
        return tuple(self.looks.attributes().items()) if self.looks is not ORDINARY else ()

    @property
    def stylesheet(self) -> str:
        """The joined styles: without fonts where the browser saves data."""
        return "ui/site-light.css" if self.saves_data else "ui/site.css"

    @property
    def accent(self) -> tuple[str, str] | None:
        """The district's colours for light and dark pages, without «#», or None for our own."""
        chosen = getattr(self.district, "accent", "")
        return accent_pair(chosen) if chosen else None

    @cached_property
    def name(self) -> str:
        """Whose site this is, as the top bar says it."""
        return getattr(self.district, "short_name", "") or getattr(self.district, "name", "")

    @property
    def mark(self) -> str:
        """The letter of the district's mark."""
        return (self.name or "Учительская")[0].upper()

    @property
    def home(self) -> str:
        """Where the district's name leads: one's own home, or the public face for a guest."""
        own = navigation.address_of("home:home") if self.person else ""
        slug = getattr(self.district, "slug", "")
        return own or (f"/{slug}/" if slug else "/")

    @property
    def search(self) -> str:
        """Where the search form goes, or nothing while there is no search."""
        return navigation.address_of("search:search")

    @property
    def notices(self) -> str:
        """Where the bell leads, or nothing while there are no notices."""
        return navigation.address_of("notifications:list")

    @cached_property
    def rail(self) -> tuple[Link, ...]:
        """The sections."""
        return navigation.links(self.asker, Place.RAIL)

    @cached_property
    def staff(self) -> tuple[Link, ...]:
        """Desks and tools of those who run things."""
        return navigation.links(self.asker, Place.STAFF)

    @cached_property
    def current(self) -> str:
        """The code of the section we are in."""
        return navigation.current(self.request.path, [*self.rail, *self.staff])

    def links(self, place: str) -> tuple[Link, ...]:
        """Any other menu."""
        return navigation.links(self.asker, place)

    @property
    def authority(self) -> str:
        """Who stands behind the district's site."""
        return getattr(self.district, "authority", "")

    @property
    def owned_by(self) -> tuple[str, str, str, str]:
        """Who owns the site: the law wants the name, the address and the e-mail on it (149-ФЗ)."""
        owner = settings.OWNER
        return owner.name, owner.address, owner.phone, owner.email

    @property
    def back(self) -> str:
        """Where a small form of the frame returns to: this page, if it can be asked for again."""
        return self.request.get_full_path() if self.request.method == "GET" else "/"


def frame(request: HttpRequest) -> Frame:
    """The frame of this request's page, made once."""
    made: Frame | None = getattr(request, "_frame", None)
    if made is None:
        made = request._frame = Frame(request)  # type: ignore[attr-defined]  # one page, one frame
    return made
