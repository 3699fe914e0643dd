"""The video of a material as its readers see it, and as papers and versions tell it in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import NamedTuple

from django.utils import timezone

from staffroom.core import files
from staffroom.core.files import FileRow, size_in_words
from staffroom.features.materials.models import Adults, Material, Recording
from staffroom.features.materials.policies.recordings import recording_of, service_of
from staffroom.features.materials.queries.streams import Stream, moment_of, stream_of
from staffroom.features.materials.registry import RECORDINGS, SLOW_LINE
from staffroom.shared.publications.queries.links import Note
from staffroom.shared.publications.registry import PUBLICATION_FILES
from staffroom.ui.words import date_of

MIB = 1024 * 1024
MINUTE = 60
NOTHING: Mapping[str, Note] = {}


class Link(NamedTuple):
    """A recording on another site: nothing of that site is loaded with our page."""

    url: str
    service: str
    cost: str  # «38 мин, 220 МБ» as the author tells; may be empty
    wait: int | None  # minutes on a slow line, 0: less than one; None: nobody knows the size
    dead_since: str = ""  # the day since which it does not open, as the look at links has found


class Played(NamedTuple):
    """A file of the recording, and how many minutes it loads whole on a slow line (0: less than one)."""

    row: FileRow
    wait: int


@dataclass(frozen=True, slots=True)
class Video:
    """What is watched: files that a browser plays, what it does not play, the light variant, a link."""

    link: Link | None
    played: tuple[Played, ...]
    saved: tuple[Played, ...]  # recordings that are only saved: a browser does not play them
    light: Played | None
    poster: str
    spoken: str
    adults: str
    stream: Stream | None
    live: Link | None  # where the stream goes on


def video_of(row: Material, *, zone: str, at: datetime, notes: Mapping[str, Note]) -> Video | None:
    """The video of a material; None, without a query, where there is nothing to watch.

    `notes` is what is known of its links by address. The row of `Recording` comes with the material
    (`select_related`); its files cost one query.
    """
    shown = getattr(row, "recording", None)
    if shown is None or not shown.is_watched:
        return None
    rows = files.files_of(PUBLICATION_FILES, [row.pk]).get(row.pk, [])
    light = _light(shown, rows)
    films = [one for one in rows if one.kind == "video" and one is not light]
    pictures = [one.thumb(960) for one in rows if one.is_image]
    return Video(
        link=_link(shown, notes), light=_played(light) if light else None,
        played=tuple(_played(one) for one in films if one.is_played),
        saved=tuple(_played(one) for one in films if not one.is_played),
        poster=pictures[0] if pictures else "", spoken=shown.spoken, adults=_adults(shown),
        stream=stream_of(shown, zone, at), live=_live(shown),
    )  # fmt: skip


def _light(shown: Recording, rows: Sequence[FileRow]) -> FileRow | None:
    """The smallest of several recordings, where the author has said that it is for a slow line."""
    recorded = [one for one in rows if one.kind in RECORDINGS]
    if not shown.has_light or len(recorded) + bool(shown.link) < 2:
        return None
    return min(recorded, key=lambda one: one.size)


def _played(row: FileRow) -> Played:
    return Played(row, _wait(row.size))


def links_of(publication_id: int) -> dict[str, str]:
    """The outer link of a material's video: it is asked whether it still opens, as links of a text are."""
    rows = Recording.objects.filter(pk=publication_id, is_watched=True).exclude(link="")
    return dict.fromkeys(rows.values_list("link", flat=True), "Видео")


def _link(shown: Recording, notes: Mapping[str, Note] = NOTHING) -> Link | None:
    if not shown.link:
        return None
    note = notes.get(shown.link)
    size = (shown.megabytes or 0) * MIB
    told = [f"{shown.minutes}\xa0мин"] if shown.minutes else []
    if size:
        told.append(size_in_words(size))
    return Link(
        shown.link, service_of(shown.link), ", ".join(told), _wait(size) if size else None,
        date_of(timezone.localdate(note.dead_since)) if note and note.dead_since else "",
    )  # fmt: skip


def _live(shown: Recording) -> Link | None:
    link = shown.live_link
    return Link(link, service_of(link), "", None) if link else None


def _wait(size: int) -> int:
    """Minutes that a slow line takes for so many bytes, the begun one too; 0 for less than one."""
    minutes = size * 8 / SLOW_LINE / MINUTE
    return ceil(minutes) if minutes >= 1 else 0


def _adults(shown: Recording) -> str:
    if shown.adults == Adults.SHOWN:
        return "Взрослые показаны с их письменного согласия" if shown.agreed_at else ""
    return ""


def recording_words(row: Material) -> list[tuple[str, str]]:
    """The video in words, for papers, archives and versions; empty ones left out."""
    shown = recording_of(row)
    link, live = _link(shown), _live(shown)
    zone = row.publication.district.time_zone
    begins = moment_of(shown.starts_at, zone) if shown.starts_at else ""
    parts = (
        ("Прямой эфир", f"{begins}, {live.service}: {live.url}" if live else ""),
        ("Видео", f"{link.service}: {link.url}" if link else ""),
        ("Сколько идёт и весит", link.cost if link else ""),
        ("Взрослые на видео", _adults(shown)),
        ("Что сказано", shown.spoken),
    )
    return [(name, words) for name, words in parts if words]
