"""Three hundred slow clients do not occupy the site: the quick ones beside them hardly notice."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
import resource
import socket
import statistics
import sys
import threading
import time

import pytest

from tests.config.running import RunningSite, running_site

SLOW = 300
QUICK = 8
SECONDS = 4.0
LIMIT = 1.0  # seconds: what 95 of 100 pages of the quick ones may take


@pytest.fixture
def _many_descriptors() -> Iterator[None]:
    """As many lines as this test opens."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 2 * SLOW:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4 * SLOW), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def slow_lines(site: RunningSite, stack: ExitStack) -> Iterator[tuple[socket.socket, bytes]]:
    """Open the slow lines: what each has sent already, and what it adds now and then."""
    for number in range(SLOW):
        line = stack.enter_context(site.connect(receive_buffer=4096))
        kind = number % 4
        if kind == 0:  # headers, a few bytes at a time
            line.sendall(b"GET /page/ HTTP/1.1\r\nHost: localhost\r\n")
            yield line, b"X-A: b\r\n"
        elif kind == 1:  # a body, a few bytes at a time
            line.sendall(b"POST /echo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n")
            yield line, b"abc"
        elif kind == 2:  # a large answer that is not taken
            line.sendall(b"GET /generated/?pieces=40 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            yield line, b""
        else:  # an open stream
            line.sendall(b"GET /live/?topics=open:slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
            yield line, b""


def drip(lines: list[tuple[socket.socket, bytes]], stop: threading.Event) -> None:
    while not stop.wait(0.5):
        for line, bytes_now_and_then in lines:
            try:
                line.sendall(bytes_now_and_then)
            except OSError:
                continue  # the site has given this one up


def is_open(line: socket.socket) -> bool:
    """True while an answer has begun and has not ended."""
    head = line.recv(65536)
    return head.startswith(b"HTTP/1.1 200") and b"\r\n0\r\n\r\n" not in head


def quick(site: RunningSite, took: list[float], deadline: float) -> None:
    while time.monotonic() < deadline:
        began = time.monotonic()
        answer = site.ask("/page/?size=30000", headers={"Cookie": "session=none"})
        took.append(time.monotonic() - began)
        assert answer.status == 200


def p95_of_quick_ones(site: RunningSite) -> tuple[int, float]:
    """How many pages eight quick clients get, and the 95th percentile of their waiting."""
    took: list[float] = []
    deadline = time.monotonic() + SECONDS
    threads = [threading.Thread(target=quick, args=(site, took, deadline)) for _ in range(QUICK)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(took), statistics.quantiles(took, n=20)[-1]


@pytest.mark.alone
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("_many_descriptors")
def test_slow_clients_leave_the_quick_ones_quick(tmp_path: Path) -> None:
    with running_site(tmp_path, processes=2) as site, ExitStack() as stack:
        alone, p95_alone = p95_of_quick_ones(site)
        lines = list(slow_lines(site, stack))
        stop = threading.Event()
        dripping = threading.Thread(target=drip, args=(lines, stop))
        dripping.start()
        try:
            beside, p95 = p95_of_quick_ones(site)
            streams = sum(is_open(line) for line, _ in lines[3::4])
        finally:
            stop.set()
            dripping.join()
    sys.stdout.write(
        f"\n{QUICK} quick clients alone: {alone} pages, p95 {p95_alone * 1000:.0f} ms; "
        f"beside {SLOW} slow ones: {beside} pages, p95 {p95 * 1000:.0f} ms\n"
    )
    assert p95 < LIMIT
    assert streams == SLOW // 4, "open streams were ended"
