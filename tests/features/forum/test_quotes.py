"""Answering with somebody's words: the link works without scripts."""

from collections.abc import Callable
import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
import pytest

from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.models import Publication
from tests.factories import world as factory
from tests.factories.people import sign_in
from tests.factories.world import World
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """The small district."""
    return factory.make_world()


@pytest.fixture
def as_() -> Callable[[Person], Client]:
    """A browser of a person's own."""
    return lambda who: sign_in(Client(), who)


@pytest.fixture
def _store(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.KEEP_FREE = 0


def typed_in(response: Any) -> str:
    """What stands in the answer's textarea."""
    found = re.search(
        r'<textarea[^>]* name="body"[^>]*>\n(.*?)</textarea>', said(response), re.DOTALL
    )
    assert found
    return html.unescape(found[1])


def said(response: Any) -> str:
    """The page as it came."""
    return str(response.content.decode())


@pytest.mark.usefixtures("_store")
@pytest.mark.clause("BB-1.7.1")
def test_a_topic_is_answered_with_a_quote_and_a_file(world: World, as_: Any) -> None:
    """Анна opens a topic, Борис quotes her and brings a file; both see it in the list."""
    anna, boris = as_(world.anna), as_(world.boris)
    home = world.community
    new = {
        "title": "Устный счёт",
        "body": "Пять минут в начале.\n\nЧем начать урок?",
        "audience": "community",
    }
    assert anna.post(f"/p/new/topic/?in={home.pid}", {**new, "act": "publish"}).status_code == 302
    topic = Publication.objects.get(title="Устный счёт")
    page = boris.get(f"/p/{topic.pid}/", follow=True)
    link = re.search(r'<a [^>]*data-quote href="([^"#]+)#reply"', said(page))
    assert link
    address = page.request["PATH_INFO"] + html.unescape(link[1])

    begun = typed_in(boris.get(address))

    assert begun == "> Анна Соколова:\n>\n> Пять минут в начале.\n>\n> Чем начать урок?\n\n"
    paper = SimpleUploadedFile("карточки.txt", "7 × 8".encode())
    reply = {"body": f"{begun}С карточек, вот они.", "files": paper}
    assert boris.post(f"/p/{topic.pid}/comments/", reply).status_code == 302
    for who in (anna, boris):
        page = who.get(f"/p/{topic.pid}/", follow=True)
        quote = re.search(r"<blockquote>(.*?)</blockquote>", said(page), re.DOTALL)
        assert quote
        assert "Анна Соколова:" in quote[1]
        assert "Чем начать урок?" in quote[1]
        assert "С карточек" not in quote[1]
        assert "С карточек, вот они." in text_of(page)
        assert "карточки.txt" in text_of(page)
        board = text_of(who.get(f"/{home.district.slug}/c/{home.pid}-{home.slug}/topics/"))
        assert "Устный счёт" in board
        assert "1 ответ" in board


def test_a_quotation_carries_no_older_one_and_names_whom_it_answers(world: World, as_: Any) -> None:
    """A third layer is never read; the author of the quoted reply is answered."""
    words = "> Анна Соколова:\n>\n> С чего начать?\n\nС яблока."
    reply = factory.comment(world.boris, world.topic, words)
    anna = as_(world.anna)

    page = anna.get(f"/p/{world.topic.pid}-{world.topic.slug}/?quote={reply.seq}")

    assert typed_in(page) == "> Борис Орлов:\n>\n> С яблока.\n\n"
    assert f'name="reply_to" value="{reply.seq}"' in said(page)


def test_long_words_are_cut(world: World, as_: Any) -> None:
    reply = factory.comment(world.boris, world.topic, "дроби и доли " * 200)

    begun = typed_in(
        as_(world.anna).get(f"/p/{world.topic.pid}-{world.topic.slug}/?quote={reply.seq}")
    )

    assert len(begun) < 1300
    assert begun.endswith("…\n\n")


def test_words_that_are_not_there_are_not_quoted(world: World, as_: Any) -> None:
    """A removed reply, a number that nothing has, a guess: the form is empty."""
    reply = factory.comment(world.boris, world.topic, "Это я зря.")
    as_(world.boris).post(f"/p/{world.topic.pid}/comments/{reply.seq}/remove/")
    anna = as_(world.anna)
    for number in (reply.seq, 999, "x"):
        page = anna.get(f"/p/{world.topic.pid}-{world.topic.slug}/?quote={number}")
        assert page.status_code == 200
        assert typed_in(page) == ""
