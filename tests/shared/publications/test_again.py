"""«Назад» after sending, and a draft kept without scripts."""

from datetime import timedelta
import re
from typing import Any

from django.test import Client
import pytest

from staffroom.shared.publications.models import Publication
from tests.factories import world as made

WORDS = {
    "title": "Как проверять тетради быстрее?",
    "body": "Тридцать тетрадей каждый вечер.",
    "audience": "community",
    "tags": "тетради",
}


@pytest.fixture
def world(db: Any, frozen: Any) -> made.World:
    """The small district, its clock in our hands."""
    return made.make_world()


@pytest.fixture
def anna(world: made.World) -> Client:
    """Анна's browser."""
    client = Client()
    client.force_login(world.anna)
    return client


def send(anna: Client, world: made.World, **changed: str) -> str:
    """Open the form, as «Назад» does, with a key of its own, and send it; where it leads."""
    form = f"/p/new/help/?in={world.community.pid}"
    key = re.search(r'name="once" value="([^"]+)"', anna.get(form).content.decode())
    assert key is not None
    answer = anna.post(form, {**WORDS, "once": key[1], **changed})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def sent() -> int:
    """How many times the question stands there."""
    return Publication.objects.filter(title=WORDS["title"]).count()


def test_the_same_question_sent_again_from_the_page_before_is_one(
    world: made.World, anna: Client
) -> None:
    first = send(anna, world)
    assert send(anna, world) == first
    assert sent() == 1


@pytest.mark.parametrize(
    "changed", [{"body": "Сорок тетрадей."}, {"audience": "district"}, {"tags": "контроль"}]
)
def test_what_was_changed_before_it_was_sent_again_is_a_thing_of_its_own(
    world: made.World, anna: Client, changed: dict[str, str]
) -> None:
    first = send(anna, world)
    assert send(anna, world, **changed) != first
    assert sent() == 2


def test_the_same_words_later_or_after_taking_back_are_published(
    world: made.World, anna: Client, frozen: Any
) -> None:
    first = send(anna, world)
    frozen.shift(timedelta(minutes=11))
    second = send(anna, world)
    assert second != first
    anna.post(f"/p/{Publication.objects.latest('pk').pid}/remove/")
    assert send(anna, world) not in {first, second}


def test_who_keeps_a_draft_is_told_so_and_where_it_lies(world: made.World, anna: Client) -> None:
    kept = send(anna, world, act="draft")
    page = anna.get(kept).content.decode()
    assert "Черновик сохранён. Пока его не видно в сообществе" in page
    assert "Тридцать тетрадей каждый вечер." in page
    again = anna.post(kept, {**WORDS, "body": "Дописала.", "act": "draft"})
    assert "Черновик сохранён." in anna.get(again["Location"]).content.decode()
    assert "Черновик сохранён." not in anna.get(kept.partition("?")[0]).content.decode()


def test_an_answer_is_not_called_optional(world: made.World, anna: Client) -> None:
    page = anna.get(f"/p/{world.open_topic.pid}-{world.open_topic.slug}/").content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Ваш ответ Чтобы позвать коллегу" in words
    assert "Файлы необязательно" in words
