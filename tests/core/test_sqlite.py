"""The writing lock of SQLite: whoever wants it asks until it is free, and not for ever."""

from pathlib import Path
import threading
import time
from typing import Any

from django.db import OperationalError, connections
import pytest

from staffroom.core.sqlite import saving
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
    monkeypatch.setattr(DatabaseWrapper, "longest_log", saving.LONGEST_LOG)
    quick = opened(tmp_path / "a.sqlite3", 1)
    for pragma, expected in (
        ("synchronous", [2, 1]),  # FULL, NORMAL
        ("wal_autocheckpoint", [1_000, 16_000]),
    ):
        lines = (usual, quick)
        assert [
            one.connection.execute(f"PRAGMA {pragma}").fetchone()[0] for one in lines
        ] == expected
    usual.close()
    quick.close()


def written(line: DatabaseWrapper, pages: int) -> None:
    """So many pages more in the log; nothing moves them by itself."""
    line.connection.execute("PRAGMA wal_autocheckpoint=0")
    line.connection.execute("CREATE TABLE IF NOT EXISTS t (n)")
    for _ in range(pages // 500):
        line.connection.execute("INSERT INTO t VALUES (zeroblob(500 * 4096))")


def log_of(line: DatabaseWrapper) -> int:
    """Pages that stand in the log."""
    return int(line.connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1])


def test_a_long_log_is_begun_anew_between_two_jobs(tmp_path: Path) -> None:
    """A short one is left alone; nothing that was written is lost."""
    page, worker = opened(tmp_path / "a.sqlite3", 30), opened(tmp_path / "a.sqlite3", 30)
    written(page, 3_000)
    saving.shorten_log(worker)
    assert log_of(page) > 3_000, "moved, and not yet begun anew"
    written(page, 2_000)

    saving.shorten_log(worker)

    page.connection.execute("INSERT INTO t VALUES (1)")
    assert log_of(page) == 1
    assert page.connection.execute("SELECT count(*) FROM t").fetchone() == (11,)
    assert patience_of(worker) == 30_000
    for line in (page, worker):
        line.close()


def test_a_log_that_somebody_reads_is_waited_for_a_moment_only(tmp_path: Path) -> None:
    page, worker = opened(tmp_path / "a.sqlite3", 30), opened(tmp_path / "a.sqlite3", 30)
    written(page, 2_500)
    reader = opened(tmp_path / "a.sqlite3", 30)
    reader.connection.execute("BEGIN DEFERRED")
    reader.connection.execute("SELECT count(*) FROM t").fetchone()
    written(page, 2_500)
    began = time.monotonic()

    saving.shorten_log(worker)

    assert time.monotonic() - began < 5
    page.connection.execute("INSERT INTO t VALUES (1)")
    assert log_of(page) > 5_000
    reader.connection.execute("COMMIT")
    saving.shorten_log(worker)
    page.connection.execute("INSERT INTO t VALUES (2)")
    assert log_of(page) == 1
    for line in (page, worker, reader):
        line.close()


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
