"""Reading many communities at once: a fixed number of queries, however many there are."""

from staffroom.overviews.desks.queries.roles import Held, Led, held
from staffroom.overviews.desks.queries.table import (
    MOST,
    communities,
    desk,
    late_duties,
    outside,
    section_map,
    soon_over,
    troubles,
)

__all__ = [
    "MOST", "Held", "Led", "communities", "desk", "held", "late_duties", "outside", "section_map",
    "soon_over", "troubles",
]  # fmt: skip
