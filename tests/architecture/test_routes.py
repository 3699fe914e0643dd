"""Every address has a name, states its methods, and its view says what it is."""

import pytest

from staffroom.config.routes import Route, routes

ROUTES = routes()
OURS = [route for route in ROUTES if route.view.startswith("staffroom.")]


def known(route: Route) -> str:
    """How a route is called in the run's output."""
    return route.name or route.path


def test_there_are_routes() -> None:
    assert OURS


@pytest.mark.parametrize("route", ROUTES, ids=known)
def test_route_has_a_name_and_methods(route: Route) -> None:
    assert route.name
    assert route.methods


@pytest.mark.parametrize("route", OURS, ids=known)
def test_view_says_what_it_is(route: Route) -> None:
    assert route.words


def test_names_are_told_apart() -> None:
    names = [route.name for route in ROUTES]
    assert sorted(names) == sorted(set(names))
