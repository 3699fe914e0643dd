"""The district's public face in the menus."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from staffroom.core.clock import now
from staffroom.core.http import Request
from staffroom.core.lookups import one_or_none
from staffroom.core.plugs import place
from staffroom.overviews.site.policies import inquiries, keeping
from staffroom.overviews.site.queries import cabinet, menu
from staffroom.overviews.site.registry import PAGE
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.queries.threads import Head
from staffroom.ui.navigation import Asker, Entry, Place, offer


def _of_district(end: str = "") -> Callable[[Asker], str | None]:
    def address(asker: Asker) -> str | None:
        district = asker.district
        return f"/{district.slug}/{end}" if district else None

    return address


def _desk(asker: Asker) -> str | None:
    """The queue of questions, for those who answer."""
    district = asker.district
    viewer = asker.viewer
    if district is None or not inquiries.answers_somewhere(viewer, district.id):
        return None
    return reverse("site:desk", args=[district.slug])


def _kept(name: str) -> Callable[[Asker], str | None]:
    """A tool of those who keep the public face."""

    def address(asker: Asker) -> str | None:
        district = asker.district
        viewer = asker.viewer
        if district is None or not keeping.may_keep(viewer, district.id):
            return None
        return reverse(name, args=[district.slug])

    return address


def _new_page(asker: Asker) -> str | None:
    """Where a page of the district is begun, for those who keep the public face."""
    district = asker.district
    if district is None or not keeping.may_keep(asker.viewer, district.id):
        return None
    return f"/p/new/{PAGE.code}/?district={district.slug}"


@place("publications.side")
def site_menu(*, request: Request, head: Head) -> tuple[str, dict[str, Any]] | None:
    """Beside a page of the district: the sections of its site."""
    if head.kind != PAGE.code or head.home_community is not None:
        return None
    found = one_or_none(District.objects.filter(pk=head.district_id))
    return ("site/beside.html", {"items": menu.menu(found)}) if found else None


@place("desks.sections")
def shelves_on_the_map(
    *, place: District, shows_all: bool, **_context: Any
) -> tuple[str, dict[str, Any]] | None:
    """On the map of sections: shelves of the cabinet that are empty or long unchanged (OL-3.2.4.a)."""
    found = cabinet.shelf_states(place, at=now())
    rows = [one for one in found if shows_all or one.is_bad]
    return ("site/on_map.html", {"rows": rows, "district": place}) if rows else None


for _entry in (
    Entry(
        place=Place.STAFF,
        code="cabinet",
        label="Полки кабинета",
        icon="book",
        address=_kept("site:shelves"),
        order=50,
    ),
    Entry(
        place=Place.STAFF,
        code="site-menu",
        label="Меню сайта",
        icon="globe",
        address=_kept("site:menu"),
        order=52,
    ),
    Entry(
        place=Place.CREATE,
        code=PAGE.code,
        label=PAGE.new_label,
        icon=PAGE.icon,
        address=_new_page,
        order=PAGE.order,
    ),
    Entry(
        place=Place.STAFF,
        code="questions",
        label="Вопросы с сайта",
        icon="help",
        address=_desk,
        order=25,
    ),
    Entry(
        place=Place.FOOTER,
        code="public-questions",
        label="Вопросы и ответы",
        address=_of_district("questions/"),
        order=15,
    ),
    Entry(
        place=Place.RAIL,
        code="news",
        label="Новости района",
        short_label="Новости",
        icon="megaphone",
        address=_of_district("news/"),
        order=40,
        is_on_phone=True,
    ),
    Entry(
        place=Place.FOOTER, code="about", label="О сети района", address=_of_district(), order=10
    ),
    Entry(
        place=Place.FOOTER,
        code="regulation",
        label="Положение",
        address=_of_district("regulation/"),
        order=20,
    ),
):
    offer(_entry)
