"""The clock enters at the edge: views, jobs and commands ask here, everything below is told."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()
