"""The floor's own repeated jobs: forgetting what nobody needs any more."""

from staffroom.core import idempotency, live
from staffroom.core.clock import now
from staffroom.core.jobs import queue
from staffroom.core.jobs.declare import every, job


@every("7 * * * *")
@job(title="Уборка служебных таблиц", queue="slow", timeout=300, unique=True)
def sweep_floor() -> None:
    """Old jobs, live events that nobody can replay, keys of forms sent days ago."""
    at = now()
    queue.prune(at=at)
    live.prune(at=at)
    idempotency.prune(at=at)
