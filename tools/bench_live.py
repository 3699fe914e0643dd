"""Live streams: `python -m tools.bench_live [--streams 1000] [--seconds 10]`.

Starts the product with one web process in a folder of its own, opens the streams, says one thing a
second to all of them and prints how late it arrived and what a stream costs in memory. The client
runs on the same cores, so it does as little as it can: one thread that waits for all lines at once
and notes the moment at which it took each piece; what the pieces say is read after the end.
"""

import argparse
from dataclasses import dataclass, field
import json
import os
from pathlib import Path
import resource
import select
import socket
import statistics
import tempfile
import threading
import time

from tests.config.running import RunningSite, running_site

REQUEST = b"GET /live/?topics=open:bench HTTP/1.1\r\nHost: localhost\r\n\r\n"
AT_A_TIME = 50  # lines opened before their answers are awaited


@dataclass
class Pages:
    """All open pages in one thread."""

    lines: dict[int, socket.socket] = field(default_factory=dict)
    pieces: list[tuple[float, bytes]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    poll: select.epoll = field(default_factory=select.epoll)

    def open(self, port: int, count: int) -> None:
        """Open so many streams and wait until each has been answered."""
        while len(self.lines) < count:
            fresh = []
            for _ in range(min(AT_A_TIME, count - len(self.lines))):
                line = socket.create_connection(("127.0.0.1", port), timeout=60)
                line.sendall(REQUEST)
                fresh.append(line)
                self.lines[line.fileno()] = line
            for line in fresh:
                head = b""
                while b"retry:" not in head:
                    head += line.recv(4096)
                self.poll.register(line.fileno(), select.EPOLLIN)

    def listen(self) -> None:
        """Note when each piece was taken, until told to stop."""
        while not self.stop.is_set():
            for number, _ in self.poll.poll(0.2):
                data = self.lines[number].recv(4096)
                self.pieces.append((time.time(), data))
                if not data:
                    self.poll.unregister(number)

    def late(self) -> list[float]:
        """How late each event came, in seconds."""
        return [
            at - json.loads(row[5:])["n"] / 1e6
            for at, data in self.pieces
            for row in data.splitlines()
            if row.startswith(b"data:")
        ]


def kilobytes(pid: int) -> int:
    """Memory that this process alone uses."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(row.split()[1]) for row in rows if row.startswith("Private_"))


def processor_seconds(pid: int) -> float:
    """Processor time that this process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(site: RunningSite, streams: int, seconds: int) -> None:
    """Open, talk, print."""
    (pid,) = site.children()
    site.ask("/page/")
    before = kilobytes(pid)
    pages = Pages()
    pages.open(site.port, streams)
    each = (kilobytes(pid) - before) / streams
    listening = threading.Thread(target=pages.listen)
    listening.start()
    busy, own = processor_seconds(pid), time.process_time()
    for _ in range(seconds):
        said = int(time.time() * 1e6)
        site.ask(f"/announce/?topic=open:bench&n={said}", method="POST")
        time.sleep(1)
    busy, own = processor_seconds(pid) - busy, time.process_time() - own
    pages.stop.set()
    listening.join()
    late = pages.late()
    cuts = statistics.quantiles(late, n=100)
    print(f"{streams} streams, {len(late)} of {streams * seconds} events arrived")
    print(
        f"p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, max {max(late) * 1000:.0f} ms"
    )
    print(
        f"{each:.1f} KiB a stream, {busy / len(late) * 1e6:.0f} µs of processor an event "
        f"(and {own / len(late) * 1e6:.0f} µs of the client); load {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    """Measure once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=10)
    asked = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder), processes=1) as site:
        measure(site, asked.streams, asked.seconds)


if __name__ == "__main__":
    main()
