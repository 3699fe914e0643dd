"""What colleagues look for and nobody has written (BB-2.2.b)."""

from datetime import date
from typing import NamedTuple

from staffroom.shared.search.models import Missed

SHOWN = 200


class Wanted(NamedTuple):
    """A question that found nothing: how often, since and until when. Plain values."""

    words: str
    asked_n: int
    first_on: date
    last_on: date


def wanted() -> list[Wanted]:
    """What was asked most often first."""
    rows = Missed.objects.order_by("-asked_n", "-last_on", "pk")
    fields = ("words", "asked_n", "first_on", "last_on")
    return [Wanted(*row) for row in rows.values_list(*fields)[:SHOWN]]
