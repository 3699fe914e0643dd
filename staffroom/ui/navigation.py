"""Where the pages' links come from: apps offer entries, the base page shows those that exist.

An app writes in its `panels.py` (imported at start by the plugs)::

    offer(Entry(place=Place.RAIL, code="communities", label="Сообщества", icon="users",
                address="communities:list", order=20, is_on_phone=True))

`address` is the name of an address or a function of who asks; an entry whose address cannot be
made (the section is not installed, the district is not known) is not shown.

Who asks is his rights and the district he stands in, nothing else of the request: so a menu is made once
for the same rights and kept (`Asker`).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from staffroom.core.viewer import GUEST, Viewer
from staffroom.ui.kept import language, said

MOST_KEPT = 2_000  # menus of a process


class Asker(NamedTuple):
    """For whom a menu is made; no query may hang on it, and nothing but these two may decide."""

    viewer: Viewer = GUEST
    district: Any = None  # its `id` and `slug`


Address = str | Callable[[Asker], str | None]


class Place(StrEnum):
    """The menus of the base page."""

    RAIL = "rail"  # the sections: left on a wide screen, below on a phone
    CREATE = "create"  # what «Создать» offers
    ME = "me"  # the menu under the avatar
    GUEST = "guest"  # what a guest is offered instead: sign in, join
    FOOTER = "footer"  # regulation, contacts, rules
    STAFF = "staff"  # desks and tools, after the sections


def everyone(asker: Asker) -> bool:
    """Shown to guests and members alike."""
    return True


def members(asker: Asker) -> bool:
    """Shown to those who have signed in."""
    return asker.viewer.person_id is not None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One link that an app offers.

    `label` is a source string (Russian); `code` marks the section.
    """

    place: Place
    code: str
    label: str
    address: Address
    icon: str = ""
    order: int = 100
    seen_by: Callable[[Asker], bool] = everyone
    is_post: bool = False  # a button that changes something (sign out)
    is_on_phone: bool = False  # in the bottom bar; the others stand behind «Ещё»
    short_label: str = ""  # for the bottom bar, where there is room for one word
    is_main: bool = False  # the one obvious button among its neighbours


class Link(NamedTuple):
    """An entry made ready for this reader: plain values, so that a menu of links is a key (`ui.kept`)."""

    code: str
    label: str
    href: str
    icon: str
    is_post: bool
    is_on_phone: bool
    is_main: bool
    short_label: str


_offered: dict[Place, list[Entry]] = defaultdict(list)


def offer(entry: Entry) -> None:
    """Put a link into one of the menus; a repeated code replaces the former entry."""
    entries = [known for known in _offered[entry.place] if known.code != entry.code]
    entries.append(entry)
    entries.sort(key=lambda one: (one.order, one.code))
    _offered[entry.place] = entries
    _kept.cache_clear()


def links(asker: Asker, place: Place | str) -> tuple[Link, ...]:
    """The menu as this reader sees it, in order."""
    if isinstance(asker.district, Model):  # equal by its key alone, whatever its address has become
        return _made(asker, Place(place))
    return _kept(asker, Place(place), language())


def _made(asker: Asker, place: Place) -> tuple[Link, ...]:
    return tuple(
        Link(
            entry.code, said(entry.label), href, entry.icon, entry.is_post, entry.is_on_phone, entry.is_main,
            said(entry.short_label or entry.label),
        )
        for entry in _offered[place]
        if entry.seen_by(asker) and (href := _href(entry.address, asker))
    )  # fmt: skip


@lru_cache(maxsize=MOST_KEPT)
def _kept(asker: Asker, place: Place, _language: str) -> tuple[Link, ...]:
    return _made(asker, place)


def _href(address: Address, asker: Asker) -> str | None:
    try:
        return address(asker) if callable(address) else address_of(address)
    except NoReverseMatch:
        return None


@lru_cache(maxsize=5_000)
def address_of(name: str, *args: str) -> str:
    """An address by its name, or an empty string where the section is not installed."""
    try:
        return reverse(name, args=args or None)
    except NoReverseMatch:
        return ""


def current(path: str, menu: Sequence[Link]) -> str:
    """The code of the section that the path lies in (the longest address that begins it)."""
    found = max(
        (
            link
            for link in menu
            if path == link.href or (len(link.href) > 1 and path.startswith(link.href))
        ),
        key=lambda link: len(link.href),
        default=None,
    )
    return found.code if found else ""
