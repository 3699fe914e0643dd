"""What every test stands on: a quick database, a still clock, no outer network, clause markers."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
import gc
import json
import os
from pathlib import Path
import socket
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.backends.sqlite3.base import Database  # type: ignore[attr-defined]  # the driver module
from django.template import engines
from jinja2 import FileSystemBytecodeCache
import pytest
import time_machine

from tests.config.running import SHARED, migrated, migrated_on_postgres

MOMENT = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)  # a Monday, 12:30 in Moscow


class OuterNetworkError(RuntimeError):
    """A test tried to leave the machine."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """In a whole run SQLite's tables come from the folder that its parts share: nothing is left to migrate."""
    if connection.vendor != "sqlite" or not os.environ.get(SHARED):
        yield
        return
    name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]  # SQLite's own
    memory = Database.connect(name, uri=True)
    source = Database.connect(migrated() / "staffroom.sqlite3")
    source.backup(memory)
    source.close()
    yield
    memory.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Every table counts its rows from a number of its own.

    While all of them begin with 1, a community's id asked for where a district's belongs finds a row by chance.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        for place, table in enumerate(tables, start=1):
            for counter in connection.introspection.get_sequences(cursor, table):
                _count_from(cursor, table, counter["column"], place * 1_000)


def _count_from(cursor: Any, table: str, column: str, first: int) -> None:
    if connection.vendor == "postgresql":
        sql = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
        cursor.execute(sql, [f'"{table}"', column, first])
        return
    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])


@pytest.fixture(autouse=True)
def _no_outer_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection but those to this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0])
            if not (host.startswith("127.") or host in {"::1", "localhost"}):
                message = f"a test asked for {host}: the outer world is closed here"
                raise OuterNetworkError(message)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def at() -> datetime:
    """The moment at which things happen in a test, told to actions."""
    return MOMENT


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """The clock stands at `MOMENT`; `frozen.shift(seconds)` moves it."""
    with time_machine.travel(MOMENT, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Nothing kept between requests of another test: counters of attempts, cached pages."""
    cache.clear()


# ---- markers of requirement rows: what passed is written for `make clauses` --------------------

_clauses: dict[str, dict[str, str]] = defaultdict(dict)


def _rows() -> set[str]:
    lines = (Path(__file__).parent.parent / "docs/requirements.tsv").read_text(encoding="utf-8")
    return {line.partition("\t")[0] for line in lines.splitlines()[1:]}


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"}) or any(item.iter_markers("django_db"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a marker that names no row; on the second database run what asks a database."""
    if os.environ.get("STAFFROOM_TEST_ONLY_DATABASE"):
        left = [
            one for one in items if not _asks_the_database(one) or any(one.iter_markers("once"))
        ]
        config.hook.pytest_deselected(items=left)
        items[:] = [one for one in items if _asks_the_database(one)]
        items[:] = [one for one in items if not any(one.iter_markers("once"))]
    rows = _rows()
    for item in items:
        for mark in item.iter_markers("clause"):
            unknown = set(mark.args) - rows
            if unknown:
                message = f"{item.nodeid}: no such requirement rows: {sorted(unknown)}"
                raise pytest.UsageError(message)


def pytest_collection_finish() -> None:
    """Let the collector go on (see the settings), over what is made from now on, and seldom.

    Have the tables that all parts begin with made before any test counts its seconds.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    if not os.environ.get(SHARED):
        return
    compiled = migrated() / "cache" / "templates"
    engines.all()[0].env.bytecode_cache = FileSystemBytecodeCache(str(compiled), "%s.safe")  # type: ignore[attr-defined]
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_on_postgres()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Keep the outcome of every test that carries a row."""
    report = yield
    codes = [code for mark in item.iter_markers("clause") for code in mark.args]
    for code in codes:
        before = _clauses[code].get(item.nodeid, "passed")
        if report.when == "call" or report.outcome != "passed":
            _clauses[code][item.nodeid] = report.outcome if before == "passed" else before
    return report


def pytest_sessionfinish() -> None:
    """Write the outcomes where `make test` asked for them."""
    path = os.environ.get("STAFFROOM_TEST_CLAUSES")
    if path:
        Path(path).write_text(json.dumps(_clauses, ensure_ascii=False, indent=1), encoding="utf-8")
