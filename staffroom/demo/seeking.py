"""What colleagues of a demonstration district have looked for and not found."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from staffroom.shared.search.actions.vocabulary import keep_missed


def look_in_vain(texts: Mapping[str, Any], *, now: datetime) -> None:
    """Questions of the last weeks, as many times as the texts say, one a day."""
    for typed, times, days_ago in texts.get("searches", ()):
        for n in reversed(range(times)):
            keep_missed(typed, on=localdate(now - timedelta(days=days_ago + n)))
