"""Menus are made of what apps offer, and show only what exists for this reader."""

from collections.abc import Iterator

import pytest

from staffroom.core.viewer import Viewer
from staffroom.ui import navigation
from staffroom.ui.navigation import Asker, Entry, Place, current, links, members, offer


@pytest.fixture(autouse=True)
def _own_menus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    navigation._kept.cache_clear()
    monkeypatch.setattr(navigation, "_offered", navigation.defaultdict(list))
    yield
    navigation._kept.cache_clear()


GUEST, ANNA = Asker(), Asker(Viewer(person_id=1, name="Анна"))


def test_entries_stand_in_their_order_and_once() -> None:
    offer(Entry(place=Place.RAIL, code="b", label="Вторая", address=lambda _r: "/b/", order=20))
    offer(Entry(place=Place.RAIL, code="a", label="Первая", address=lambda _r: "/a/", order=10))
    offer(
        Entry(place=Place.RAIL, code="b", label="Вторая иначе", address=lambda _r: "/b/", order=20)
    )
    assert [link.label for link in links(GUEST, Place.RAIL)] == ["Первая", "Вторая иначе"]


def test_a_section_that_is_not_installed_is_not_shown() -> None:
    offer(Entry(place=Place.RAIL, code="no", label="Нет", address="nowhere:list"))
    offer(Entry(place=Place.RAIL, code="none", label="Нет", address=lambda _r: None))
    offer(Entry(place=Place.RAIL, code="looks", label="Вид", address="ui:looks"))
    assert [link.href for link in links(GUEST, "rail")] == ["/ui/looks/"]


def test_a_menu_is_made_once_for_the_same_rights_in_the_same_district() -> None:
    asked: list[Asker] = []

    def address(asker: Asker) -> str:
        asked.append(asker)
        return f"/{asker.district or 'no'}/"

    offer(Entry(place=Place.ME, code="me", label="Я", address=address, seen_by=members))
    assert links(GUEST, Place.ME) == ()
    assert [link.href for link in links(ANNA, Place.ME)] == ["/no/"]
    assert [link.href for link in links(ANNA, Place.ME)] == ["/no/"]
    assert asked == [ANNA]
    assert [link.href for link in links(ANNA._replace(district="tula"), Place.ME)] == ["/tula/"]
    other_rights = Asker(Viewer(person_id=1, name="Анна"))
    links(other_rights, Place.ME)
    assert len(asked) == 3


def test_the_section_of_a_page_is_the_longest_address_that_begins_it() -> None:
    offer(Entry(place=Place.RAIL, code="home", label="Главная", address=lambda _r: "/"))
    offer(Entry(place=Place.RAIL, code="tula", label="Тула", address=lambda _r: "/tula/"))
    offer(Entry(place=Place.RAIL, code="all", label="Все", address=lambda _r: "/tula/communities/"))
    menu = links(GUEST, Place.RAIL)
    assert current("/", menu) == "home"
    assert current("/tula/communities/12", menu) == "all"
    assert current("/tula/news", menu) == "tula"
    assert current("/people/ab", menu) == ""
