"""Guests' whole pages: right as long as they are given, and never another person's."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
import pytest

from staffroom.core.middleware import guests
from staffroom.core.middleware.guests import Kept, Shelf, whole_pages
from staffroom.core.middleware.headers import Nonce

pytestmark = pytest.mark.usefixtures("mark")


class Site:
    """A site of one page that counts how often it was made."""

    def __init__(self) -> None:
        self.made = 0
        self.change: Callable[[HttpRequest, HttpResponse], None] = lambda _q, _a: None
        self.ask_through = whole_pages(self.page)

    def page(self, request: HttpRequest) -> HttpResponse:
        self.made += 1
        response = HttpResponse(f"page {self.made}")
        self.change(request, response)
        return response

    def ask(self, path: str = "/p/1", *, cookies: Any = None, **headers: str) -> HttpResponse:
        request = RequestFactory().get(path, headers=headers)
        request.COOKIES.update(cookies or {})
        request.csp_nonce = Nonce()  # type: ignore[attr-defined]
        return self.ask_through(request)


@pytest.fixture
def mark(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The database's mark, changed by hand."""
    found = SimpleNamespace(value="1")
    monkeypatch.setattr(guests, "database_mark", lambda: found.value)
    monkeypatch.setattr(guests, "connection", SimpleNamespace(in_atomic_block=False))
    return found


def test_a_page_is_made_once_while_nothing_changes() -> None:
    site = Site()
    assert [site.ask().content for _ in range(3)] == [b"page 1"] * 3


def test_any_change_makes_it_anew(mark: SimpleNamespace) -> None:
    site = Site()
    site.ask()
    mark.value = "2"
    assert site.ask().content == b"page 2"


def test_a_change_while_it_is_made_is_not_missed(mark: SimpleNamespace) -> None:
    site = Site()

    def meanwhile(_request: HttpRequest, _response: HttpResponse) -> None:
        mark.value = "2"

    site.change = meanwhile
    site.ask()
    assert site.ask().content == b"page 2"


def test_half_a_minute_is_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.ask()
    monkeypatch.setattr(guests, "LONGEST", -1.0)
    assert site.ask().content == b"page 2"


def test_a_signed_in_person_never_meets_the_shelf() -> None:
    site = Site()
    site.ask()
    cookies = {settings.SESSION_COOKIE_NAME: "x" * 32}
    assert site.ask(cookies=cookies).content == b"page 2"
    assert site.ask().content == b"page 1"


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/p/1?page=2"},
        {"cookies": {"looks": "dark"}},
        {"HX-Request": "true"},
        {"Save-Data": "on"},
        {"Accept-Language": "en"},
        {"Accept-Encoding": "gzip"},
        {"Host": "localhost"},
    ],
)
def test_what_changes_a_page_makes_another_page(other: dict[str, Any]) -> None:
    site = Site()
    site.ask()
    assert site.ask(**other).content == b"page 2"
    assert site.ask().content == b"page 1"


def test_the_forms_cookie_does_not_make_another_page() -> None:
    site = Site()
    site.ask()
    assert site.ask(cookies={settings.CSRF_COOKIE_NAME: "abc"}).content == b"page 1"


def with_cookie(_request: HttpRequest, response: HttpResponse) -> None:
    response.set_cookie("any", "1")


def with_nonce(request: HttpRequest, response: HttpResponse) -> None:
    response.content = str(request.csp_nonce).encode()  # type: ignore[attr-defined]


def of_a_person(request: HttpRequest, _response: HttpResponse) -> None:
    request.person = SimpleNamespace(pk=1)  # type: ignore[attr-defined]


def absent(_request: HttpRequest, response: HttpResponse) -> None:
    response.status_code = 404


def private(_request: HttpRequest, response: HttpResponse) -> None:
    response["Cache-Control"] = "no-store"


def varying(_request: HttpRequest, response: HttpResponse) -> None:
    response["Vary"] = "User-Agent"


@pytest.mark.parametrize("change", [with_cookie, with_nonce, of_a_person, absent, private, varying])
def test_such_a_page_is_never_kept(change: Callable[..., None]) -> None:
    site = Site()
    site.change = change
    site.ask()
    site.ask()
    assert site.made == 2


def test_the_least_asked_for_goes_when_the_shelf_is_full() -> None:
    shelf = Shelf(room=25)
    for name in "abc":
        shelf.put(name, Kept("1", 1e12, b"x" * 10, {}))
        shelf.get("a", "1")
    assert [bool(shelf.get(name, "1")) for name in "abc"] == [True, False, True]


def test_nothing_is_kept_inside_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guests, "connection", SimpleNamespace(in_atomic_block=True))
    site = Site()
    site.ask()
    assert site.ask().content == b"page 2"
