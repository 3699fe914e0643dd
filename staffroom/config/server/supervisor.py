"""The parent of all processes: forks them, starts the fallen again, stops them all in time.

It loads the site once and forks, so the processes share their memory and a fallen one is back in
milliseconds. It holds no connection and no thread. When the supervisor itself is killed its
children see the end of a pipe and leave.
"""

from collections.abc import Callable
import contextlib
from dataclasses import dataclass, field
from functools import partial
import gc
import logging
import os
import resource
import select
import signal
import socket
import sys
import time

from django.core.management.base import CommandError
from django.db import connections

from staffroom.config.server import worker

log = logging.getLogger(__name__)

STOP_SECONDS = 4.0
QUICK_DEATH = 2.0  # a process that lived less has died of something that will kill the next as well
PAUSE = 1.0

Run = Callable[[int, int], None]  # ready, orphaned


@dataclass(slots=True)
class Child:
    """A place for a process: what runs there and since when."""

    name: str
    run: Run
    pid: int = 0
    born_at: float = 0.0
    due_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Keeps `children` alive until a signal says to stop."""

    children: list[Child]
    on_ready: Callable[[], None]
    is_stopping: bool = field(default=False, init=False)
    ready: tuple[int, int] = field(default=(-1, -1), init=False)
    life: tuple[int, int] = field(default=(-1, -1), init=False)
    wake: tuple[int, int] = field(default=(-1, -1), init=False)

    def run(self) -> None:
        """Start everything, keep it running, return when all has stopped."""
        self.ready, self.life, self.wake = os.pipe(), os.pipe(), os.pipe()
        os.set_blocking(self.wake[1], False)
        signal.set_wakeup_fd(self.wake[1], warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, self.stop)
        gc.collect()
        gc.freeze()  # what is loaded now stays shared with the children
        waits_for = {self.ready[0], self.wake[0]}
        while not self.is_stopping:
            self._bear()
            readable, _, _ = select.select(list(waits_for), [], [], self._until_next())
            if self.wake[0] in readable:
                os.read(self.wake[0], 4096)
            if self.ready[0] in readable:
                os.read(self.ready[0], 4096)
                if self.ready[0] in waits_for:
                    self.on_ready()
                    waits_for.discard(self.ready[0])
            self._bury()
        self._end()

    def stop(self, _signum: int, _frame: object) -> None:
        """A signal has come: stop after this round."""
        self.is_stopping = True

    def _bear(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.pid == 0 and child.due_at <= now and not self.is_stopping:
                self._fork(child)

    def _fork(self, child: Child) -> None:
        child.born_at = time.monotonic()
        pid = os.fork()
        if pid:
            child.pid = pid
            return
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for signum in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
                signal.signal(signum, signal.SIG_DFL)
            for descriptor in (self.life[1], self.ready[0], *self.wake):
                os.close(descriptor)
            child.run(self.ready[1], self.life[0])
            code = 0
        except BaseException:
            log.exception("%s failed", child.name)
        finally:
            os._exit(code)

    def _until_next(self) -> float | None:
        due = [child.due_at for child in self.children if child.pid == 0]
        return max(min(due) - time.monotonic(), 0.0) if due else None

    def _bury(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            for child in self.children:
                if child.pid == pid:
                    self._lost(child, status)

    def _lost(self, child: Child, status: int) -> None:
        now = time.monotonic()
        lived = now - child.born_at
        # Killed from outside: at once. Died by itself as soon as it was born: not in a frenzy.
        is_own_fault = not os.WIFSIGNALED(status) and lived < QUICK_DEATH
        child.pid, child.due_at = 0, now + (PAUSE if is_own_fault else 0.0)
        if not self.is_stopping:
            code = os.waitstatus_to_exitcode(status)
            log.warning("%s left with %s after %.1f s, starting it again", child.name, code, lived)

    def _end(self) -> None:
        self._tell(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while any(child.pid for child in self.children) and time.monotonic() < deadline:
            select.select([self.wake[0]], [], [], 0.1)
            self._bury()
        self._tell(signal.SIGKILL)
        while any(child.pid for child in self.children):
            time.sleep(0.01)
            self._bury()

    def _tell(self, signum: int) -> None:
        for child in self.children:
            if child.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.pid, signum)


def listen(host: str, port: int, processes: int) -> list[socket.socket]:
    """A socket for each web process: the system divides new connections among them.

    Of one socket the process that wakes first takes all that wait. Held by the supervisor too, so that those
    who came to a fallen process wait for the next one. Elsewhere than on Linux one socket is shared.

    Raises:
        CommandError: the address is taken or is not ours.
    """
    try:
        alone = _bound(host, port)  # two sites at one address are refused
        if processes == 1 or sys.platform != "linux":
            sockets = [alone] * processes
        else:
            taken = alone.getsockname()[1]
            alone.close()
            sockets = [_bound(host, taken, is_divided=True) for _ in range(processes)]
    except OSError as problem:
        raise CommandError(
            f"Не удалось занять адрес {host}:{port} ({problem.strerror}). "
            f"Возможно, сайт уже запущен. Другой порт: PORT={port + 1}."
        ) from problem
    for one in sockets:
        one.listen(2048)
        one.setblocking(False)
    return sockets


def _bound(host: str, port: int, *, is_divided: bool = False) -> socket.socket:
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if is_divided:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def run(
    *, host: str, port: int, processes: int, workers: int, on_ready: Callable[[int], None]
) -> None:
    """Serve the site until a signal: `processes` web processes and `workers` of the job queue.

    `on_ready` is told the port when the first process listens.
    """
    from staffroom.config.server import web  # noqa: PLC0415 - loads the whole site

    _many_descriptors()
    sockets = listen(host, port, processes)
    site = web.Site()
    site.load()
    connections.close_all()

    def serve(own: socket.socket, ready: int, orphaned: int) -> None:
        for one in sockets:
            if one is not own:
                one.close()
        web.serve(site, own, ready=ready, orphaned=orphaned)

    def work(_ready: int, orphaned: int) -> None:
        for one in sockets:
            one.close()
        worker.work(orphaned=orphaned)

    children = [Child(f"web {n}", partial(serve, own)) for n, own in enumerate(sockets, 1)]
    children += [Child(f"jobs {number + 1}", work) for number in range(workers)]
    taken = sockets[0].getsockname()[1]
    Supervisor(children, on_ready=lambda: on_ready(taken)).run()


def _many_descriptors() -> None:
    """Each open page of a reader is a descriptor: take as many as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, 65536) if hard != resource.RLIM_INFINITY else 65536
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
