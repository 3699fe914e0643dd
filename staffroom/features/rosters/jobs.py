"""What time brings: appointments that begin or end today."""

import logging

from staffroom.core.clock import now
from staffroom.core.errors import DomainError
from staffroom.core.jobs import every, job
from staffroom.features.rosters.actions import appointing
from staffroom.features.rosters.queries import appointments as queries

log = logging.getLogger("staffroom.rosters")


@every("*/10 * * * *")
@job(title="Назначения: первый и последний день", queue="slow", unique=True, timeout=120)
def keep_appointments() -> None:
    """Powers begin on the day that the order names, and end after the last one."""
    at = now()
    for one in queries.due_to_begin(at=at):
        appointing.begin(appointment=one, since=queries.begins_at(one) or at)
    for one, ends in queries.due_to_end(at=at):
        try:
            appointing.end(appointment=one, at=ends)
        except DomainError as refusal:
            log.warning("appointment stays", extra={"appointment": one.pk, "why": refusal.message})
