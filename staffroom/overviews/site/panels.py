"""The district's public face in the menus."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse

from staffroom.core.viewer import GUEST
from staffroom.overviews.site.policies import inquiries
from staffroom.ui.navigation import Entry, Place, offer


def _of_district(end: str = "") -> Callable[[HttpRequest], str | None]:
    def address(request: HttpRequest) -> str | None:
        district = getattr(request, "district", None)
        return f"/{district.slug}/{end}" if district else None

    return address


def _desk(request: HttpRequest) -> str | None:
    """The queue of questions, for those who answer."""
    district = getattr(request, "district", None)
    viewer = getattr(request, "viewer", GUEST)
    if district is None or not inquiries.answers_somewhere(viewer, district.id):
        return None
    return reverse("site:desk", args=[district.slug])


for _entry in (
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
