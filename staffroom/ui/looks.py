"""How a reader wants pages to look: theme, low-vision scheme, size, spacing, pictures.

Kept in one small cookie, so that it works without JavaScript and before anyone signs in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Self

from django.http import HttpRequest, HttpResponse

COOKIE = "looks"
YEAR = 365 * 24 * 3600

CHOICES: Mapping[str, Mapping[str, str]] = {
    "theme": {"auto": "Как в системе", "light": "Светлая", "dark": "Тёмная"},
    "scheme": {
        "none": "Обычные цвета",
        "black-on-white": "Чёрным по белому",
        "white-on-black": "Белым по чёрному",
        "blue-on-sky": "Тёмно-синим по голубому",
        "brown-on-beige": "Коричневым по бежевому",
    },
    "size": {"100": "Обычный", "150": "Крупный", "200": "Очень крупный"},
    "spacing": {"normal": "Обычные", "wide": "Увеличенные", "wider": "Большие"},
    "pictures": {"on": "Показывать", "off": "Не показывать"},
}


@dataclass(frozen=True, slots=True)
class Looks:
    """The reader's choice; the defaults are the ordinary version."""

    theme: str = "auto"
    scheme: str = "none"
    size: str = "100"
    spacing: str = "normal"
    pictures: str = "on"

    @property
    def is_low_vision(self) -> bool:
        """True when the version for low vision is on."""
        return _is_low_vision(self)

    @property
    def code(self) -> str:
        """The choice in a few characters: the cookie, and a key for pages cached whole."""
        return ".".join(
            str(list(CHOICES[one.name]).index(getattr(self, one.name))) for one in fields(self)
        )

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read the cookie; anything unknown falls back to the ordinary version."""
        places = code.split(".")
        chosen = {}
        for one, place in zip(fields(cls), places, strict=False):
            values = list(CHOICES[one.name])
            if place.isdecimal() and len(place) < 3 and int(place) < len(values):
                chosen[one.name] = values[int(place)]
        return cls(**chosen)

    def changed(self, data: Mapping[str, str]) -> Self:
        """The choice with what a form says; `version` switches the whole low-vision version."""
        if data.get("version") == "low-vision":
            return replace(self, scheme="black-on-white", size="150")
        if data.get("version") == "ordinary":
            return type(self)(theme=self.theme)
        known = {name: data[name] for name, values in CHOICES.items() if data.get(name) in values}
        return replace(self, **known)

    def attributes(self) -> Mapping[str, str]:
        """Data attributes of the page's root, only what differs from the ordinary version."""
        return {
            f"data-{one.name}": getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) != getattr(ORDINARY, one.name)
        }


ORDINARY = Looks()


@lru_cache(maxsize=500)  # asked several times for each page; the choices are few
def _is_low_vision(looks: Looks) -> bool:
    return replace(looks, theme="auto") != ORDINARY


def looks_of(request: HttpRequest) -> Looks:
    """The reader's choice from the cookie."""
    code = request.COOKIES.get(COOKIE)
    return Looks.parse(code) if code else ORDINARY


def remember(response: HttpResponse, looks: Looks, *, is_secure: bool) -> None:
    """Keep the choice for a year; scripts may read it (the theme switch)."""
    response.set_cookie(COOKIE, looks.code, max_age=YEAR, samesite="Lax", secure=is_secure)
