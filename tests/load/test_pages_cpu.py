"""What the hottest pages cost: calls of functions, which never waver, and CPU time beside a bare page.

Both are hard gates (docs/performance.md). The calls are counted exactly, so a helper that every row
asks a hundred times over is seen on any machine; the time is the best of many runs of the page over
the best of the same number of runs of `bare`, with a wide margin for a busy machine.
"""

from collections.abc import Callable
import cProfile
import pstats
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
import pytest

from staffroom.config.server import wsgi
from tests.factories import world as factory
from tests.factories.people import sign_in
from tests.factories.world import World
from tools.bench import LETTERS, Figure, once, queries

pytestmark = [pytest.mark.django_db, pytest.mark.alone]

RUNS = 40
#        calls, times `bare`, queries
LIMITS = {
    "topic": (3_700, 7, 6),
    "list": (4_800, 9, 7),
    "home": (4_300, 8, 6),
    "search": (5_600, 9, 6),
    "reply": (4_700, 10, 20),
}


@pytest.fixture
def world() -> World:
    """The small district; a topic of 20 replies, a community of 20 topics."""
    made = factory.make_world()
    people = [made.boris, made.galina]
    for n in range(19):
        factory.comment(people[n % 2], made.topic, f"Ответ {n}: разрежьте яблоко на равные части.")
        factory.publication(made.anna, made.community, f"Дроби на уроке {n}")
    return made


@pytest.fixture
def pages(world: World, settings: Any) -> tuple[Callable[..., Any], dict[str, Figure]]:
    """The product with the yardsticks beside it, and what is asked of it."""
    settings.ROOT_URLCONF = "tools.bench_urls"
    client = sign_in(Client(), world.boris)
    client.get("/home/")
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    topic, group = world.topic, world.community
    asked = {
        "bare": Figure("bare", f"/bench/bare/{topic.pk}/"),
        "topic": Figure("topic", f"/p/{topic.pid}-{topic.slug}/", cookie),
        "list": Figure("list", f"/{world.district.slug}/c/{group.pid}-{group.slug}/", cookie),
        "home": Figure("home", "/home/", cookie),
        "search": Figure("search", "/search/?q=%D0%B4%D1%80%D0%BE%D0%B1%D0%B8", cookie),
    }
    # First: what it changes is drawn anew by the pages after it, before anybody counts.
    asked = {
        "reply": Figure("reply", f"/p/{topic.pid}/comments/", cookie, form=lambda: reply(client))
    } | asked
    serve = wsgi.pages()
    for _ in range(5):
        for figure in asked.values():
            once(serve, figure)
            figure.cpu.clear()
    return serve, asked


def reply(client: Client) -> str:
    """What is sent with an answer, another one each time."""
    secret = client.cookies[settings.CSRF_COOKIE_NAME].value
    words = f"Ответ {token_hex(4).translate(LETTERS)}. " + "Разрежьте яблоко на равные части. " * 12
    return urlencode({"body": words, "once": token_hex(8), "csrfmiddlewaretoken": secret})


@pytest.mark.parametrize("name", LIMITS)
def test_a_hot_page_keeps_its_calls_and_its_queries(name: str, pages: Any) -> None:
    serve, asked = pages
    profile = cProfile.Profile()
    profile.enable()
    once(serve, asked[name])
    profile.disable()
    calls, _, most = LIMITS[name]
    assert pstats.Stats(profile).total_calls <= calls  # type: ignore[attr-defined]  # not in the stubs
    assert queries(serve, asked[name]) <= most


@pytest.mark.skipif(connection.vendor == "postgresql", reason="measured on the default database")
def test_hot_pages_cost_so_many_bare_pages(pages: Any) -> None:
    serve, asked = pages
    replies = asked.pop("reply")  # apart: each makes the pages of its talk be drawn anew
    for _ in range(RUNS):
        for figure in asked.values():
            once(serve, figure)
    for _ in range(RUNS):
        once(serve, replies)
    asked["reply"] = replies
    best = {name: min(figure.cpu) for name, figure in asked.items()}
    ratios = {name: best[name] / best["bare"] for name in LIMITS}
    too_dear = {name: round(found) for name, found in ratios.items() if found > LIMITS[name][1]}
    assert not too_dear
