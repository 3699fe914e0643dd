"""Menus are made of what apps offer, and show only what exists for this reader."""

from types import SimpleNamespace

from django.http import HttpRequest
from django.test import RequestFactory
import pytest

from staffroom.ui import navigation
from staffroom.ui.navigation import Entry, Place, current, links, members, offer


@pytest.fixture(autouse=True)
def _own_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_offered", navigation.defaultdict(list))


def request_of(person: object = None) -> HttpRequest:
    request = RequestFactory().get("/")
    request.person = person  # type: ignore[attr-defined]
    return request


def test_entries_stand_in_their_order_and_once() -> None:
    offer(Entry(place=Place.RAIL, code="b", label="Вторая", address=lambda _r: "/b/", order=20))
    offer(Entry(place=Place.RAIL, code="a", label="Первая", address=lambda _r: "/a/", order=10))
    offer(
        Entry(place=Place.RAIL, code="b", label="Вторая иначе", address=lambda _r: "/b/", order=20)
    )
    assert [link.label for link in links(request_of(), Place.RAIL)] == ["Первая", "Вторая иначе"]


def test_a_section_that_is_not_installed_is_not_shown() -> None:
    offer(Entry(place=Place.RAIL, code="no", label="Нет", address="nowhere:list"))
    offer(Entry(place=Place.RAIL, code="none", label="Нет", address=lambda _r: None))
    offer(Entry(place=Place.RAIL, code="looks", label="Вид", address="ui:looks"))
    assert [link.href for link in links(request_of(), "rail")] == ["/ui/looks/"]


def test_who_sees_an_entry_is_asked_each_time() -> None:
    offer(
        Entry(
            place=Place.ME,
            code="me",
            label="Я",
            address="ui:looks",
            seen_by=members,
            count=lambda _r: 3,
        )
    )
    assert links(request_of(), Place.ME) == ()
    (link,) = links(request_of(SimpleNamespace(name="Анна")), Place.ME)
    assert link.count == 3


def test_the_section_of_a_page_is_the_longest_address_that_begins_it() -> None:
    offer(Entry(place=Place.RAIL, code="home", label="Главная", address=lambda _r: "/"))
    offer(Entry(place=Place.RAIL, code="tula", label="Тула", address=lambda _r: "/tula/"))
    offer(Entry(place=Place.RAIL, code="all", label="Все", address=lambda _r: "/tula/communities/"))
    menu = links(request_of(), Place.RAIL)
    assert current("/", menu) == "home"
    assert current("/tula/communities/12", menu) == "all"
    assert current("/tula/news", menu) == "tula"
    assert current("/people/ab", menu) == ""
