"""Running jobs: one attempt, everything due at once, or for ever until told to stop."""

from collections.abc import Callable, Iterator
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
from staffroom.core.jobs.declare import TryLater, registry
from staffroom.core.models import QueuedJob

log = logging.getLogger(__name__)

PULSE = 20  # seconds between signs of life of a long job
HOUSEKEEPING = 5  # seconds between looks at the schedules and at dead workers
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
            row = queue.claim(worker=worker, at=clock.now())
            if row is None:
                break
            if perform(row):
                tally.done += 1
            else:
                tally.failed += 1
        return tally


def name() -> str:
    """This worker: machine and process, so that a dead one is known, and a random part."""
    return f"{queue.HOST}:{os.getpid()}/{secrets.token_hex(4)}"


def perform(row: QueuedJob) -> bool:
    """Make one attempt; True when the work is done. Failures are recorded, never raised."""
    known = registry.get(row.name)
    if known is None:
        reason = f"В этой версии сайта нет задания «{row.name}»."
        queue.put_off(row, None, reason=reason, seconds=None, at=clock.now())
        return False
    call = {key: value for key, value in row.kwargs.items() if key in known.known}
    seconds = None
    try:
        with _deadline(known.timeout), _whole(is_whole=known.atomic):
            known.work(**call)
            _finish(row)
        return True
    except TryLater as pause:
        reason, seconds = pause.reason, pause.seconds
    except TooLong:
        reason = f"Задание не уложилось в отведённое время ({known.timeout} с)."
        log.warning("job %s took more than %s s", row.name, known.timeout)
    except Superseded:
        return False
    except Exception as problem:
        reason = (
            f"Ошибка {type(problem).__name__}: подробности в журнале сервера, задание {row.pk}."
        )
        log.exception("job %s (%s) failed, attempt %s", row.name, row.pk, row.attempts)
    queue.put_off(row, known, reason=reason, seconds=seconds, at=clock.now())
    return False


def _finish(row: QueuedJob) -> None:
    if not queue.finish(row, at=clock.now()):
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

    def __init__(self, *, pause: Callable[[float], bool], poll: float = 0.5) -> None:
        """`pause(seconds)` sleeps and answers True when it is time to stop."""
        self.name = name()
        self.pause = pause
        self.poll = poll
        self.row: QueuedJob | None = None
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
            except DatabaseError:
                log.exception("the queue is out of reach")
                connections.close_all()
            close_old_connections()
            if self.pause(self.poll if idle else 0):
                self.is_stopping = True

    def _one(self) -> bool:
        row = queue.claim(worker=self.name, at=clock.now())
        if row is None:
            return False
        self.began, self.row = time.monotonic(), row
        try:
            perform(row)
        finally:
            self.row = None
        return True

    def _pulse(self) -> None:
        """Extend the lease of a long job; leave the process when a job cannot be interrupted."""
        while True:
            time.sleep(PULSE)
            row = self.row
            if row is None or time.monotonic() - self.began < PULSE:
                continue
            known = registry.get(row.name)
            if known and time.monotonic() - self.began > known.timeout + PULSE:
                log.critical("job %s cannot be interrupted: the worker leaves", row.name)
                os._exit(STUCK)
            try:
                queue.extend(row, until=clock.now() + timedelta(seconds=3 * PULSE))
            except DatabaseError:
                log.warning("no sign of life for job %s", row.name)
            finally:
                connections.close_all()
