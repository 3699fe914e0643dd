"""Where a writing step leads on: always a page of this site, written so that a header may carry it."""

from django.core.exceptions import DisallowedRedirect
from django.test import RequestFactory
import pytest

from staffroom.core.http import go

HTMX = {"HX-Request": "true"}
AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://testserver@evil.example/",
    "\x00/home/",
    "",
]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("to", AWAY)
def test_nobody_is_led_off_the_site(to: str, headers: dict[str, str]) -> None:
    with pytest.raises(DisallowedRedirect):
        go(RequestFactory().post("/", headers=headers), to)


@pytest.mark.parametrize(
    ("to", "written"),
    [
        ("/people/?q=Анна", "/people/?q=%D0%90%D0%BD%D0%BD%D0%B0"),
        ("/p/k3m7p9qr2t-kak?page=2#c40", "/p/k3m7p9qr2t-kak?page=2#c40"),
        ("/search/?q=%D1%8F&what=a b", "/search/?q=%D1%8F&what=a%20b"),
        ("/home/\r\nSet-Cookie: a=b", "/home/%0D%0ASet-Cookie:%20a=b"),
        ("?done=1", "?done=1"),
        ("http://testserver/home/", "http://testserver/home/"),
    ],
)
def test_both_ways_carry_the_same_quoted_address(to: str, written: str) -> None:
    plain = go(RequestFactory().post("/"), to)
    part = go(RequestFactory().post("/", headers=HTMX), to)
    assert (plain.status_code, plain["Location"]) == (302, written)
    assert (part.status_code, part["HX-Redirect"]) == (204, written)
