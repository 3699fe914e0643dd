"""Rule 8: every URL × every role has an expected answer, and gives it."""

from collections.abc import Iterator
import json
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
import pytest

from staffroom.config.routes import Route, routes
from tests.architecture import access_table
from tests.architecture.access import GET, ROLES, SIGN_IN, TABLE, Row
from tests.factories.people import sign_in
from tests.factories.world import World, make_world

assert access_table  # importing it fills the table

ROUTES = {route.name: route for route in routes()}


@pytest.fixture
def _django_db_helper() -> None:
    """In place of a transaction for each test: the whole table shares one (see `world`)."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One small district for the whole table; each request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def answer(response: Any) -> int | str:
    """The answer in the words of the table."""
    to_sign_in = response.status_code == 302 and response["Location"].startswith(settings.LOGIN_URL)
    return SIGN_IN if to_sign_in else int(response.status_code)


def ask(row: Row, role: str, world: World) -> int | str:
    """Perform the row's request as the role, and undo what it did."""
    cache.clear()
    client = Client()
    with transaction.atomic():
        who = world.who(role)
        if who is not None:
            sign_in(client, who)
        address = reverse(row.name, args=row.args(world)) + row.query
        data: Any = dict(row.data(world))
        if row.is_json:
            made = client.generic(row.method, address, json.dumps(data), "application/json")
        elif row.method == GET:
            made = client.get(address, data)
        else:
            made = client.generic(row.method, address) if row.method != "POST" else None
            made = made or client.post(address, data)
        transaction.set_rollback(True)
    # A file among the answers; `close()` itself would end the connection on PostgreSQL.
    for release in made._resource_closers:
        release()
    return answer(made)


@pytest.mark.django_db
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_role_gets_its_answer(row: Row, world: World) -> None:
    given = {role: ask(row, role, world) for role in ROLES}
    assert given == dict(row.answers)


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.name or route.path)
def test_each_route_and_method_has_a_row(route: Route) -> None:
    methods = {row.method for row in TABLE if row.name == route.name}
    assert methods == set(route.methods)


def test_no_row_is_left_without_its_route() -> None:
    assert {row.name for row in TABLE} - set(ROUTES) == set()


def test_rows_are_told_apart() -> None:
    names = [str(row) for row in TABLE]
    assert sorted(names) == sorted(set(names))
