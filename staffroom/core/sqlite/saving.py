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

from staffroom.core.sqlite.base import DatabaseWrapper

_seen: set[tuple[int, int]] = set()  # logs whose name is on the disk as well


def put_off() -> bool:
    """From now on new connections of this process do not wait for the disk.

    Returns:
        False where it cannot be done (another database): commits go on to wait themselves.
    """
    if connection.vendor != "sqlite" or not hasattr(os, "fdatasync"):
        return False
    DatabaseWrapper.synchronous = "NORMAL"
    return True


def has_written() -> bool:
    """True when this thread may have committed something since it asked before."""
    return bool(connection.has_written())  # type: ignore[attr-defined]  # of our backend: see `put_off`


def sync() -> None:
    """Return when everything that was committed before the call, by any process, is on the disk.

    Raises:
        OSError: the disk does not take it.
    """
    log = Path(f"{connection.settings_dict['NAME']}-wal")
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
