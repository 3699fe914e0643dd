"""Live streams in words: what goes on, when it begins, whether its recording is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from staffroom.features.materials.models import Recording
from staffroom.features.materials.registry import USUAL_STREAM
from staffroom.ui.words import MONTHS_OF, going


def moment_of(at: datetime, zone: str) -> str:
    """«25 ноября 2026 в 15:00» by the district's clock."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {MONTHS_OF[local.month]} {local.year} в {local:%H:%M}"


def state_of(starts_at: datetime, planned: int | None, at: datetime) -> str:
    """`ahead`, `now` or `past`."""
    return going(starts_at, starts_at + timedelta(minutes=planned or USUAL_STREAM), at)


@dataclass(frozen=True, slots=True)
class Stream:
    """A live stream as its readers see it; `state` is ahead, now or past."""

    state: str
    when: str
    planned: int
    is_recorded: bool


def stream_of(row: Recording, zone: str, at: datetime) -> Stream | None:
    """The stream of a material; None where there is none."""
    if row.starts_at is None:
        return None
    return Stream(
        state_of(row.starts_at, row.planned, at), moment_of(row.starts_at, zone),
        row.planned or USUAL_STREAM, row.added_at is not None,
    )  # fmt: skip


def in_a_list(
    starts_at: datetime | None, planned: int | None, *, is_watched: bool, is_recorded: bool, zone: str,
    at: datetime,
) -> str:  # fmt: skip
    """What a row of the bank says of the video; empty where there is none."""
    if starts_at is None:
        return "Видео" if is_watched else ""
    state = state_of(starts_at, planned, at)
    if state == "ahead":
        return f"Эфир {moment_of(starts_at, zone)}"
    if state == "now":
        return "Эфир идёт сейчас"
    return "Запись эфира" if is_recorded else "Эфир закончился"
