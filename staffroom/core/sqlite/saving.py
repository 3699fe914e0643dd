"""Commits of a web process reach the disk after the writing lock is given back, several at once.

SQLite (`synchronous=FULL`) waits for the disk within each commit, while everybody else waits for the
lock. A process that has called `put_off` commits without that wait (`NORMAL`) and promises that no
answer leaves it before `sync`, begun after the commit, has ended (docs/adr/0017).

Nothing else changes: a killed process loses nothing, for what is committed is in the system's hands;
after a power cut the log is read up to its first torn record, so later commits never stand without
earlier ones; what is moved from the log into the database is synced by SQLite itself before and after.
"""

import os
from pathlib import Path

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from staffroom.core.sqlite.base import DatabaseWrapper

SHORT_LOG = 4 * 1024**2  # bytes: not worth looking into
LONG_LOG = 4_000  # pages of 4 KiB that the worker leaves in the log
LONGEST_LOG = 16_000  # pages at which a page process moves them itself: no worker has for long
A_MOMENT = 50  # ms

_seen: set[tuple[int, int]] = set()  # logs whose name is on the disk as well


def put_off() -> bool:
    """From now on new connections of this process do not wait for the disk.

    Returns:
        False where it cannot be done (another database): commits go on to wait themselves.
    """
    if connection.vendor != "sqlite" or not hasattr(os, "fdatasync"):
        return False
    DatabaseWrapper.synchronous, DatabaseWrapper.longest_log = "NORMAL", LONGEST_LOG
    return True


def shorten_log(line: BaseDatabaseWrapper) -> None:
    """Move what stands in the log into the database, and begin a long log anew.

    For the worker, between two jobs: pages do not wait for it. As long as somebody writes, the end of
    the log runs ahead of whoever moves it, so the last pages of a long one are moved with the writing
    lock; a reader who still needs the old ones is waited for a moment only, the next time will do.
    """
    if line.vendor != "sqlite" or not _is_long(_log(line)):
        return
    with line.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        _busy, pages, _moved = cursor.fetchone()
        if pages <= LONG_LOG:
            return
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={A_MOMENT}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={patience}")


def _is_long(log: Path) -> bool:
    try:
        return log.stat().st_size > SHORT_LOG
    except FileNotFoundError:
        return False


def _log(line: BaseDatabaseWrapper) -> Path:
    return Path(f"{line.settings_dict['NAME']}-wal")


def has_written() -> bool:
    """True when this thread may have committed something since it asked before."""
    return bool(connection.has_written())  # type: ignore[attr-defined]  # of our backend: see `put_off`


def sync() -> None:
    """Return when everything that was committed before the call, by any process, is on the disk.

    Raises:
        OSError: the disk does not take it.
    """
    log = _log(connection)
    try:
        descriptor = os.open(log, os.O_RDONLY)
    except FileNotFoundError:
        return  # whoever closed the last connection has moved the log into the database, and synced both
    try:
        os.fdatasync(descriptor)
        found = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    if (found.st_dev, found.st_ino) not in _seen:
        _sync_name(log.parent)
        _seen.add((found.st_dev, found.st_ino))


def _sync_name(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
