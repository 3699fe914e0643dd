"""A mark of the whole database that changes with every commit, asked in microseconds.

What was made at a mark is still right while the mark stands: the base of caches that are never
stale and that nobody has to clear.
"""

import sqlite3
import threading

from django.db import connection

_line = threading.local()


def database_mark() -> str | None:
    """The present mark, or None where there is none (a database in memory)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Equal snapshots see equal data: each commit moves the bounds or the list in between.
            cursor.execute("SELECT pg_current_snapshot()::text")
            return str(cursor.fetchone()[0])
    name = str(connection.settings_dict["NAME"])
    if not name or "memory" in name:
        return None
    line = getattr(_line, "line", None)
    if line is None or _line.name != name:
        # A connection of its own: a connection does not see its own commits in data_version.
        line = _line.line = sqlite3.connect(f"file:{name}?mode=ro", uri=True, isolation_level=None)
        _line.name = name
    return str(line.execute("PRAGMA data_version").fetchone()[0])
