"""The clock enters at the edge: views, jobs and commands ask here, everything below is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _told.get() or timezone.now()


@contextmanager
def told(moment: datetime | None) -> Iterator[None]:
    """Inside, `now()` is the moment told (`staffroom jobs --now`); None leaves the real clock."""
    mark = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(mark)
