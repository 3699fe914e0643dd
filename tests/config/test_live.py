"""Live streams over the line: what arrives, what is caught up, who is let in and who is let go."""

from collections.abc import Iterator
from contextlib import contextmanager
import json
from pathlib import Path
import socket
import time
from typing import Any

import pytest

from tests.config.running import RunningSite, running_site

# Starting a process is slow on a crowded machine; some of these measure time or kill processes.
pytestmark = [pytest.mark.timeout(300), pytest.mark.apart]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    with running_site(tmp_path_factory.mktemp("live"), processes=2) as found:
        yield found


class Listener:
    """One open page."""

    def __init__(self, line: socket.socket, request: str) -> None:
        self.line = line
        self.text = ""
        line.sendall(request.encode())
        self.head = self._until(lambda: "\r\n\r\n" in self.text).partition("\r\n\r\n")[0]
        self.text = self.text.partition("\r\n\r\n")[2]

    @property
    def status(self) -> int:
        return int(self.head.split()[1])

    def _until(self, enough: Any, seconds: float = 5) -> str:
        deadline = time.monotonic() + seconds
        while not enough() and time.monotonic() < deadline:
            self.line.settimeout(max(deadline - time.monotonic(), 0.01))
            try:
                data = self.line.recv(65536)
            except TimeoutError:
                break
            if not data:
                break
            self.text += data.decode()
        return self.text

    def events(self, count: int, seconds: float = 5) -> list[dict[str, Any]]:
        """The first events, waiting for that many."""
        self._until(lambda: self.text.count("data:") >= count and self.text.endswith("\n"), seconds)
        return [
            json.loads(row.removeprefix("data:"))
            for row in self.text.splitlines()
            if row.startswith("data:")
        ]

    def numbers(self, count: int) -> list[int]:
        return [event["n"] for event in self.events(count)]

    def ends_within(self, seconds: float) -> bool:
        """True when the server ends the stream in time."""
        self._until(lambda: "\r\n0\r\n\r\n" in self.text, seconds)
        return "\r\n0\r\n\r\n" in self.text


@contextmanager
def listening(site: RunningSite, query: str, *headers: str) -> Iterator[Listener]:
    with site.connect() as line:
        more = "".join(f"{header}\r\n" for header in headers)
        yield Listener(line, f"GET /live/?{query} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n")


def say(site: RunningSite, topic: str, n: int, *, undo: bool = False) -> int:
    answer = site.ask(f"/announce/?topic={topic}&n={n}{'&undo=1' if undo else ''}", method="POST")
    return int(answer.text)


def enter(site: RunningSite) -> tuple[str, str]:
    """A new person's key and the header that shows his session."""
    answer = site.ask("/enter/", method="POST")
    cookie = answer.headers["set-cookie"].partition(";")[0]
    return answer.text, f"Cookie: {cookie}"


def change(site: RunningSite, person: str, how: str, key: str = "") -> None:
    assert site.ask(f"/change/?how={how}&person={person}&key={key}", method="POST").status == 200


def heard_until(page: Listener, n: int) -> list[int]:
    """Everything heard when `n` has arrived."""
    count = 1
    while n not in (found := page.numbers(count)):
        assert len(found) >= count, f"{n} did not come: {found}"
        count = len(found) + 1
    return found


@pytest.mark.alone
def test_what_is_said_arrives_at_once_and_in_order(site: RunningSite) -> None:
    with listening(site, "topics=open:a") as page:
        assert page.status == 200
        assert "content-type: text/event-stream" in page.head
        began = time.monotonic()
        for n in range(5):
            say(site, "open:a", n)
        assert page.numbers(5) == [0, 1, 2, 3, 4]
        assert time.monotonic() - began < 2


def test_every_process_hears_of_it(site: RunningSite) -> None:
    """Eight pages over two processes hear what one of them was told."""
    lines = [site.connect() for _ in range(8)]
    pages = [
        Listener(line, "GET /live/?topics=open:all HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for line in lines
    ]
    say(site, "open:all", 7)
    assert [page.numbers(1) for page in pages] == [[7]] * 8
    for line in lines:
        line.close()


def test_a_page_hears_its_own_topics_only(site: RunningSite) -> None:
    with listening(site, "topics=open:b,open:c") as page:
        for topic, n in (("open:b", 1), ("open:x", 2), ("open:c", 3)):
            say(site, topic, n)
        assert page.numbers(2) == [1, 3]


def test_what_is_undone_is_never_said(site: RunningSite) -> None:
    with listening(site, "topics=open:d") as page:
        say(site, "open:d", 1, undo=True)
        say(site, "open:d", 2)
        assert page.numbers(1) == [2]


def test_what_was_missed_is_caught_up_once(site: RunningSite) -> None:
    since = say(site, "open:e", 1)
    say(site, "open:e", 2)
    with listening(site, "topics=open:e", f"Last-Event-ID: {since}") as page:
        say(site, "open:e", 3)
        found = page.numbers(2)
        assert found[-2:] == [2, 3]
        assert len(found) == len(set(found))


def test_a_page_made_before_a_change_hears_of_it(site: RunningSite) -> None:
    position = say(site, "open:other", 0)
    say(site, "open:f", 1)
    with listening(site, f"topics=open:f&since={position}") as page:
        assert page.numbers(1) == [1]


def test_who_was_away_too_long_is_told_to_reload(site: RunningSite) -> None:
    since = say(site, "open:g", 1)
    for n in (2, 3, 4):
        say(site, "open:g", n)
    change(site, "0", "forget")
    with listening(site, "topics=open:g", f"Last-Event-ID: {since}") as page:
        assert page.events(1)[0]["kind"] == "reload"


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("topics=nothing:1", (), 404),  # unknown
        ("topics=own:1", (), 404),  # somebody's, and we are a guest
        ("", (), 400),
        ("topics=", (), 400),
        ("topics=" + ",".join(f"open:{n}" for n in range(21)), (), 400),
        ("topics=open:h", ("Origin: https://evil.example",), 403),
        ("topics=open:h", ("Sec-Fetch-Site: cross-site",), 403),
        ("topics=open:h", ("Origin: http://localhost", "Sec-Fetch-Site: same-origin"), 200),
        ("topics=open:h&since=x", ("Last-Event-ID: " + "9" * 30,), 200),
    ],
)
def test_who_is_let_in(
    site: RunningSite, query: str, headers: tuple[str, ...], status: int
) -> None:
    with listening(site, query, *headers) as page:
        assert page.status == status


def test_only_reading_is_answered(site: RunningSite) -> None:
    assert site.ask("/live/?topics=open:h", method="POST").status == 405


def test_of_several_topics_only_the_allowed_are_heard(site: RunningSite) -> None:
    with listening(site, "topics=open:i,own:999999") as page:
        say(site, "own:999999", 1)
        say(site, "open:i", 2)
        assert page.numbers(1) == [2]


@pytest.mark.parametrize("how", ["leave", "block"])
def test_the_end_of_a_session_ends_its_streams(site: RunningSite, how: str) -> None:
    person, cookie = enter(site)
    with listening(site, f"topics=own:{person}", cookie) as page:
        say(site, f"own:{person}", 1)
        assert page.numbers(1) == [1]
        change(site, person, how)
        assert page.ends_within(3)


def test_a_revoked_power_ends_the_stream(site: RunningSite) -> None:
    person, cookie = enter(site)
    change(site, person, "grant")
    with listening(site, "topics=power:1", cookie) as page:
        assert page.status == 200
        change(site, person, "revoke")
        assert page.ends_within(3)


def test_a_lost_topic_is_silent_while_the_others_go_on(site: RunningSite) -> None:
    person, cookie = enter(site)
    change(site, person, "name", "thing")
    with listening(site, "topics=named:thing,open:j", cookie) as page:
        say(site, "named:thing", 1)
        assert page.numbers(1) == [1]
        change(site, person, "unname", "thing")
        heard = [1]
        for n in range(2, 40, 2):  # judged again within moments; silent for ever after
            say(site, "named:thing", n)
            say(site, "open:j", n + 1)
            before, heard = heard, heard_until(page, n + 1)
            if heard == [*before, n + 1]:
                break
        assert heard == [*before, n + 1], "the lost topic is heard still"
        say(site, "named:thing", 50)
        say(site, "open:j", 51)
        assert heard_until(page, 51) == [*heard, 51]


def test_a_persons_eleventh_stream_ends_the_first(tmp_path: Path) -> None:
    with running_site(tmp_path, processes=1) as site:
        person, cookie = enter(site)
        lines = [site.connect() for _ in range(11)]
        request = f"GET /live/?topics=own:{person} HTTP/1.1\r\nHost: localhost\r\n{cookie}\r\n\r\n"
        pages = [Listener(line, request) for line in lines]
        assert pages[0].ends_within(2)
        say(site, f"own:{person}", 5)
        assert [page.numbers(1) for page in pages[1:]] == [[5]] * 10
        for line in lines:
            line.close()


@pytest.mark.alone
def test_open_streams_do_not_hold_up_the_stop(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        lines = [site.connect() for _ in range(20)]
        for line in lines:
            Listener(line, "GET /live/?topics=open:k HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert site.stop() < 3
        for line in lines:
            line.close()
