"""When things happen in a demonstration: teachers write between seven in the morning and ten at night."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar
from zlib import crc32
from zoneinfo import ZoneInfo

from django.utils import timezone

from staffroom.core import clock

P = ParamSpec("P")
R = TypeVar("R")
MORNING, NIGHT = 7, 22


def awake(at: datetime, zone: str) -> datetime:
    """The moment itself by day; a moment of the night becomes the morning after it, in the same order."""
    local = timezone.localtime(at, ZoneInfo(zone))
    if MORNING <= local.hour < NIGHT:
        return at
    night = local.replace(hour=NIGHT, minute=0, second=0)
    if local.hour < MORNING:
        night -= timedelta(days=1)
    morning = night + timedelta(hours=24 - NIGHT + MORNING)
    return morning + (local - night) / 9


def day_of(row: str, now: datetime, days_ago: int, zone: str) -> datetime:
    """The moment of something that many days ago: not all things at the same hour."""
    earlier = timedelta(minutes=crc32(row.encode()) % 540) if days_ago > 1 else timedelta()
    return awake(now - timedelta(days=days_ago, hours=3) - earlier, zone)


def day_in(words: str | None) -> date | None:
    """The day that a text names, if it names one."""
    return datetime.fromisoformat(words).date() if words else None


def dated(act: Callable[P, R]) -> Callable[P, R]:
    """An act whose `at` is the moment of everything in it: the journal and the notices of its facts say so."""
    asked = signature(act)

    @wraps(act)
    def on_its_day(*args: P.args, **kwargs: P.kwargs) -> R:
        with clock.told(asked.bind(*args, **kwargs).arguments["at"]):
            return act(*args, **kwargs)

    return on_its_day
