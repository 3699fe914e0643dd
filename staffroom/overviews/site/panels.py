"""The district's public face in the menus."""

from collections.abc import Callable

from django.http import HttpRequest

from staffroom.ui.navigation import Entry, Place, offer


def _of_district(end: str = "") -> Callable[[HttpRequest], str | None]:
    def address(request: HttpRequest) -> str | None:
        district = getattr(request, "district", None)
        return f"/{district.slug}/{end}" if district else None

    return address


for _entry in (
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
