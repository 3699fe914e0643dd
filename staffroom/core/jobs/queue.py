"""The queue's transitions: claim, finish, fail, recover, repeat, prune. Each is one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
import os
import socket

from cronsim import CronSim
from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from staffroom.core.jobs.declare import MOST_TOGETHER, Job, registry, schedules
from staffroom.core.models import QueuedJob, Schedule

State = QueuedJob.State
HOST = socket.gethostname()
KEEP_DONE = timedelta(days=1)
KEEP_PARKED = timedelta(days=90)
GRACE = timedelta(seconds=60)
KILLED = "Обработчик заданий останавливался, не закончив это задание."


def claim(*, worker: str, at: datetime, resting: Collection[str] = ()) -> list[QueuedJob]:
    """Take the next due job for this worker; no two workers get the same one.

    Usually one call or none; of a job whose calls are made together, those that wait behind it too.
    Jobs named in `resting` are left where they are.
    """
    due = QueuedJob.objects.filter(state=State.WAITING, run_at__lte=at).exclude(name__in=resting)
    due = due.order_by("priority", "run_at", "id")
    if not due.exists():  # asking takes no lock, so an idle worker disturbs nobody
        return []
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        rows = list(due[:1])
        known = registry.get(rows[0].name) if rows else None
        if known and known.together:
            rows = list(due.filter(name=known.name)[:MOST_TOGETHER])
        for row in rows:
            row.state, row.worker, row.unique_key = State.RUNNING, worker, None
            row.attempts += 1
            row.lease_until = at + timedelta(seconds=known.timeout if known else 0) + GRACE
        QueuedJob.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=State.RUNNING, worker=worker, unique_key=None, attempts=F("attempts") + 1,
            lease_until=rows[0].lease_until if rows else None,
        )  # fmt: skip
        return rows


def finish(rows: Sequence[QueuedJob], *, at: datetime) -> bool:
    """Mark the attempt's success; False when it was believed dead and runs elsewhere."""
    mine = _mine(rows).update(
        worker="", lease_until=None, state=State.DONE, finished_at=at, reason=""
    )
    return mine == len(rows)


def put_off(
    row: QueuedJob, known: Job[...] | None, *, reason: str, seconds: int | None, at: datetime
) -> None:
    """After a failed attempt: wait longer, or park it when the attempts are used up."""
    if known is None or row.attempts >= known.retries:
        _close(row, state=State.PARKED, finished_at=at, reason=reason[:300])
        return
    delay = known.delay(row.attempts) if seconds is None else timedelta(seconds=seconds)
    try:
        with transaction.atomic():
            _close(
                row,
                state=State.WAITING,
                run_at=at + delay,
                unique_key=known.key(row.kwargs),
                reason=reason[:300],
            )
    except IntegrityError:  # the same call was enqueued anew meanwhile, and will do
        _close(row, state=State.DONE, finished_at=at, reason=reason[:300])


def _close(row: QueuedJob, **change: object) -> bool:
    return _mine([row]).update(worker="", lease_until=None, **change) == 1


def _mine(rows: Sequence[QueuedJob]) -> QuerySet[QueuedJob]:
    """These calls, as far as the attempt at hand still holds them."""
    keys, worker = [row.pk for row in rows], rows[0].worker
    return QueuedJob.objects.filter(pk__in=keys, state=State.RUNNING, worker=worker)


def recover(*, at: datetime) -> int:
    """Give back the jobs of workers that are gone: on this machine at once, elsewhere by lease."""
    gone = 0
    running = QueuedJob.objects.filter(state=State.RUNNING)
    for row in running.order_by("lease_until", "id"):  # its index: done ones are a hundred thousand
        if (row.lease_until and row.lease_until < at) or _is_dead(row.worker):
            put_off(row, registry.get(row.name), reason=KILLED, seconds=row.attempts, at=at)
            gone += 1
    return gone


def _is_dead(worker: str) -> bool:
    host, _, pid = worker.partition("/")[0].rpartition(":")
    if host != HOST or not pid.isdigit() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False


def extend(rows: Sequence[QueuedJob], *, until: datetime) -> None:
    """A sign of life of a long attempt."""
    _mine(rows).update(lease_until=until)


def tick(*, at: datetime) -> int:
    """Enqueue every repeated job whose time has come; of many machines one does it."""
    rows = {row.name: row for row in Schedule.objects.filter(name__in=schedules)}
    fired = 0
    for name, cron in schedules.items():
        row = rows.get(name)
        if row is None:
            Schedule.objects.bulk_create(
                [Schedule(name=name, cron=cron, next_at=_after(cron, at))], ignore_conflicts=True
            )
        elif row.cron != cron:
            Schedule.objects.filter(pk=row.pk).update(cron=cron, next_at=_after(cron, at))
        elif row.next_at <= at:
            with transaction.atomic():
                mine = Schedule.objects.filter(pk=row.pk, next_at=row.next_at)
                if mine.update(next_at=_after(cron, at)):
                    registry[name].enqueue_at(at)
                    fired += 1
    return fired


def _after(cron: str, at: datetime) -> datetime:
    return next(CronSim(cron, at.astimezone(timezone.get_default_timezone())))


def prune(*, at: datetime) -> None:
    """Forget what was done a day ago and what was parked a season ago."""
    for state, keep in ((State.DONE, KEEP_DONE), (State.PARKED, KEEP_PARKED)):
        QueuedJob.objects.filter(state=state, finished_at__lt=at - keep).delete()


def retry(job_id: int, *, at: datetime) -> bool:
    """Give a parked job a new set of attempts; False when it is not parked any more."""
    parked = QueuedJob.objects.filter(pk=job_id, state=State.PARKED)
    return parked.update(state=State.WAITING, attempts=0, run_at=at, finished_at=None) == 1


def drop(job_id: int) -> bool:
    """Forget a parked job; False when it is not parked any more."""
    return bool(QueuedJob.objects.filter(pk=job_id, state=State.PARKED).delete()[0])
