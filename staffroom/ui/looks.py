"""How a reader wants pages to look: theme, low-vision scheme, size, spacing, pictures, language.

Kept in one small cookie, so that it works without JavaScript and before anyone signs in.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import tzinfo
from functools import lru_cache
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, override

from staffroom.ui.languages import NAMES, SOURCE, offered

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
    "language": {"auto": "Как принято в районе", **NAMES},
}
UNSEEN = {"theme": "auto", "language": "auto"}  # what says nothing of low vision


@dataclass(frozen=True, slots=True)
class Looks:
    """The reader's choice; the defaults are the ordinary version."""

    theme: str = "auto"
    scheme: str = "none"
    size: str = "100"
    spacing: str = "normal"
    pictures: str = "on"
    language: str = "auto"

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
            return type(self)(theme=self.theme, language=self.language)
        known = {name: data[name] for name, values in CHOICES.items() if data.get(name) in values}
        return replace(self, **known)

    def attributes(self) -> Mapping[str, str]:
        """Data attributes of the page's root, only what differs from the ordinary version."""
        return {
            f"data-{one.name}": getattr(self, one.name)
            for one in fields(self)
            if one.name != "language" and getattr(self, one.name) != getattr(ORDINARY, one.name)
        }


ORDINARY = Looks()


@lru_cache(maxsize=500)  # asked several times for each page; the choices are few
def _is_low_vision(looks: Looks) -> bool:
    return replace(looks, **UNSEEN) != ORDINARY


def looks_of(request: HttpRequest) -> Looks:
    """The reader's choice from the cookie."""
    code = request.COOKIES.get(COOKIE)
    return Looks.parse(code) if code else ORDINARY


def remember(response: HttpResponse, looks: Looks, *, is_secure: bool) -> None:
    """Keep the choice for a year; scripts may read it (the theme switch)."""
    response.set_cookie(COOKIE, looks.code, max_age=YEAR, samesite="Lax", secure=is_secure)


def offered_choices() -> dict[str, dict[str, str]]:
    """What the form of looks offers: a language only where its catalogue holds something."""
    choices = {name: dict(values) for name, values in CHOICES.items()}
    spoken = {"auto", *offered()}
    choices["language"] = {
        code: label for code, label in choices["language"].items() if code in spoken
    }
    if len(spoken) == 2:
        del choices["language"]
    return choices


def language_of(request: HttpRequest) -> str:
    """The language that this reader's pages are in: chosen, or the district's, or Russian."""
    chosen = looks_of(request).language
    if chosen == "auto":
        chosen = getattr(getattr(request, "district", None), "language", "") or SOURCE
    return chosen if chosen in offered() else SOURCE


def zone_of(request: HttpRequest | None) -> tzinfo:
    """The zone of the district that the reader stands in; outside of all districts that of the site."""
    district = getattr(request, "district", None)
    return ZoneInfo(district.time_zone) if district else timezone.get_current_timezone()


def stand_in(request: HttpRequest, district: Any) -> None:
    """Say in which district this page stands (`None`: in none): its name on top, times typed and told by its clock."""
    request.district = district  # type: ignore[attr-defined]  # ours
    timezone.activate(zone_of(request))


@contextmanager
def spoken_to(request: HttpRequest | None) -> Iterator[None]:
    """Speak the reader's language meanwhile; without a request, that which is spoken."""
    wanted = get_language() if request is None else language_of(request)
    if wanted == get_language():
        yield
    else:
        with override(wanted):
            yield
