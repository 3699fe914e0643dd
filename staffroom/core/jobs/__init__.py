"""Jobs: slow or outer work, written as a row in the transaction that causes it.

    @job(title="Письма о заявке", retries=5, backoff=30)
    def send_decision(*, admission_id: int) -> None:
        actions.send_decision(admission_id=admission_id, actor=SYSTEM, at=now())

    send_decision.enqueue(admission_id=admission.pk)     # inside the action, a subscriber, …

    @every("0 7 * * 1-5")
    @job(title="Ежедневная подборка")
    def send_digests() -> None: ...

    @together(title="Поиск: новые ответы")
    def index_answers(calls: Calls) -> None: ...          # [{"comment_id": 7}, {"comment_id": 8}]

A job takes ids by keyword, tolerates repeats and unknown keywords, and makes one action call. It
runs at least once: a killed worker's job runs again. With `atomic=True` its changes and the mark
that it is done are one transaction, so they happen exactly once. `TryLater` puts it off without
noise. After `retries` failed attempts it is parked with a Russian reason that the technician sees.
"""

from staffroom.core.jobs import chores  # noqa: F401 - declared last, it uses the above
from staffroom.core.jobs.declare import (
    Calls,
    Job,
    TryLater,
    every,
    job,
    registry,
    schedules,
    together,
)
from staffroom.core.jobs.health import FailedJob, JobsHealth, health, waiting_post
from staffroom.core.jobs.queue import drop, retry
from staffroom.core.jobs.worker import run_once

__all__ = [
    "Calls",
    "FailedJob",
    "Job",
    "JobsHealth",
    "TryLater",
    "drop",
    "every",
    "health",
    "job",
    "registry",
    "retry",
    "run_once",
    "schedules",
    "together",
    "waiting_post",
]
