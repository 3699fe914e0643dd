"""Waiting for the disk beside the page thread: answers that wait at the same time share one sync."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


class Disk:
    """One sync at a time; whoever comes while one runs waits for the next, together with others."""

    def __init__(self, sync: Callable[[], None]) -> None:
        """`sync` returns when all that was committed before its call is on the disk."""
        self.sync = sync
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="disk")
        self.turn = asyncio.Lock()
        self.coming: asyncio.Task[None] | None = None

    async def reached(self) -> None:
        """Return when what this process committed before is on the disk.

        Raises:
            OSError: the disk does not take it.
        """
        if self.coming is None:  # one that runs already may have begun before our commit
            self.coming = asyncio.get_running_loop().create_task(self._next())
        await asyncio.shield(self.coming)

    async def _next(self) -> None:
        async with self.turn:
            self.coming = None
            await asyncio.get_running_loop().run_in_executor(self.thread, self.sync)
