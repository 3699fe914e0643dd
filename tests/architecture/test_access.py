"""Rule 8: every URL × every role has an expected answer, and gives it."""

from collections.abc import Iterable, Iterator
import json
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
import pytest

from staffroom.config.routes import Route, routes
from tests.architecture import access_table
from tests.architecture.access import GET, POST, ROLES, SIGN_IN, TABLE, Row
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


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    """A browser for each role, signed in once; what a request does to its session is undone too."""
    found = {role: Client() for role in ROLES}
    for role, client in found.items():
        who = world.who(role)
        if who is not None:
            sign_in(client, who)
    return found


class Door:
    """The address of a row and what is sent there, made once for all roles."""

    def __init__(self, row: Row, world: World) -> None:
        self.row = row
        self.address = reverse(row.name, args=row.args(world)) + row.query
        self.data: Any = dict(row.data(world))

    def ask(self, client: Client) -> int | str:
        """Perform the request, and undo what it did."""
        cache.clear()
        cookies = dict(client.cookies)
        with transaction.atomic():
            made = self._made(client)
            transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.update(cookies)
        # A file among the answers; `close()` itself would end the connection on PostgreSQL.
        for release in made._resource_closers:
            release()
        return answer(made)

    def _made(self, client: Client) -> Any:
        method = self.row.method
        if self.row.is_json:
            return client.generic(method, self.address, json.dumps(self.data), "application/json")
        if method == GET:
            return client.get(self.address, self.data)
        if method == POST:
            return client.post(self.address, self.data)
        return client.generic(method, self.address)


def asked_of(row: Row) -> Iterable[str]:
    """All roles; on the second database one for each answer: there it is the statements that differ."""
    if connection.vendor != "postgresql":
        return ROLES
    return {expected: role for role, expected in row.answers.items()}.values()


@pytest.mark.django_db
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_role_gets_its_answer(row: Row, world: World, browsers: dict[str, Client]) -> None:
    with transaction.atomic():
        door = Door(row, world)
        given = {role: door.ask(browsers[role]) for role in asked_of(row)}
        transaction.set_rollback(True)
    assert given == {role: row.answers[role] for role in given}


@pytest.mark.parametrize("route", ROUTES.values(), ids=lambda route: route.name or route.path)
def test_each_route_and_method_has_a_row(route: Route) -> None:
    methods = {row.method for row in TABLE if row.name == route.name}
    assert methods == set(route.methods)


def test_no_row_is_left_without_its_route() -> None:
    assert {row.name for row in TABLE} - set(ROUTES) == set()


def test_rows_are_told_apart() -> None:
    names = [str(row) for row in TABLE]
    assert sorted(names) == sorted(set(names))
