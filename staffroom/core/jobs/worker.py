"""Running jobs: one attempt, everything due at once, or for ever until told to stop."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
import logging
import os
import secrets
import signal
import threading
import time
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections, transaction

from staffroom.core import clock
from staffroom.core.jobs import queue
from staffroom.core.jobs.declare import MOST_TOGETHER, Job, TryLater, registry
from staffroom.core.models import QueuedJob

log = logging.getLogger(__name__)

PULSE = 20  # seconds between signs of life of a long job
HOUSEKEEPING = 5  # seconds between looks at the schedules and at dead workers
REST = 1.0  # seconds in which calls that are made together gather
STUCK = 70  # exit code of a worker whose job could not be interrupted


class TooLong(BaseException):
    """The attempt took too long; not an Exception, so that no job swallows it."""


class Superseded(Exception):
    """The attempt was believed dead and given to another worker: undo what it did."""


@dataclass(slots=True)
class Tally:
    """What a run has done."""

    done: int = 0
    failed: int = 0


def run_once(*, at: datetime | None = None, limit: int = 100_000) -> Tally:
    """Do everything that is due at a moment (default: now), schedules included, and return.

    Failed jobs wait for their next attempt; what the jobs themselves enqueue is done as well.
    """
    with clock.told(at):
        queue.recover(at=clock.now())
        queue.tick(at=clock.now())
        tally = Tally()
        worker = name()
        for _ in range(limit):
            rows = queue.claim(worker=worker, at=clock.now())
            if not rows:
                break
            done = perform(rows)
            tally.done += done
            tally.failed += len(rows) - done
        return tally


def name() -> str:
    """This worker: machine and process, so that a dead one is known, and a random part."""
    return f"{queue.HOST}:{os.getpid()}/{secrets.token_hex(4)}"


def perform(rows: Sequence[QueuedJob]) -> int:
    """Make one attempt at a claimed call, or at calls that are made together; how many are done.

    Failures are recorded, never raised. When calls fail together, each is tried alone.
    """
    known = registry.get(rows[0].name)
    if known is None:
        reason = f"В этой версии сайта нет задания «{rows[0].name}»."
        return _put_off(rows, None, reason)
    try:
        with _deadline(known.timeout):
            if known.ahead:
                known.ahead([row.kwargs for row in rows])
            with _whole(is_whole=known.atomic):
                _call(known, rows)
                _finish(rows)
    except TooLong:
        reason = f"Задание не уложилось в отведённое время ({known.timeout} с)."
        log.warning("job %s took more than %s s", known.name, known.timeout)
        return _put_off(rows, known, reason)
    except Exception as problem:  # noqa: BLE001 - told in `_failed`
        if len(rows) > 1:
            log.warning("calls of %s fail together: each alone now", known.name)
            return sum(perform([row]) for row in rows)
        return _failed(known, rows, problem)
    return len(rows)


def _failed(known: Job[...], rows: Sequence[QueuedJob], problem: Exception) -> int:
    if isinstance(problem, Superseded):
        return 0
    if isinstance(problem, TryLater):
        return _put_off(rows, known, problem.reason, problem.seconds)
    log.error("job %s (%s) failed", known.name, rows[0].pk, exc_info=problem)
    reason = (
        f"Ошибка {type(problem).__name__}: подробности в журнале сервера, задание {rows[0].pk}."
    )
    return _put_off(rows, known, reason)


def _put_off(
    rows: Sequence[QueuedJob], known: Job[...] | None, reason: str, seconds: int | None = None
) -> int:
    for row in rows:
        queue.put_off(row, known, reason=reason, seconds=seconds, at=clock.now())
    return 0


def _call(known: Job[...], rows: Sequence[QueuedJob]) -> None:
    if known.together:
        known.work([row.kwargs for row in rows])
    else:
        known.work(**{key: value for key, value in rows[0].kwargs.items() if key in known.known})


def _finish(rows: Sequence[QueuedJob]) -> None:
    if not queue.finish(rows, at=clock.now()):
        raise Superseded


@contextmanager
def _whole(*, is_whole: bool) -> Iterator[None]:
    if not is_whole:
        yield
        return
    with transaction.atomic():
        yield


@contextmanager
def _deadline(seconds: int) -> Iterator[None]:
    """Interrupt the main thread's work after so many seconds (elsewhere only the lease counts)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(signum: int, frame: FrameType | None) -> None:
        raise TooLong

    old_handler = signal.signal(signal.SIGALRM, interrupt)
    old_left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    began = time.monotonic()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old_handler)
        if old_left:  # somebody else's alarm was running: give it back what is left
            left = max(old_left - (time.monotonic() - began), 0.001)
            signal.setitimer(signal.ITIMER_REAL, left)


class Worker:
    """A process's endless run: claims, performs, ticks schedules, gives signs of life."""

    def __init__(
        self, *, pause: Callable[[float], bool], between: Callable[[], None] = lambda: None,
        poll: float = 0.5,
    ) -> None:  # fmt: skip
        """`pause(seconds)` sleeps and answers True when it is time to stop; `between` is done after each claim."""
        self.name = name()
        self.pause, self.between = pause, between
        self.poll = poll
        self.rows: list[QueuedJob] = []
        self.rested: dict[str, float] = {}
        self.began = 0.0
        self.is_stopping = False

    def run(self) -> None:
        """Work until told to stop; the job at hand is finished first."""
        threading.Thread(target=self._pulse, name="pulse", daemon=True).start()
        kept_at = 0.0
        while not self.is_stopping:
            idle = True
            try:
                if time.monotonic() - kept_at > HOUSEKEEPING:
                    kept_at = time.monotonic()
                    queue.recover(at=clock.now())
                    queue.tick(at=clock.now())
                idle = not self._one()
                self.between()
            except DatabaseError:
                log.exception("the queue is out of reach")
                connections.close_all()
            close_old_connections()
            if self.pause(self.poll if idle else 0):
                self.is_stopping = True

    def _one(self) -> bool:
        rows = queue.claim(worker=self.name, at=clock.now(), resting=self._resting())
        if not rows:
            return False
        self.began, self.rows = time.monotonic(), rows
        try:
            perform(rows)
        finally:
            self.rows = []
        known = registry.get(rows[0].name)
        if known and known.together and len(rows) < MOST_TOGETHER:
            self.rested[known.name] = time.monotonic()
        return True

    def _resting(self) -> list[str]:
        """Jobs whose calls gather: made together a moment ago."""
        now = time.monotonic()
        return [name for name, since in self.rested.items() if now - since < REST]

    def _pulse(self) -> None:
        """Extend the lease of a long job; leave the process when a job cannot be interrupted."""
        while True:
            time.sleep(PULSE)
            rows = self.rows
            if not rows or time.monotonic() - self.began < PULSE:
                continue
            known = registry.get(rows[0].name)
            if known and time.monotonic() - self.began > known.timeout + PULSE:
                log.critical("job %s cannot be interrupted: the worker leaves", known.name)
                os._exit(STUCK)
            try:
                queue.extend(rows, until=clock.now() + timedelta(seconds=3 * PULSE))
            except DatabaseError:
                log.warning("no sign of life for job %s", rows[0].name)
            finally:
                connections.close_all()
