"""Asking addresses outside: a server of our own, named beforehand; all else that is not public stays shut."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import socket
from threading import Thread

from django.test import override_settings
import pytest

from staffroom.core import outside
from staffroom.core.outside import Heard, ask, host_of, is_public, title_of

PAGE = "<html><head><title> Банк\n заданий &amp; ответов </title></head></html>".encode("cp1251")
ANSWERS = {
    "/": (200, {"Content-Type": "text/html; charset=windows-1251"}, PAGE),
    "/gone": (404, {}, b""),
    "/broken": (503, {}, b""),
    "/robots": (403, {}, b""),
    "/moved": (301, {"Location": "/"}, b""),
    "/only-get": (200, {}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/inside": (302, {"Location": "http://127.0.0.2:80/"}, b""),
    "/metadata": (302, {"Location": "http://169.254.169.254/latest/"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/long": (200, {"Content-Type": "text/html"}, b" " * 200_000 + PAGE),
}


class Site(BaseHTTPRequestHandler):
    """A site with pages good and bad; what was asked is kept."""

    asked: list[str] = []  # noqa: RUF012 - emptied before each test

    def _answer(self, *, is_whole: bool) -> None:
        self.asked.append(f"{self.command} {self.path}")
        code, headers, body = ANSWERS[self.path]
        if self.path == "/only-get" and not is_whole:
            code = 405
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if is_whole:
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        self._answer(is_whole=False)

    def do_GET(self) -> None:
        self._answer(is_whole=True)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The site's address; it alone may be asked beside the open network."""
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.server_port
    with override_settings(OUTSIDE_ALLOWED=frozenset({("127.0.0.1", port)})):
        yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_that_opens_is_asked_no_more_than_needed(site: str) -> None:
    assert ask(f"{site}/") == outside.Answer(Heard.ALIVE, 200)
    assert Site.asked == ["HEAD /"]
    assert ask(f"{site}/", wants_title=True).title == "Банк заданий & ответов"
    assert Site.asked == ["HEAD /", "GET /"]


@pytest.mark.parametrize(
    ("path", "heard", "code"),
    [
        ("/gone", Heard.GONE, 404),
        ("/broken", Heard.GONE, 503),
        ("/robots", Heard.ALIVE, 403),
        ("/moved", Heard.ALIVE, 200),
        ("/round", Heard.GONE, 508),
        ("/only-get", Heard.ALIVE, 200),
    ],
)
def test_only_what_does_not_open_is_told_of(site: str, path: str, heard: Heard, code: int) -> None:
    found = ask(f"{site}{path}")
    assert (found.heard, found.code) == (heard, code)


def test_of_a_long_page_only_its_beginning_is_read(site: str) -> None:
    assert ask(f"{site}/long", wants_title=True) == outside.Answer(Heard.ALIVE, 200)


@pytest.mark.parametrize("path", ["/inside", "/metadata", "/file"])
def test_a_redirect_is_judged_as_the_address_itself(site: str, path: str) -> None:
    assert ask(f"{site}{path}").heard == Heard.CLOSED


FORMS = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
    "0.0.0.0", "0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1",
    "192.168.255.255", "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.0.1", "192.0.2.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]",
    "[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fc00::1]",
    "[fd12:3456::1]", "[fe80::1]", "[ff02::1]", "[2001:db8::1]", "localhost",
]  # fmt: skip
SHAPES = (
    "http://{}/", "https://{}/", "http://{}:80/a?b=c", "https://{}:443/", "http://{}:22/",
    "http://{}:8000/", "http://name:word@{}/",
)  # fmt: skip


def test_no_form_of_a_closed_address_is_ever_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """301 forms of addresses of one's own machine and network (security.md, G-13)."""
    tried: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *where, **_rest: tried.append(where))
    asked = [shape.format(form) for form in FORMS for shape in SHAPES]
    assert len(asked) >= 300
    for address in asked:
        assert ask(address).heard in {Heard.CLOSED, Heard.SILENT}, address
    assert tried == []


def test_a_name_that_answers_differently_the_second_time_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was judged is what is connected to; one closed address among several shuts the name."""
    answers = iter((["93.184.216.34"], ["127.0.0.1"]))
    tried: list[tuple[str, int]] = []

    def resolve(_host: str, port: int, **_rest: object) -> list[object]:
        return [(None, None, None, "", (one, port)) for one in next(answers)]

    def connect(where: tuple[str, int], **_rest: object) -> socket.socket:
        tried.append(where)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert ask("http://site.example/").heard == Heard.SILENT
    assert ask("http://site.example/").heard == Heard.CLOSED
    assert tried == [("93.184.216.34", 80)]
    answers = iter((["93.184.216.34", "10.0.0.1"],))
    assert ask("http://site.example/").heard == Heard.CLOSED


def test_a_public_address_is_one() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
    assert not is_public("no address")


def test_the_name_of_a_site_is_written_as_the_network_writes_it() -> None:
    assert host_of("https://Пример.РФ/страница") == "xn--e1afmkfd.xn--p1ai"
    assert host_of("https://Example.RU:443/a") == "example.ru"
    assert host_of("https://[bad/") == ""


def test_a_title_is_one_line_of_plain_words() -> None:
    page = "<TITLE lang=ru>Урок\x00 \u202eмира &lt;b&gt;</TITLE>".encode()
    assert title_of(page, "") == "Урок мира <b>"
    assert title_of(b"<title>x</title>", "no-such-code") == "x"
    assert title_of(b"<p>no title</p>", "utf-8") == ""
