"""The product's own server on large data: two page processes, as on a server with two cores."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
import gzip
import http.client
import json
import os
from pathlib import Path
import re
import signal
import subprocess
import sys
from typing import Any

import brotli

ROOT = Path(__file__).resolve().parent.parent
LINKED = re.compile(
    r'(?:<script[^>]* src|<link rel="(?:stylesheet|icon)" href|data-icons)="([^"]+)"'
)


@dataclass(slots=True)
class Site:
    """A running server."""

    process: "subprocess.Popen[str]"
    port: int
    facts: dict[str, Any]

    def get(self, path: str, cookie: str = "") -> tuple[int, str, int]:
        """Status, text and bytes on the wire of the body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Accept-Encoding": "br, gzip", **({"Cookie": cookie} if cookie else {})}
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            body, coding = answer.read(), answer.getheader("Content-Encoding", "")
        finally:
            line.close()
        plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)(body)
        return answer.status, plain.decode("utf-8", "replace"), len(body)

    def memory(self) -> float:
        """MiB of the supervisor and everything under it, shared pages divided (PSS)."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        total = 0
        for one in (str(pid), *children):
            rows = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
        return total / 1024

    def cold_weight(self, path: str) -> tuple[float, int]:
        """KiB and requests of a first view without fonts and pictures."""
        _status, html, weight = self.get(path)
        linked = dict.fromkeys(address.partition("#")[0] for address in LINKED.findall(html))
        return (weight + sum(self.get(one)[2] for one in linked)) / 1024, 1 + len(linked)


@contextmanager
def serving(data: Path, *, workers: int = 0) -> Iterator[Site]:
    """Start the server on a data folder, with its facts; stop it at the end."""
    environ = {
        **os.environ, "STAFFROOM_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tools.bench_settings",
        "HOST": "127.0.0.1", "PORT": "0",
    }  # fmt: skip
    asked = [sys.executable, "-m", "tools.bench_facts"]
    told = subprocess.run(asked, env=environ, cwd=ROOT, check=True, capture_output=True, text=True)
    command = [sys.executable, "-m", "staffroom", "serve", "--processes", "2", "--workers", str(workers)]  # fmt: skip
    with (data / "bench.log").open("w") as log:
        process = subprocess.Popen(
            command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            first = process.stdout.readline() if process.stdout else ""
            found = re.search(r":(\d+)/ ", first)
            if found is None:
                raise SystemExit(f"{first}\n{(data / 'bench.log').read_text()[-2000:]}")
            yield Site(process, int(found[1]), json.loads(told.stdout))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
