"""`make bench`: the figures of docs/performance.md on large data, printed as one table.

    make bench                                        all of it, 1,000,000 comments beside 100,000
    make bench BENCH_COMMENTS=20000 BENCH_PARTS=cpu   only the CPU time of pages, on small data

`BENCH_DATA` and `BENCH_SMALL` are the folders of the large data and of those ten times smaller, made
once and kept; `BENCH_PARTS` names what to measure: cpu, rates, search, live, weight, memory.

CPU time is that of a whole request through the WSGI handler with all our middlewares, in this
process, median of 300 after a warm-up; runs are interleaved, so that a busy minute falls on all
alike. Rates are taken from the product's own server with two page processes, 8 connections, some
seconds a cell, the cells interleaved, medians of 5 repeats: only their ratios are to be compared.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
import os
from pathlib import Path
import secrets
import statistics
import subprocess
import sys
import time
from typing import Any
from urllib.parse import urlencode

from tools.bench_load import Heard, get, load, post
from tools.bench_site import Site, serving

ROOT = Path(__file__).resolve().parent.parent
COMMENTS = int(os.environ.get("BENCH_COMMENTS", "1000000"))
DATA = Path(os.environ.get("BENCH_DATA", ROOT / "build" / f"bench-{COMMENTS}"))
SMALL = Path(os.environ.get("BENCH_SMALL", ROOT / "build" / f"bench-{COMMENTS // 10}"))
PARTS = os.environ.get("BENCH_PARTS", "cpu rates search live weight memory").split()
RUNS = int(os.environ.get("BENCH_RUNS", "300"))
REPEATS = int(os.environ.get("BENCH_REPEATS", "5"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
LETTERS = str.maketrans("0123456789", "ghijklmnop")
INDEXED_WHOLE = 200_000  # above it only the topics are indexed: replies would take an hour

Row = tuple[str, str, str]  # what, measured, asked


@dataclass
class Figure:
    """One page under the clock."""

    name: str
    path: str
    cookie: str = ""
    asked_ms: float | None = None
    asked_queries: int | None = None
    coding: str = ""
    form: Callable[[], str] | None = None  # what is posted, new each time
    cpu: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    @property
    def median(self) -> float:
        """Milliseconds of CPU, the middle one."""
        return statistics.median(self.cpu) * 1000


def main() -> None:
    """Seed what is missing, measure what is asked for, print the table."""
    large, small = seeded(DATA, COMMENTS), None
    if {"rates", "search"} & set(PARTS):
        small = seeded(SMALL, COMMENTS // 10)
    rows: list[Row] = []
    if "cpu" in PARTS:
        rows += cpu_rows(large)
    with ExitStack() as sites:
        if {"rates", "search", "weight", "memory"} & set(PARTS):
            site = sites.enter_context(serving(large, workers=1))
            rows += list(site_rows(site, small and sites.enter_context(serving(small))))
    if "live" in PARTS:
        rows += live_rows()
    print(f"{COMMENTS:,} comments, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}")
    print("| figure | measured | asked |\n| --- | --- | --- |")
    for row in rows:
        print(f"| {' | '.join(row)} |")


def seeded(data: Path, comments: int) -> Path:
    """Make the data and their index once."""
    environ = {**os.environ, "STAFFROOM_DATA": str(data)}

    def run(*command: str) -> None:
        whole = [sys.executable, "-m", "staffroom", *command]
        subprocess.run(whole, cwd=ROOT, env=environ, check=True)

    data.mkdir(parents=True, exist_ok=True)
    run("migrate", "-v0")
    if not (data / "seeded").exists():
        began = time.monotonic()
        run("demo", "--scale", str(comments))
        (data / "seeded").write_text(f"{time.monotonic() - began:.0f}")
    if not (data / "indexed").exists():
        run("reindex", *(() if comments <= INDEXED_WHOLE else ("publication",)))
        (data / "indexed").touch()
    run("reindex", "--outdated")  # data made before the rules of the index changed
    return data


# ---- CPU time in this process -------------------------------------------------------------------


def cpu_rows(data: Path) -> list[Row]:
    """CPU time of pages, their queries and sizes."""
    measured = measure(data, RUNS)
    bare = measured[1].median
    rows = []
    for one in measured:
        asked = [f"≤ {one.asked_ms:g} ms" if one.asked_ms else ""]
        asked += [f"≤ {one.asked_queries} queries"] if one.asked_queries else []
        got = (
            f"{one.median:.2f} ms, {one.median / bare:.1f} × bare,"
            f" {one.queries} queries, {one.size} bytes"
        )
        rows.append((f"CPU: {one.name}", got, ", ".join(filter(None, asked))))
    return rows


def measure(data: Path, runs: int) -> list[Figure]:
    """The pages through the WSGI handler of this process, interleaved."""
    os.environ["STAFFROOM_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tools.bench_settings"
    import django  # noqa: PLC0415 - the data folder first

    django.setup()
    from staffroom.config.server import wsgi  # noqa: PLC0415
    from staffroom.config.server.statics import collect  # noqa: PLC0415
    from tools.bench_facts import facts  # noqa: PLC0415

    collect()
    known, pages = figures(facts()), wsgi.pages()
    for figure in known:
        for _ in range(5):
            once(pages, figure)
        figure.queries = queries(pages, figure)
        figure.cpu.clear()
    for _ in range(runs):
        for figure in known:
            once(pages, figure)
    return known


def figures(known: dict[str, Any]) -> list[Figure]:
    """The pages of the table; the first two are the yardsticks."""
    cookie = known["cookies"][0]
    return [
        Figure("hello (yardstick)", "/bench/hello/"),
        Figure("bare topic (yardstick)", f"/bench/bare/{known['short_key']}/"),
        Figure("topic of 20 posts", known["short"], cookie, 3.0, 8),
        Figure("the same, brotli counted", known["short"], cookie, coding="br"),
        Figure(f"last page of {known['hot_posts']:,} posts", known["last_page"], cookie, None, 8),
        Figure("community list", known["list"], cookie, 4.0, 8),
        Figure("home", "/home/", cookie, 4.0, 12),
        Figure("search, two words", known["questions"][0], cookie, 4.0, 6),
        Figure("reply accepted", known["answered"], cookie, form=lambda: reply_form(cookie)),
    ]


def reply_form(cookie: str) -> str:
    """A reply of some 600 letters as a browser sends it, unlike all before it."""
    words = (
        f"Ответ {secrets.token_hex(6).translate(LETTERS)}. "  # digits might be a telephone
        + "У нас на уроке получилось так: сначала пример. " * 12
    )
    secret = cookie.rpartition("=")[2]
    form = {"body": words, "once": secrets.token_hex(8), "csrfmiddlewaretoken": secret}
    return urlencode(form)


def once(pages: Callable[..., Any], figure: Figure) -> None:
    """Ask for a page once."""
    heard: list[str] = []
    began = time.process_time()
    answer = pages(_environ(figure), lambda status, _headers, _info=None: heard.append(status))
    body = b"".join(answer)
    figure.cpu.append(time.process_time() - began)
    answer.close()
    figure.size = len(body)
    if not heard[0].startswith("302" if figure.form else "200"):
        raise SystemExit(f"{figure.name}: {heard[0]} {figure.path}")


def queries(pages: Callable[..., Any], figure: Figure) -> int:
    """How many statements the page runs."""
    from django.db import connection  # noqa: PLC0415

    asked: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's signature
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        once(pages, figure)
    return len(asked)


def _environ(figure: Figure) -> dict[str, Any]:
    path, _, query = figure.path.partition("?")
    body = figure.form().encode() if figure.form else b""
    environ = {
        "REQUEST_METHOD": "POST" if figure.form else "GET", "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if figure.form else "",
        "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.input": BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.version": (1, 0),
        "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
        "HTTP_ACCEPT_ENCODING": figure.coding,
    }  # fmt: skip
    return {**environ, "HTTP_COOKIE": figure.cookie} if figure.cookie else environ


# ---- through the server -------------------------------------------------------------------------


def site_rows(site: Site, small: Site | None) -> Iterator[Row]:
    """What is measured from outside."""
    if "memory" in PARTS:
        site.get(site.facts["short"], site.facts["cookies"][0])
        time.sleep(3)
        yield ("memory of the whole site at rest, PSS", f"{site.memory():.0f} MiB", "≤ 350 MiB")
    if "weight" in PARTS:
        weight, requests = site.cold_weight(site.facts["public"])
        yield ("first cold topic page", f"{weight:.1f} KiB, {requests} requests", "≤ 60 KiB, ≤ 8")
    if "rates" in PARTS and small:
        yield from rate_rows(site, small)
    if "search" in PARTS and small:
        yield search_row(small)


def rate_rows(site: Site, small: Site) -> Iterator[Row]:
    """Answers a second, the cells one after another, again and again."""
    cells = _cells(site)
    cells["topic, 100,000 comments" if COMMENTS == 1_000_000 else "topic, a tenth"] = _read(small, "short")  # fmt: skip
    heard: dict[str, list[Heard]] = {name: [] for name in cells}
    for where, ask in cells.values():  # templates, connections, the first visits of the readers
        load(where.port, ask, seconds=1)
    for _ in range(REPEATS):
        for name, (where, ask) in cells.items():
            heard[name].append(load(where.port, ask, seconds=SECONDS))
    rates = {name: statistics.median(one.rate for one in all_) for name, all_ in heard.items()}
    for name, stretches in heard.items():
        p50 = statistics.median(one.quantile(50) for one in stretches)
        p95 = statistics.median(one.quantile(95) for one in stretches)
        failed = sum(n for one in stretches for status, n in one.statuses.items() if status >= 400)
        words = f"{rates[name]:.0f}/s, p50 {p50:.0f} ms, p95 {p95:.0f} ms"
        yield (f"rate: {name}", words + (f", {failed} FAILED" if failed else ""), "")
    for name, over, under, asked in (
        ("topic, signed in / bare", "topic, signed in", "bare", "≥ 0.5"),
        ("topic, anonymous / hello", "topic, anonymous", "hello", "≥ 0.3"),
        ("last page of 10,000 / first of a short one", "last page", "topic, signed in", "≥ 0.9"),
        ("reply accepted / topic", "reply accepted", "topic, signed in", "≥ 0.5"),
        ("large data / a tenth of them", "topic, signed in", list(cells)[-1], "≥ 0.85"),
    ):
        yield (f"ratio: {name}", f"{rates[over] / rates[under]:.2f}", asked)


def _cells(site: Site) -> dict[str, tuple[Site, Callable[[int], bytes]]]:
    facts, cookies = site.facts, site.facts["cookies"]

    def reply(number: int) -> bytes:
        cookie = cookies[number % len(cookies)]
        return post(facts["answered"], reply_form(cookie), cookie)

    return {
        "hello": (site, lambda _n: get("/bench/hello/")),
        "bare": (site, lambda _n: get(f"/bench/bare/{facts['short_key']}/")),
        "topic, signed in": _read(site, "short"),
        "topic, anonymous": (site, lambda _n: get(facts["public"])),
        "last page": _read(site, "last_page"),
        "reply accepted": (site, reply),
    }


def _read(site: Site, page: str) -> tuple[Site, Callable[[int], bytes]]:
    """A page read by several people, one on each connection."""
    cookies = site.facts["cookies"]
    return site, lambda number: get(site.facts[page], cookies[number % len(cookies)])


def search_row(site: Site) -> Row:
    """Questions of two words on one connection."""
    asked, cookie, turn = site.facts["questions"], site.facts["cookies"][0], iter(range(10**9))
    heard = load(
        site.port, lambda _n: get(asked[next(turn) % len(asked)], cookie), seconds=SECONDS * 3, connections=1
    )  # fmt: skip
    words = f"p50 {heard.quantile(50):.0f} ms, p95 {heard.quantile(95):.0f} ms"
    return (f"search page, two words, one connection, {COMMENTS // 10:,} replies", words, "p95 ≤ 100 ms")  # fmt: skip


def live_rows() -> list[Row]:
    """What `tools.bench_live` says."""
    told = subprocess.run(
        [sys.executable, "-m", "tools.bench_live"], cwd=ROOT, check=True, capture_output=True, text=True
    )  # fmt: skip
    words = "; ".join(told.stdout.split("\n")[:3])
    return [("live, 1,000 streams on one process", words, "p95 ≤ 150 ms, ≤ 40 KiB each")]


if __name__ == "__main__":
    main()
