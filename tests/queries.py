"""Rule 9: a list page costs the same literal number of queries for 1 and for 30 rows."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

FEW, MANY = 1, 30


def queries_of(client: Client, url: str, **headers: Any) -> list[str]:
    """The SQL of one GET that answers 200; a first GET has filled what is kept between requests."""
    assert client.get(url, **headers).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        response = client.get(url, **headers)
    assert response.status_code == 200
    return [
        query["sql"]
        for query in seen.captured_queries
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]


def assert_queries_constant(
    client: Client, url: str, make_rows: Callable[[int], object], *, expected: int, **headers: Any
) -> None:
    """Make 1 row and ask, then 29 more and ask: both times exactly `expected` queries.

    `make_rows(n)` adds n rows to the list that the page shows.
    """
    make_rows(FEW)
    few = queries_of(client, url, **headers)
    make_rows(MANY - FEW)
    many = queries_of(client, url, **headers)
    counts = (len(few), len(many))
    assert counts == (expected, expected), "\n".join(many)


def assert_each_constant(
    pages: Sequence[tuple[Client, str, int]], make_rows: Callable[[int], object]
) -> None:
    """As `assert_queries_constant`, for some pages that the same rows stand on: browser, address, expected."""
    counts = []
    for n in (FEW, MANY - FEW):
        make_rows(n)
        counts.append({url: len(queries_of(client, url)) for client, url, _expected in pages})
    expected = {url: asked for _client, url, asked in pages}
    assert counts == [expected, expected], counts
