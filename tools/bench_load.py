"""A bounded load: some keep-alive connections to this machine, each asking again when it is answered.

The client is ours and runs on the same cores, so its own work is in the figures of quick pages; the
ratios within a run are what counts.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
import statistics
import time

CONNECTIONS = 8
HOST = "127.0.0.1"
Ask = Callable[[int], bytes]  # the number of the connection → a whole request


@dataclass(slots=True)
class Heard:
    """What came back in one stretch."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds if self.seconds else 0.0

    def quantile(self, percent: int) -> float:
        """The wait that so many per cent of the answers stayed below, in milliseconds."""
        if len(self.waits) < 2:
            return 0.0
        return statistics.quantiles(self.waits, n=100)[percent - 1] * 1000


def get(path: str, cookie: str = "") -> bytes:
    """A page as a browser asks for it."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}", "Accept-Encoding: br, gzip"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def post(path: str, body: str, cookie: str) -> bytes:
    """A form as a browser sends it."""
    data = body.encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {cookie}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data


def load(port: int, ask: Ask, *, seconds: float, connections: int = CONNECTIONS) -> Heard:
    """Ask for so many seconds; what was heard."""
    return asyncio.run(_load(port, ask, seconds, connections))


async def _load(port: int, ask: Ask, seconds: float, connections: int) -> Heard:
    heard = Heard()
    began = time.perf_counter()
    until = began + seconds
    lines = [_line(port, ask, number, until, heard) for number in range(connections)]
    await asyncio.gather(*lines)
    heard.seconds = time.perf_counter() - began
    return heard


async def _line(port: int, ask: Ask, number: int, until: float, heard: Heard) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    while time.perf_counter() < until:
        began = time.perf_counter()
        writer.write(ask(number))
        status, is_open = await _answer(reader)
        heard.waits.append(time.perf_counter() - began)
        heard.statuses[status] = heard.statuses.get(status, 0) + 1
        if not is_open:
            writer.close()
            reader, writer = await asyncio.open_connection(HOST, port)
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Read one answer to its end: its status, and whether the line stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    length = _value(head, b"content-length:")
    if length:
        await reader.readexactly(int(length))
    elif _value(head, b"transfer-encoding:") == b"chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return status, _value(head, b"connection:") != b"close"


def _value(head: bytes, name: bytes) -> bytes:
    place = head.find(b"\r\n" + name)
    return (
        head[place + 2 + len(name) : head.index(b"\r\n", place + 2)].strip() if place >= 0 else b""
    )
