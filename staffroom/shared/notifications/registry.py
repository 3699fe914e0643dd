"""Kinds of notices, ways to be told, channels."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol

from django.apps import apps

from staffroom.core import plugs
from staffroom.core.plugs import NoticePlug
from staffroom.shared.accounts.models import Person


class Mode(StrEnum):
    """How a kind of notice reaches a person."""

    AT_ONCE = "at_once"
    DIGEST = "digest"
    SITE = "site"
    OFF = "off"


MODE_LABELS = {
    Mode.AT_ONCE: "На сайте и письмом сразу",
    Mode.DIGEST: "На сайте и в сводке",
    Mode.SITE: "Только на сайте",
    Mode.OFF: "Не сообщать",
}


class Level(StrEnum):
    """How much a person wants to hear of a community."""

    ALL = "all"
    ADDRESSED = "addressed"
    NONE = "none"


LEVEL_LABELS = {
    Level.ALL: "Всё",
    Level.ADDRESSED: "Только обращённое ко мне",
    Level.NONE: "Ничего",
}
DEFAULTS = {"at_once": Mode.AT_ONCE, "digest": Mode.DIGEST, "off": Mode.SITE}
NEW = "publications.new"  # what the digest finds by itself


@cache
def kinds() -> Mapping[str, NoticePlug]:
    """Kinds by code, as apps declared them at start; the first declaration names a kind."""
    found: dict[str, NoticePlug] = {}
    for declared in plugs.notices.values():
        for plug in declared:
            found.setdefault(plug.kind, plug)
    return found


def group_of(plug: NoticePlug) -> str:
    """What the page of preferences gathers kinds under: the name of the app that tells."""
    found = apps.get_containing_app_config(plug.make.__module__)
    return str(found.verbose_name) if found else ""


def default_mode(plug: NoticePlug) -> Mode:
    """How a kind reaches those who have chosen nothing."""
    return DEFAULTS.get(plug.default_mail, Mode.DIGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is told: words of ours with a title, and where it leads."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a channel outside the site carries: titles and links, no other personal data.

    Kinds that answer the reader officially (`NoticePlug.is_whole`) carry the words of the answer.

    `kind` is the kind of notice, or «digest»; by it the reader unsubscribes.
    """

    kind: str
    subject: str
    greeting: str
    lines: Iterable[Line]
    rest: int = 0


class Channel(Protocol):
    """A way outside the site: e-mail now, others later without a change of anything else."""

    code: str
    label: str

    def reaches(self, person: Person) -> bool:
        """True when this person can be reached by it."""

    def send(self, person: Person, message: Message) -> None:
        """Send to this one person; raise to have it tried again."""


channels: dict[str, Channel] = {}


def register_channel(channel: Channel) -> None:
    """Make a channel known."""
    channels[channel.code] = channel
