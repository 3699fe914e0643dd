"""The job process of `staffroom serve`: the queue's worker under the supervisor."""

import select
import signal

from staffroom.core.jobs.worker import Worker


def work(*, orphaned: int) -> None:
    """Do jobs until SIGTERM, or until `orphaned` is readable (the supervisor is gone)."""
    stop: list[int] = []
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda number, _frame: stop.append(number))

    def pause(seconds: float) -> bool:
        if stop:
            return True
        gone, _, _ = select.select([orphaned], [], [], seconds)
        return bool(gone or stop)

    Worker(pause=pause).run()
