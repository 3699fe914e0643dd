"""What the technician asks of the queue."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from staffroom.core.jobs.declare import registry
from staffroom.core.models import QueuedJob

State = QueuedJob.State


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedJob:
    """A parked job: its title and reason are Russian and carry no personal data."""

    id: int
    name: str
    title: str
    attempts: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsHealth:
    """Counts by state, seconds that the oldest due job has waited, and the parked ones."""

    waiting: int
    running: int
    done: int
    parked: int
    oldest_seconds: int
    failed: tuple[FailedJob, ...]


def waiting_post(*, at: datetime) -> tuple[int, int]:
    """Letters that wait: those that are due, and those put off (quiet hours, a server that is away)."""
    names = [name for name, known in registry.items() if known.is_post]
    rows = QueuedJob.objects.filter(state=State.WAITING, name__in=names)
    return rows.filter(run_at__lte=at).count(), rows.filter(run_at__gt=at).count()


def health(*, at: datetime, limit: int = 50) -> JobsHealth:
    """The queue's state at a moment, in three queries."""
    rows = QueuedJob.objects.values_list("state").annotate(n=Count("id")).order_by("state")
    counts = dict(rows)
    due = QueuedJob.objects.filter(state=State.WAITING, run_at__lte=at)
    oldest = due.aggregate(oldest=Min("run_at"))["oldest"]
    parked = QueuedJob.objects.filter(state=State.PARKED).order_by("-finished_at", "-id")[:limit]
    return JobsHealth(
        waiting=counts.get(State.WAITING, 0),
        running=counts.get(State.RUNNING, 0),
        done=counts.get(State.DONE, 0),
        parked=counts.get(State.PARKED, 0),
        oldest_seconds=int((at - oldest).total_seconds()) if oldest else 0,
        failed=tuple(
            FailedJob(
                id=row.pk,
                name=row.name,
                title=registry[row.name].title if row.name in registry else row.name,
                attempts=row.attempts,
                reason=row.reason,
                at=row.finished_at or row.run_at,
            )
            for row in parked
        ),
    )
