"""How soon colleagues help: a figure in human words, kept by the acts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
import pytest

from staffroom.core.clock import now
from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.queries.help import spoken
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


@pytest.mark.clause("PD-3.3")
def test_the_board_of_questions_says_how_soon_they_are_answered(
    world: World, as_: Any, frozen: Any
) -> None:
    """Two questions, answered in two and in four hours; a second answer and one's own change nothing."""
    here = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/topics/"
    assert "Первый ответ" not in text_of(as_(world.anna).get(f"{here}?kind=help"))
    for hours in (2, 4):
        asked = factory.publication(
            world.anna, world.community, f"Вопрос {hours}", kind="help", at=now()
        )
        as_(world.anna).post(f"/p/{asked.pid}/comments/", {"body": "Уточню: седьмой класс."})
        frozen.shift(timedelta(hours=hours))
        for words in ("Вот так.", "И ещё так."):
            as_(world.boris).post(f"/p/{asked.pid}/comments/", {"body": words})
            frozen.shift(timedelta(hours=9))
    topic = factory.publication(world.anna, world.community, "Не вопрос", at=now())
    as_(world.boris).post(f"/p/{topic.pid}/comments/", {"body": "Да."})

    board = text_of(as_(world.anna).get(f"{here}?kind=help"))

    assert "Первый ответ приходит в среднем через 3 часа (по 2 вопросам)." in board
    assert "Первый ответ" not in text_of(as_(world.anna).get(here))


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(seconds=3), "1 минуту"),
        (timedelta(minutes=25), "25 минут"),
        (timedelta(minutes=90), "90 минут"),
        (timedelta(hours=3), "3 часа"),
        (timedelta(hours=26), "26 часов"),
        (timedelta(days=2, hours=3), "2 дня"),
    ],
)
def test_time_is_told_as_people_say_it(time: timedelta, words: str) -> None:
    assert spoken(time) == words
