"""Links out of the site: a title, a check whether they open, a list of sites nobody links to (TV-2.2.1.h)."""

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from django.test import Client, override_settings
import pytest
import time_machine

from staffroom.config.options import Server
from staffroom.core.jobs import run_once
from staffroom.core.richtext import from_text, outer_links
from staffroom.shared.publications.actions import comments, moving
from staffroom.shared.publications.jobs import check_links
from staffroom.shared.publications.models import (
    Audience,
    Comment,
    LinkState,
    OuterAddress,
    OuterLink,
    Publication,
    StoppedSite,
)
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.shared.accounts.pages import text_of


class Site(BaseHTTPRequestHandler):
    """A site with one page that may be taken away."""

    stands = True

    def do_GET(self) -> None:
        body = "<title>Открытый банк заданий</title>".encode()
        self.send_response(200 if self.stands else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of its page; it alone may be asked."""
    Site.stands = True
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.server_port
    with override_settings(OUTSIDE_ALLOWED=frozenset({("127.0.0.1", port)}), CHECK_LINKS=True):
        yield f"http://127.0.0.1:{port}/tasks"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def world(db: Any, frozen: Any) -> made.World:
    """The small district."""
    return made.make_world()


def page(who: Any, shown: Publication) -> str:
    return text_of(sign_in(Client(), who).get(f"/p/{shown.pid}-{shown.slug}/"))


def check(days: int) -> None:
    """The hourly job, so many days after the story began, and what it caused."""
    with time_machine.travel(MOMENT + timedelta(days=days), tick=False):
        check_links.work()
        run_once()


@pytest.mark.clause("TV-2.2.1.h")
def test_a_link_gets_a_title_and_is_marked_when_it_dies(world: made.World, site: str) -> None:
    """Анна links to a page; it gets its title, then dies: she is told once, readers see since when."""
    shown = made.publication(
        world.anna, world.community, "Банк", words=f"Задания лежат тут: {site}"
    )
    check(0)
    assert "«Открытый банк заданий»" in page(world.boris, shown)
    Site.stands = False
    check(14)
    assert OuterAddress.objects.get().state == LinkState.FAILING
    assert "не открывается" not in page(world.boris, shown)
    check(15)
    assert "«Открытый банк заданий», не открывается с 28 сентября" in page(world.boris, shown)
    notices = text_of(sign_in(Client(), world.anna).get("/notices/"))
    assert notices.count("ваша ссылка на другой сайт больше не открывается") == 1
    check(22)
    again = text_of(sign_in(Client(), world.anna).get("/notices/"))
    assert again.count("ваша ссылка на другой сайт больше не открывается") == 1
    listed = text_of(sign_in(Client(), world.dmitry).get(f"/{world.district.slug}/staff/links/"))
    assert site in listed
    Site.stands = True
    check(29)
    assert "не открывается" not in page(world.boris, shown)


@pytest.mark.clause("TV-2.2.1.h")
def test_sites_on_the_stop_list_are_refused_in_texts_and_replies(world: made.World) -> None:
    """Дмитрий stops a site: nobody links to it or to what stands below its name, until he allows it."""
    dmitry, anna = sign_in(Client(), world.dmitry), sign_in(Client(), world.anna)
    here = f"/{world.district.slug}/staff/links/"
    wrong = dmitry.post(here, {"site": "не сайт", "reason": "Реклама"})
    assert wrong.status_code == 422
    assert "Напишите имя сайта" in text_of(wrong)
    typed = {"site": "https://www.reklama.example/page", "reason": "Реклама для детей."}
    assert dmitry.post(here, typed).status_code == 302
    twice = dmitry.post(here, typed)
    assert "Этот сайт уже в списке" in text_of(twice)
    at = f"/p/{world.topic.pid}/"
    refused = anna.post(f"{at}comments/", {"body": "Смотрите https://games.reklama.example/1"})
    assert refused.status_code == 422
    words = text_of(refused)
    assert "На сайт reklama.example в сети района не ссылаются: Реклама для детей." in words
    assert "games.reklama.example/1" in refused.content.decode()
    typed_topic = {
        "title": "Игры", "body": "Вот: http://reklama.example/", "audience": Audience.COMMUNITY,
        "act": "publish",
    }  # fmt: skip
    new = f"/p/new/topic/?in={world.community.pid}"
    before = Publication.objects.count()
    assert anna.post(new, typed_topic).status_code == 422
    assert Publication.objects.count() == before
    other = {**typed_topic, "body": "Вот: http://notreklama.example/"}
    assert anna.post(new, other).status_code == 302
    stopped = StoppedSite.objects.get()
    assert dmitry.post(f"{here}{stopped.pid}/allow/").status_code == 302
    assert anna.post(new, typed_topic).status_code == 302


def test_links_follow_their_words(world: made.World) -> None:
    """Edited, moved and taken back: the register says what stands now."""
    first = comments.add_comment(
        publication=world.topic, text=from_text("Тут https://a.example/1 и https://b.example/"),
        actor=made.acting(world.boris), at=MOMENT,
    )  # fmt: skip
    OuterAddress.objects.filter(address="https://a.example/1").update(
        state=LinkState.DEAD, failed_at=MOMENT
    )
    comments.edit_comment(
        comment=first, text=from_text("Тут https://a.example/1"), actor=made.acting(world.boris),
        at=MOMENT,
    )  # fmt: skip
    link = OuterLink.objects.get()
    assert (link.address.address, link.is_bare) == ("https://a.example/1", True)
    assert Publication.objects.get(pk=world.topic.pk).noted_n == 1
    moving.move_comment(
        comment=first, to=world.open_topic, reason="Не сюда", actor=made.acting(world.galina),
        at=MOMENT,
    )  # fmt: skip
    assert OuterLink.objects.get().publication == world.open_topic
    counts = dict(Publication.objects.values_list("pk", "noted_n"))
    assert (counts[world.topic.pk], counts[world.open_topic.pk]) == (0, 1)
    comments.remove_comment(
        comment=Comment.objects.select_related("publication").get(pk=first.pk),
        actor=made.acting(world.boris), at=MOMENT,
    )  # fmt: skip
    assert not OuterLink.objects.exists()
    assert Publication.objects.get(pk=world.open_topic.pk).noted_n == 0


def test_nothing_is_asked_until_the_technician_allows_it(world: made.World, site: str) -> None:
    """Nothing leaves the installation by itself: the page says so to those who keep the links."""
    made.publication(world.anna, world.community, "Банк", words=site)
    dmitry, here = sign_in(Client(), world.dmitry), f"/{world.district.slug}/staff/links/"
    with override_settings(CHECK_LINKS=False):
        check(0)
        assert OuterAddress.objects.get().state == LinkState.UNKNOWN
        assert "Сайт сам никуда не обращается" in text_of(dmitry.get(here))
    check(0)
    assert OuterAddress.objects.get().state == LinkState.ALIVE
    assert "Все проверенные ссылки открываются" in text_of(dmitry.get(here))
    assert Server().check_links is False


def test_a_line_that_is_down_kills_no_link(world: made.World, site: str) -> None:
    """When none of several sites answers at all, it is ours that is broken."""
    words = " ".join(f"http://127.0.0.{n}:1/" for n in range(3, 8))
    made.publication(world.anna, world.community, "Список", words=words)
    allowed = frozenset((f"127.0.0.{n}", 1) for n in range(3, 8))
    with override_settings(OUTSIDE_ALLOWED=allowed):
        check(0)
    assert set(OuterAddress.objects.values_list("state", flat=True)) == {LinkState.UNKNOWN}


def test_outer_links_are_those_of_other_sites() -> None:
    found = outer_links(from_text("https://a.example/x?a=1&b=2 и почта a@b.example").html)
    assert [(one.address, one.is_bare) for one in found] == [("https://a.example/x?a=1&b=2", True)]
