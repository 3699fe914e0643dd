"""Declaring jobs and schedules, and putting calls into the queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
import hashlib
import inspect
import json
from typing import Any, Generic, ParamSpec

from cronsim import CronSim
from django.apps import apps

from staffroom.core.clock import now
from staffroom.core.models import QueuedJob
from staffroom.core.prepared import write

P = ParamSpec("P")

QUEUES = {"urgent": 0, "default": 1, "slow": 2}
LONGEST_DELAY = timedelta(hours=6)
MOST_TOGETHER = 400  # calls in one transaction: a fifth of a second of work

Calls = Sequence[dict[str, Any]]  # the arguments of calls that are made together


class TryLater(Exception):
    """Raised by a job whose time has not come: an outer service is away, a file is not ready.

    `reason` is a Russian sentence for the technician; `seconds` the pause, or None for the job's
    own backoff.
    """

    def __init__(self, reason: str, *, seconds: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[P]):
    """A declared job: call it to do the work here and now, `enqueue` it to have it done."""

    work: Callable[P, None]
    name: str
    title: str
    queue: str
    retries: int
    backoff: int
    timeout: int
    unique: bool
    atomic: bool
    is_post: bool = False
    together: bool = False  # the work takes the arguments of all its waiting calls at once
    ahead: Callable[[Calls], None] | None = None
    known: frozenset[str] = field(default_factory=frozenset)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.work(*args, **kwargs)

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Have it done as soon as the present transaction is committed.

        Raises:
            TypeError: an argument is not by keyword.
        """
        if args:
            message = f"{self.name}: a job's arguments are keywords"
            raise TypeError(message)
        self.enqueue_at(now(), **kwargs)

    def enqueue_at(self, run_at: datetime, **kwargs: Any) -> None:
        """Have it done at a moment; a `unique` job that waits already is not doubled."""
        row: dict[str, Any] = {
            "name": self.name, "kwargs": kwargs, "priority": QUEUES[self.queue],
            "unique_key": self.key(kwargs), "enqueued_at": now(), "run_at": run_at,
        }  # fmt: skip
        if row["unique_key"] is None:
            write(QueuedJob, **row)
        else:
            # Touching the waiting row locks it on PostgreSQL until our commit, so that it cannot
            # be run between our change and its commit, when it would not yet see the change.
            QueuedJob.objects.bulk_create(
                [QueuedJob(**row)],
                update_conflicts=True,
                unique_fields=["unique_key"],
                update_fields=["enqueued_at"],
            )

    def key(self, kwargs: dict[str, Any]) -> str | None:
        """What makes two waiting calls of a unique job the same one."""
        if not self.unique:
            return None
        call = json.dumps([self.name, kwargs], sort_keys=True, default=str)
        return hashlib.sha256(call.encode()).hexdigest()

    def delay(self, attempts: int) -> timedelta:
        """The pause after that many failed attempts: it triples, six hours at most."""
        return min(timedelta(seconds=self.backoff * 3 ** min(attempts - 1, 12)), LONGEST_DELAY)


registry: dict[str, Job[...]] = {}
schedules: dict[str, str] = {}


def job(
    *,
    title: str = "",
    queue: str = "default",
    retries: int = 5,
    backoff: int = 10,
    timeout: int = 60,
    unique: bool = False,
    atomic: bool = False,
    is_post: bool = False,
) -> Callable[[Callable[P, None]], Job[P]]:
    """Declare a job.

    Args:
        title: what the technician's page calls it, in Russian.
        queue: «urgent» before «default» before «slow».
        retries: attempts before it is parked.
        backoff: seconds before the second attempt; the pause triples each time.
        timeout: seconds that one attempt may take.
        unique: one waiting call with the same arguments is enough.
        atomic: the work and its «done» are one transaction (no outer effects inside).
        is_post: its work is a letter; the technician's page counts those that wait.
    """
    if queue not in QUEUES:
        message = f"unknown queue {queue!r}"
        raise ValueError(message)

    def declare(work: Callable[P, None]) -> Job[P]:
        config = apps.get_containing_app_config(work.__module__)
        name = f"{config.label if config else work.__module__}.{work.__name__}"
        declared = Job(
            work=work,
            name=name,
            title=title or name,
            queue=queue,
            retries=retries,
            backoff=backoff,
            timeout=timeout,
            unique=unique,
            atomic=atomic,
            is_post=is_post,
            known=frozenset(inspect.signature(work).parameters),
        )
        registry[name] = declared
        return declared

    return declare


def together(
    *,
    title: str = "",
    queue: str = "default",
    retries: int = 5,
    backoff: int = 10,
    timeout: int = 60,
    ahead: Callable[[Calls], None] | None = None,
) -> Callable[[Callable[[Calls], None]], Job[...]]:
    """Declare a job whose waiting calls are made together: small work that follows frequent changes.

    The work takes the arguments of the calls, oldest first, and is atomic with their «done». When it
    fails, each call is made alone, so that a bad one stops nothing else. A worker that has made such
    calls rests from them for a moment (`worker.REST`), so that under load they come in larger groups.
    `ahead` gets the calls before the transaction: what takes long is thought out there, while others write.
    """

    def declare(work: Callable[[Calls], None]) -> Job[...]:
        declared: Job[...] = replace(
            job(title=title, queue=queue, retries=retries, backoff=backoff, timeout=timeout,
                atomic=True)(work),
            together=True, ahead=ahead,
        )  # fmt: skip
        registry[declared.name] = declared
        return declared

    return declare


def every(cron: str) -> Callable[[Job[P]], Job[P]]:
    """Repeat a declared job by a cron line in the site's time zone; missed times count once."""
    CronSim(cron, now())  # a wrong line stops the start, not the night

    def declare(repeated: Job[P]) -> Job[P]:
        schedules[repeated.name] = cron
        return repeated

    return declare
