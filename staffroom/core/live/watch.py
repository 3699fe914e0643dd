"""Noticing new rows of the event table: one watcher a process, no broker.

SQLite: `PRAGMA data_version` on a connection of its own changes when another connection commits;
asking costs microseconds. PostgreSQL: LISTEN, and the announcing transaction notifies.
"""

import asyncio
from collections.abc import Callable, Iterable
import contextlib
import json
import logging
import sqlite3
from typing import Any, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from staffroom.core.live.bus import CHANNEL
from staffroom.core.live.hub import Event

log = logging.getLogger(__name__)

LOOK = 0.025  # seconds between looks at the SQLite file
LOOK_ANYWAY = 5.0  # seconds after which PostgreSQL is asked even without a notice
PAUSE = 0.5
OVERLAP = 100  # a smaller id may be committed later than a bigger one on PostgreSQL
COLUMNS = "SELECT id, topic, kind, payload FROM core_liveevent"

HandOut = Callable[[Iterable[Event]], None]


class Watcher(Protocol):
    """Tells of events as they are committed, until cancelled."""

    async def run(self, wanted: asyncio.Event, hand_out: HandOut) -> None:
        """While `wanted` is set, hand out what is committed."""


def _event(row: tuple[int, str, str, Any]) -> Event:
    number, topic, kind, payload = row
    return Event(number, topic, kind, json.loads(payload) if isinstance(payload, str) else payload)


class SqliteWatcher:
    """Looks at the file's version; reading never waits for writers in WAL mode."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        self.parameters = {**database.get_connection_params(), "isolation_level": None}
        for ours in ("init_command", "transaction_mode"):
            self.parameters.pop(ours, None)

    def _connect(self) -> sqlite3.Connection:
        options = {**self.parameters, "timeout": 0.2, "check_same_thread": False}
        found: sqlite3.Connection = sqlite3.connect(**options)
        found.execute("PRAGMA query_only=ON")
        found.execute("PRAGMA cache_size=-256")
        return found

    async def run(self, wanted: asyncio.Event, hand_out: HandOut) -> None:
        """See `Watcher`."""
        line = self._connect()
        try:
            while True:
                await wanted.wait()
                # What is new begins where we stand now: older events are replayed on request.
                (last,) = line.execute("SELECT coalesce(max(id), 0) FROM core_liveevent").fetchone()
                version = None
                while wanted.is_set():
                    with contextlib.suppress(sqlite3.OperationalError):  # busy: look again soon
                        (now,) = line.execute("PRAGMA data_version").fetchone()
                        if now != version:
                            rows = line.execute(f"{COLUMNS} WHERE id > ? ORDER BY id", (last,))
                            events = [_event(row) for row in rows]
                            version = now
                            last = events[-1].id if events else last
                            hand_out(events)
                    await asyncio.sleep(LOOK)
        finally:
            line.close()


class PostgresWatcher:
    """Listens; after a broken line it comes back and looks what it missed."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        parameters = database.get_connection_params()
        self.parameters = {
            key: value
            for key, value in parameters.items()
            if key not in {"cursor_factory", "context", "prepare_threshold", "pool"}
        }
        self.last = 0
        self.told: set[int] = set()

    async def run(self, wanted: asyncio.Event, hand_out: HandOut) -> None:
        """See `Watcher`."""
        while True:
            await wanted.wait()
            try:
                await self._listen(hand_out)
            except Exception as problem:
                if not (
                    isinstance(problem, OSError) or type(problem).__module__ == "psycopg.errors"
                ):
                    raise
                log.warning("the event line is broken: %s", type(problem).__name__)
            await asyncio.sleep(PAUSE)

    async def _listen(self, hand_out: HandOut) -> None:
        import psycopg  # noqa: PLC0415 - an optional dependency

        line = await psycopg.AsyncConnection.connect(**self.parameters, autocommit=True)
        async with line:
            await line.execute(f"LISTEN {CHANNEL}")
            if not self.told:  # what is new begins where we stand now
                rows = await line.execute("SELECT coalesce(max(id), 0) FROM core_liveevent")
                (self.last,) = await rows.fetchone() or (0,)
                rows = await line.execute(f"{COLUMNS} WHERE id > %s", (self.last - OVERLAP,))
                self.told = {self.last, *(row[0] for row in await rows.fetchall())}
            while True:
                # No statement may run while the notices are iterated: take them, then look.
                notes = [note async for note in line.notifies(timeout=LOOK_ANYWAY, stop_after=1)]
                named = [int(note.payload) for note in notes]
                rows = await line.execute(
                    f"{COLUMNS} WHERE id > %s OR id = ANY(%s) ORDER BY id",
                    (self.last - OVERLAP, named),
                )
                events = [_event(row) for row in await rows.fetchall() if row[0] not in self.told]
                self.last = max([self.last, *(event.id for event in events)])
                self.told.update(event.id for event in events)
                self.told = {number for number in self.told if number > self.last - 2 * OVERLAP}
                hand_out(events)


def watcher() -> Watcher:
    """The watcher of the installation's database."""
    if connection.vendor == "postgresql":
        return PostgresWatcher(connection)
    return SqliteWatcher(connection)


def settled(since: int) -> int:
    """The position up to which a page that stood at `since` has heard everything.

    On PostgreSQL a smaller number may be committed after a bigger one, so a few are asked again.
    """
    return since - OVERLAP if connection.vendor == "postgresql" else since


def missed(since: int, topics: Iterable[str], *, most: int = 200) -> list[Event] | None:
    """What happened in these topics after `since`; None when it is too much or too long ago."""
    from staffroom.core.models import LiveEvent  # noqa: PLC0415 - this module is read before models

    oldest = LiveEvent.objects.order_by("id").values_list("id", flat=True).first()
    if oldest is not None and since + 1 < oldest:
        return None
    rows = LiveEvent.objects.filter(id__gt=settled(since), topic__in=list(topics)).exclude(id=since)
    rows = rows.order_by("id")
    found = [Event(*row) for row in rows.values_list("id", "topic", "kind", "payload")[: most + 1]]
    return None if len(found) > most else found
