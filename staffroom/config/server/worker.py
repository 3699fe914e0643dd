"""The job process of `staffroom serve`: the queue's worker under the supervisor."""

import os
import select
import signal

from django.db import connection

from staffroom.core.jobs.worker import Worker
from staffroom.core.sqlite import saving

YIELDS = 5  # pages come first: by this weight three quarters of a core that both want


def work(*, orphaned: int) -> None:
    """Do jobs until SIGTERM, or until `orphaned` is readable (the supervisor is gone)."""
    os.nice(YIELDS)
    stop: list[int] = []
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda number, _frame: stop.append(number))

    def pause(seconds: float) -> bool:
        if stop:
            return True
        gone, _, _ = select.select([orphaned], [], [], seconds)
        return bool(gone or stop)

    Worker(pause=pause, between=lambda: saving.shorten_log(connection)).run()
