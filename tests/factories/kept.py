"""A world that is built once in a process: after that its very rows are laid down again.

    @kept
    def make_world() -> World: …

Building goes through the product's own actions and takes a hundred milliseconds; laying the same rows
down takes a few. On SQLite the statements that wrote are repeated: a test begins with the counters of
rows where the first one found them, so they give the same keys. On PostgreSQL counters are not
undone, so the rows themselves are laid down under the keys of the first building, which no counter
gives again. When the test has made something before, or no transaction is open, it is built anew.

What is built must be rows and nothing else (files are for the caller), and what it returns must bear
pickling.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import wraps
import pickle
import re
from typing import Any, ParamSpec, TypeVar, cast

from django.db import connection
import time_machine

from staffroom.core.clock import now

P = ParamSpec("P")
T = TypeVar("T")

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
INTO = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE)\b", re.IGNORECASE)


@dataclass(slots=True)
class Building:
    """The statements that wrote while something was built."""

    statements: list[tuple[str, Any, bool]] = field(default_factory=list)
    is_plain: bool = True  # nothing was undone, nothing else than reading and writing happened

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Note a statement that writes."""
        if WRITES.match(sql):
            self.statements.append((sql, params, many))
        elif not READS.match(sql):
            self.is_plain = False
        return execute(sql, params, many, context)


class OnSqlite:
    """Statements, repeated from the same beginning."""

    def __init__(self) -> None:
        self.beginning = self._counters()
        self.statements: list[tuple[str, Any, bool]] = []

    @staticmethod
    def _counters() -> list[tuple[str, int]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
            return list(cursor.fetchall())

    def fits(self) -> bool:
        """True when the rows of this moment would get the keys of the first building."""
        return self._counters() == self.beginning

    def keep(self, statements: Sequence[tuple[str, Any, bool]]) -> None:
        """Keep what has been written."""
        convert = connection.create_cursor().convert_query
        self.statements = [
            (sql if params is None else convert(sql), params or (), many)
            for sql, params, many in statements
        ]

    def lay(self) -> None:
        """Write it all again."""
        cursor = connection.connection.cursor()
        for sql, params, many in self.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
        cursor.close()


class OnPostgres:
    """New rows, laid down under the keys that they had."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
            self.before = {name: set(_rows(cursor, name)) for (name,) in cursor.fetchall()}
        self.counted: tuple[str, tuple[int, ...]] = ("SELECT 1", (1,))
        self.script = ""

    def fits(self) -> bool:
        """True when the tables that were written to hold as many rows as they held."""
        asked, counts = self.counted
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return bool(cursor.fetchone() == counts)

    def keep(self, statements: Sequence[tuple[str, Any, bool]]) -> None:
        """Keep the rows that are new; those that stood before must stand as they did."""
        found = [INTO.match(sql) for sql, _params, _many in statements]
        written = list(dict.fromkeys(one[1] for one in found if one))
        script = []
        with connection.cursor() as cursor:
            for name in written:
                after, before = _rows(cursor, name), self.before[name]
                assert before <= set(after), f"a row of {name} that stood before was changed"
                new = [row for row in after if row not in before]
                if new:
                    script.append(_laying(cursor, name, new))
        self.script = ";".join(script)
        counts = ", ".join(f'(SELECT COUNT(*) FROM "{name}")' for name in written)
        self.counted = f"SELECT {counts}", tuple(len(self.before[name]) for name in written)
        self.before = {}

    def lay(self) -> None:
        """Write all rows at one go."""
        connection.connection.execute(self.script)


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
    return [column.name for column in cursor.description]


def _rows(cursor: Any, table: str) -> list[tuple[str, ...]]:
    """All rows of a table as words of SQL."""
    told = ", ".join(f'quote_nullable("{name}"::text)' for name in _columns(cursor, table))
    cursor.execute(f'SELECT {told} FROM "{table}"')
    return list(cursor.fetchall())


def _laying(cursor: Any, table: str, rows: Iterable[tuple[str, ...]]) -> str:
    """One statement for all these rows."""
    names = ", ".join(f'"{name}"' for name in _columns(cursor, table))
    values = ",".join(f"({','.join(row)})" for row in rows)
    return f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE VALUES {values}'


def kept(build: Callable[P, T]) -> Callable[P, T]:
    """Build once for each set of arguments, lay the same rows down after."""
    known: dict[Hashable, list[tuple[OnSqlite | OnPostgres, bytes]]] = defaultdict(list)

    @wraps(build)
    def laid(*args: P.args, **kwargs: P.kwargs) -> T:
        if not connection.in_atomic_block or Building in map(type, connection.execute_wrappers):
            return build(*args, **kwargs)  # a part of something kept belongs to the whole
        moment = now() if time_machine.escape_hatch.is_travelling() else None
        before = known[args, tuple(sorted(kwargs.items())), moment]
        for rows, made_before in before:
            if rows.fits():
                rows.lay()
                return cast("T", pickle.loads(made_before))
        rows = OnPostgres() if connection.vendor == "postgresql" else OnSqlite()
        building = Building()
        with connection.execute_wrapper(building):
            made = build(*args, **kwargs)
        assert building.is_plain, "what is kept may not undo a part of itself"
        rows.keep(building.statements)
        before.append((rows, pickle.dumps(made)))
        return made

    return laid
