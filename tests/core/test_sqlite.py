"""The writing lock of SQLite: whoever wants it asks until it is free, and not for ever."""

from pathlib import Path
import threading
import time
from typing import Any

from django.db import OperationalError, connections
import pytest

from staffroom.core.sqlite.base import DatabaseWrapper

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def opened(file: Path, patience: float) -> DatabaseWrapper:
    """A connection of ours to a database of its own."""
    settings: dict[str, Any] = {
        **connections.settings["default"],
        "NAME": str(file),
        "OPTIONS": {
            "timeout": patience, "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;", "check_same_thread": False,
        },
    }  # fmt: skip
    made = DatabaseWrapper(settings, "beside")
    made.inc_thread_sharing()
    made.connect()
    return made


def begin(line: DatabaseWrapper) -> None:
    line._start_transaction_under_autocommit()


def patience_of(line: DatabaseWrapper) -> int:
    """What SQLite itself waits for other statements, in milliseconds."""
    return int(line.connection.execute("PRAGMA busy_timeout").fetchone()[0])


def test_who_waits_for_the_lock_gets_it_when_it_is_free(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "a.sqlite3", 30), opened(tmp_path / "a.sqlite3", 30)
    begin(first)
    has_begun = threading.Event()

    def wait() -> None:
        begin(second)
        has_begun.set()
        second.connection.rollback()

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.05)
    assert not has_begun.is_set()
    first.connection.commit()
    waiting.join(30)
    assert has_begun.is_set()
    assert patience_of(second) == 30_000
    first.close()
    second.close()


def test_patience_ends_and_other_statements_keep_theirs(tmp_path: Path) -> None:
    first, second = opened(tmp_path / "a.sqlite3", 30), opened(tmp_path / "a.sqlite3", 0.05)
    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    assert patience_of(second) == 50
    first.connection.rollback()
    begin(second)
    second.connection.rollback()
    first.close()
    second.close()


def test_only_a_process_that_waits_for_the_disk_itself_commits_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = opened(tmp_path / "a.sqlite3", 1)
    monkeypatch.setattr(DatabaseWrapper, "synchronous", "NORMAL")
    quick = opened(tmp_path / "a.sqlite3", 1)
    found = [line.connection.execute("PRAGMA synchronous").fetchone()[0] for line in (usual, quick)]
    assert found == [2, 1]  # FULL, NORMAL
    usual.close()
    quick.close()


def test_a_connection_tells_once_whether_something_may_have_been_written(tmp_path: Path) -> None:
    line = opened(tmp_path / "a.sqlite3", 1)
    line.connection.execute("CREATE TABLE t (n)")
    assert not line.has_written()
    line.connection.execute("INSERT INTO t VALUES (1)")  # autocommitted
    assert line.has_written()
    line.connection.execute("SELECT n FROM t").fetchall()
    assert not line.has_written()
    begin(line)  # even when it changes nothing: it may tell of what another process has written
    line.connection.rollback()
    assert line.has_written()
    assert not line.has_written()
    line.connection.execute("INSERT INTO t VALUES (2)")
    line.close()
    assert line.has_written()
