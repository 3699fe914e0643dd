"""`make bench`: the figures of docs/performance.md, measured in this process on large data.

CPU time of a whole request through Django's WSGI handler with all our middlewares, median of 300
after a warm-up; queries counted on one request. Runs are interleaved, so that a busy minute falls on
all alike. `BENCH_COMMENTS` says how large the data are (1,000,000 unless told), `BENCH_DATA`
where they are kept between runs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
import os
from pathlib import Path
import statistics
import subprocess
import sys
import time
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
COMMENTS = int(os.environ.get("BENCH_COMMENTS", "1000000"))
DATA = Path(os.environ.get("BENCH_DATA", ROOT / "build" / f"bench-{COMMENTS}"))
RUNS = 300


@dataclass
class Figure:
    """One page under the clock."""

    name: str
    path: str
    cookie: str = ""
    asked_ms: float | None = None
    asked_queries: int | None = None
    cpu: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0

    @property
    def median(self) -> float:
        """Milliseconds of CPU, the middle one."""
        return statistics.median(self.cpu) * 1000


def seed() -> None:
    """Make the data once."""
    if (DATA / "seeded").exists():
        return
    DATA.mkdir(parents=True, exist_ok=True)
    environ = {**os.environ, "STAFFROOM_DATA": str(DATA)}
    began = time.monotonic()
    for command in (["migrate", "-v0"], ["demo", "--scale", str(COMMENTS)]):
        subprocess.run(
            [sys.executable, "-m", "staffroom", *command], cwd=ROOT, env=environ, check=True
        )
    (DATA / "seeded").write_text(f"{time.monotonic() - began:.0f}")


def main() -> None:
    """Seed, measure, print the table."""
    seed()
    os.environ["STAFFROOM_DATA"] = str(DATA)
    os.environ["DJANGO_SETTINGS_MODULE"] = "staffroom.config.settings"
    import django  # noqa: PLC0415 - the data folder first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    from staffroom.config.server.statics import collect  # noqa: PLC0415

    collect()
    settings.ROOT_URLCONF = "tools.bench_urls"
    figures, pages = _figures(), get_wsgi_application()
    for figure in figures:
        for _ in range(5):
            _once(pages, figure)
        figure.queries = _queries(pages, figure)
        figure.cpu.clear()
    for _ in range(RUNS):
        for figure in figures:
            _once(pages, figure)
    _table(figures)


def _figures() -> list[Figure]:
    from django.test import Client  # noqa: PLC0415

    from staffroom.shared.accounts.models import Person  # noqa: PLC0415
    from staffroom.shared.communities.models import Community, Membership  # noqa: PLC0415
    from staffroom.shared.publications.models import Publication  # noqa: PLC0415

    person = Person.objects.get(email="teacher@large.example")
    client = Client()
    client.force_login(person)
    client.get("/account/")  # a reader who has been here: with the cookie of forms as well
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    mine = Membership.objects.filter(person=person).values("community")
    home = Community.objects.select_related("district").filter(pk__in=mine).order_by("pk")[0]
    short = Publication.objects.filter(home_community=home, last_seq=20).order_by("-pk")[0]
    hot = Publication.objects.filter(home_community__in=mine).order_by("-last_seq", "pk")[0]
    address, long = f"/p/{short.pid}-{short.slug}/", f"/p/{hot.pid}-{hot.slug}/"
    place = f"/{home.district.slug}/c/{home.pid}-{home.slug}/"
    return [
        Figure("hello (yardstick)", "/bench/hello/"),
        Figure("bare topic (yardstick)", f"/bench/bare/{short.pk}/"),
        Figure("topic of 20 posts", address, cookie, 3.0, 8),
        Figure(
            f"last page of {hot.last_seq} posts",
            f"{long}?page={-(-hot.last_seq // 20)}",
            cookie,
            None,
            8,
        ),
        Figure("community list", place, cookie, 4.0, 8),
        Figure("home", "/home/", cookie, 4.0, 12),
        Figure(
            "search, two words",
            f"/search/?q={quote('урок класс')}",
            cookie,
            4.0,
            6,
        ),
    ]


def _environ(figure: Figure) -> dict[str, Any]:
    path, _, query = figure.path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.input": BytesIO(b""), "wsgi.errors": sys.stderr, "wsgi.version": (1, 0),
        "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    return {**environ, "HTTP_COOKIE": figure.cookie} if figure.cookie else environ


def _once(pages: Callable[..., Any], figure: Figure) -> None:
    heard: list[str] = []
    began = time.process_time()
    answer = pages(_environ(figure), lambda status, _headers, _info=None: heard.append(status))
    body = b"".join(answer)
    figure.cpu.append(time.process_time() - began)
    answer.close()
    figure.size = len(body)
    if not heard[0].startswith("200"):
        raise SystemExit(f"{figure.name}: {heard[0]} {figure.path}")


def _queries(pages: Callable[..., Any], figure: Figure) -> int:
    from django.db import connection  # noqa: PLC0415

    asked: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's signature
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        _once(pages, figure)
    return len(asked)


def _table(figures: list[Figure]) -> None:
    bare = figures[1].median
    print(
        f"{COMMENTS:,} comments, median of {RUNS}, CPU time in process, Python {sys.version.split()[0]}"
    )
    print("| page | CPU, ms | of `bare` | asked, ms | queries | asked | bytes |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for one in figures:
        asked = "" if one.asked_ms is None else f"≤ {one.asked_ms:g}"
        queries = "" if one.asked_queries is None else f"≤ {one.asked_queries}"
        cells = (
            one.name,
            f"{one.median:.2f}",
            f"{one.median / bare:.2f}",
            asked,
            one.queries,
            queries,
            one.size,
        )
        print(f"| {' | '.join(str(cell) for cell in cells)} |")


if __name__ == "__main__":
    main()
