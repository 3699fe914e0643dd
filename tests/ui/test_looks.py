"""The reader's look: one cookie, no scripts, one press from every page."""

from django.test import Client
from hypothesis import given
from hypothesis import strategies as some
import pytest

from staffroom.ui.looks import CHOICES, COOKIE, ORDINARY, Looks

every_look = some.builds(
    Looks, **{name: some.sampled_from(list(values)) for name, values in CHOICES.items()}
)


@given(every_look)
def test_a_look_survives_its_cookie(looks: Looks) -> None:
    assert Looks.parse(looks.code) == looks


@pytest.mark.parametrize("spoilt", ["", "x", "9.9.9.9.9", "0.0", "1.1.1.1.1.1.1", "-1.0", "²"])
def test_a_spoilt_cookie_is_the_ordinary_version_where_it_is_spoilt(spoilt: str) -> None:
    for name, values in CHOICES.items():
        assert getattr(Looks.parse(spoilt), name) in values


def test_one_press_turns_the_version_for_low_vision_on_and_off(client: Client) -> None:
    answer = client.post("/ui/looks/", {"version": "low-vision", "next": "/ui/looks/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ui/looks/")
    page = client.get("/ui/looks/").content.decode()
    assert '<html lang="ru" data-scheme="black-on-white" data-size="150">' in page
    assert "Обычная версия" in page
    client.post("/ui/looks/", {"version": "ordinary"})
    assert '<html lang="ru">' in client.get("/ui/looks/").content.decode()


def test_a_look_is_remembered_for_a_year(client: Client) -> None:
    client.post("/ui/looks/", {"theme": "dark", "spacing": "wide", "pictures": "off"})
    cookie = client.cookies[COOKIE]
    assert cookie["max-age"] == 365 * 24 * 3600
    assert Looks.parse(cookie.value) == Looks(theme="dark", spacing="wide", pictures="off")
    page = client.get("/ui/looks/").content.decode()
    assert 'data-theme="dark" data-spacing="wide" data-pictures="off"' in page


def test_the_form_leads_nowhere_outside(client: Client) -> None:
    answer = client.post("/ui/looks/", {"theme": "dark", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_another_site_cannot_change_a_look(client: Client) -> None:
    client.post("/ui/looks/", {"theme": "dark"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert COOKIE not in client.cookies


def test_every_page_offers_the_version_for_low_vision(client: Client) -> None:
    page = client.get("/ui/looks/").content.decode()
    assert 'name="version" value="low-vision"' in page
    assert "Версия для слабовидящих" in page
    assert ORDINARY.attributes() == {}
