"""Prepared pieces of SQL shared by the hot reads: the access rule and the columns of a feed row."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from staffroom.core import prepared
from staffroom.core.viewer import Viewer

VISIBLE = "EXISTS (SELECT 1 FROM publications_reader r WHERE r.publication_id = {of} AND r.token IN ({tokens}))"


def marks(values: Iterable[Any]) -> str:
    """As many placeholders as there are values; an empty list matches nothing."""
    return ", ".join("%s" for _ in values) or "NULL"


def visible(viewer: Viewer, *, of: str = "p.id") -> tuple[str, list[int]]:
    """The access condition for the publication of this key, with its parameters."""
    if viewer.is_system:
        return "1 = 1", []
    tokens = sorted(viewer.tokens)
    return VISIBLE.format(of=of, tokens=marks(tokens)), tokens


def rows(statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement and take all its rows."""
    return prepared.rows(statement, params)


def moment(value: Any) -> datetime | None:
    """A moment as the driver gives it: SQLite gives text in UTC, PostgreSQL an aware moment."""
    if value is None or isinstance(value, datetime):
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def surely(value: Any) -> datetime:
    """A moment that is never empty."""
    found = moment(value)
    if found is None:
        message = "a moment is missing in a row that must have one"
        raise ValueError(message)
    return found


def bound(value: datetime) -> Any:
    """A moment as a parameter of raw SQL on either database."""
    return connection.ops.adapt_datetimefield_value(value)
