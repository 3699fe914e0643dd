"""Django's SQLite backend on the `pysqlite3` wheel, with Cyrillic case functions.

Libraries before 3.51.3 can corrupt a WAL database, so the start is refused with them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
import random
import re
import sys
import time
from typing import Any

try:
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except (
    ImportError
):  # the wheel is made for Linux only; elsewhere the system's library is judged below
    pass

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.base import Database  # type: ignore[attr-defined]  # the driver module
from django.utils.dateparse import parse_datetime

PAUSE = (0.0002, 0.001)  # seconds between tries for the writing lock
SAFE = ((3, 51, 3),)
BACKPORTS = {(3, 50): (3, 50, 7), (3, 44): (3, 44, 6)}


@lru_cache(maxsize=5_000)
def _moment(written: bytes) -> datetime | None:
    """A moment as a row holds it, in UTC; a page reads dozens, mostly those of the page before."""
    found = parse_datetime(written.decode())
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


Database.register_converter("datetime", _moment)
Database.register_converter("timestamp", _moment)


def is_safe(version: tuple[int, int, int]) -> bool:
    """True when the library has the fix of the WAL-reset race."""
    floor = BACKPORTS.get(version[:2])
    return version >= SAFE[0] or (floor is not None and version >= floor)


class Cursor(base.SQLiteCursorWrapper):
    """Django's cursor; the marks of a statement's places are put once for each statement."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement with SQLite's own marks."""
        if param_names is None:
            return _with_marks(query)
        return str(super().convert_query(query, param_names=param_names))


@lru_cache(maxsize=500)
def _with_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")  # type: ignore[attr-defined]  # as Django does


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite with our functions; pragmas come from the settings' init_command."""

    synchronous = ""  # of a process that waits for the disk itself (`saving`)
    longest_log = (
        0  # pages of the log at which a commit moves them into the database; 0: SQLite's own 1,000
    )
    changes = 0  # rows changed on this connection when `has_written` was asked
    is_written = False  # a transaction has begun, or a connection was closed, since then

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection that knows Cyrillic case.

        Raises:
            ImproperlyConfigured: the SQLite library is one that can corrupt a WAL database.
        """
        if not is_safe(Database.sqlite_version_info):
            message = (
                f"Библиотека SQLite {Database.sqlite_version} может испортить базу. "
                "Нужна 3.51.3 или новее: запустите установку ещё раз (make run)."
            )
            raise ImproperlyConfigured(message)
        connection = super().get_new_connection(conn_params)
        if self.synchronous:
            connection.execute(f"PRAGMA synchronous={self.synchronous}")
        if self.longest_log:
            connection.execute(f"PRAGMA wal_autocheckpoint={self.longest_log}")
        self.changes = 0
        connection.create_function("like", 2, _like, deterministic=True)
        connection.create_function("like", 3, _like, deterministic=True)
        connection.create_function("lower", 1, _lower, deterministic=True)
        connection.create_function("upper", 1, _upper, deterministic=True)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ARG002 - Django's own signature
        """A cursor of ours."""
        return self.connection.cursor(factory=Cursor)

    def quick(self, sql: str, params: Sequence[Any]) -> Any:
        """The driver's own cursor with the answer to a statement, past Django's wrappers; None when they are needed.

        A tenth of a hot request went into them. They are needed where somebody listens to statements
        (tests that count them, DEBUG) and where no connection stands yet.
        """
        if self.connection is None or self.execute_wrappers or self.queries_logged:
            return None
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            return self.connection.execute(_with_marks(sql), params)

    def has_written(self) -> bool:
        """True when something may have been committed here since this was asked before."""
        changes = self.connection.total_changes if self.connection else 0
        is_written, self.is_written = self.is_written or changes != self.changes, False
        self.changes = changes
        return is_written

    def close(self) -> None:
        """Close; what was written here is not forgotten."""
        self.is_written = True
        super().close()

    def _start_transaction_under_autocommit(self) -> None:
        """Begin; when another process writes, ask again every moment until it is done.

        SQLite's own waiting sleeps longer each time, up to 100 ms: under load the lock stands free while
        all who want it sleep, and whoever came last gets it first.
        """
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        waited = 0.0
        self.is_written = True
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            while not self._has_begun(is_last=waited >= patience):
                pause = random.uniform(*PAUSE)  # noqa: S311 - no secret
                time.sleep(pause)
                waited += pause
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={patience * 1000:.0f}")

    def _has_begun(self, *, is_last: bool) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except OperationalError as refusal:
            if is_last or "locked" not in str(refusal):
                raise
            return False
        return True


@lru_cache(maxsize=512)
def _pattern(pattern: str, escape: str) -> re.Pattern[str]:
    """LIKE as a regular expression: the library's own folds the case of Latin letters only."""
    words, letters = [], iter(pattern)
    for letter in letters:
        if letter == escape:
            words.append(re.escape(next(letters, "")))
        else:
            words.append({"%": ".*", "_": "."}.get(letter) or re.escape(letter))
    return re.compile("".join(words), re.IGNORECASE | re.DOTALL)


def _like(pattern: Any, value: Any, escape: str = "") -> bool | None:
    if pattern is None or value is None:
        return None
    return _pattern(str(pattern), escape).fullmatch(str(value)) is not None


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value
