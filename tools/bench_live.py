"""Live streams: `python -m tools.bench_live [--streams 1000] [--seconds 10]`.

Starts the product with one web process in a folder of its own, opens the streams, says one thing a
second to all of them and prints how late it arrived and what a stream costs in memory. The client
runs on the same cores, so the figures include its own work.
"""

import argparse
import asyncio
from contextlib import suppress
import json
import os
from pathlib import Path
import resource
import statistics
import tempfile
import time

from tests.config.running import RunningSite, running_site

REQUEST = b"GET /live/?topics=open:bench HTTP/1.1\r\nHost: localhost\r\n\r\n"


def kilobytes(pid: int) -> int:
    """Memory that this process alone uses."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(row.split()[1]) for row in rows if row.startswith("Private_"))


def processor_seconds(pid: int) -> float:
    """Processor time that this process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def listen(port: int, late: list[float], opened: asyncio.Semaphore) -> None:
    """One page: note how late each event is."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(REQUEST)
    await reader.readuntil(b"retry:")
    opened.release()
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            row = await reader.readuntil(b"\n")
            if row.startswith(b"data:"):
                late.append(time.time() - json.loads(row[5:])["n"] / 1e6)


async def measure(site: RunningSite, streams: int, seconds: int) -> None:
    """Open, talk, print."""
    (pid,) = site.children()
    await asyncio.to_thread(site.ask, "/page/")
    before = kilobytes(pid)
    late: list[float] = []
    opened = asyncio.Semaphore(0)
    pages = []
    for number in range(streams):
        pages.append(asyncio.create_task(listen(site.port, late, opened)))
        if number % 50 == 49:
            await asyncio.sleep(0.05)
    for _ in range(streams):
        await asyncio.wait_for(opened.acquire(), 60)
    each = (kilobytes(pid) - before) / streams
    busy = processor_seconds(pid)
    for _ in range(seconds):
        said = int(time.time() * 1e6)
        address = f"/announce/?topic=open:bench&n={said}"
        await asyncio.to_thread(site.ask, address, method="POST")
        await asyncio.sleep(1)
    busy = processor_seconds(pid) - busy
    for page in pages:
        page.cancel()
    cuts = statistics.quantiles(late, n=100)
    print(f"{streams} streams, {len(late)} of {streams * seconds} events arrived")
    print(
        f"p50 {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, max {max(late) * 1000:.0f} ms"
    )
    print(f"{each:.1f} KiB a stream, {busy / len(late) * 1e6:.0f} µs of processor an event")


def main() -> None:
    """Measure once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--seconds", type=int, default=10)
    asked = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder), processes=1) as site:
        asyncio.run(measure(site, asked.streams, asked.seconds))


if __name__ == "__main__":
    main()
