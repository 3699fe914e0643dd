"""A page of a community: its moderator builds it from blocks, looks at it, publishes it (PD-4.8.2)."""

from collections.abc import Callable
from typing import Any

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.communities.actions import blocks as actions
from staffroom.shared.communities.actions import menu as menus
from staffroom.shared.communities.models import Block, Section
from staffroom.shared.publications.models import Audience
from tests.factories import world as factory
from tests.factories.people import sign_in
from tests.factories.world import THEN, World
from tests.queries import queries_of
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db

As = Callable[[Any], Client]


@pytest.fixture
def world() -> World:
    """The small district."""
    return factory.make_world()


@pytest.fixture
def as_() -> As:
    """A browser of a person's own; None is a guest."""
    return lambda who: sign_in(Client(), who) if who else Client()


@pytest.fixture
def building(world: World, as_: As) -> str:
    """Галина has begun a page; the address where she builds it."""
    data = {"kind": "page", "title": "С чего начать", "is_shown": "on"}
    return str(as_(world.galina).post(f"{home(world)}manage/menu/", data)["Location"])


def home(world: World) -> str:
    return f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/"


def add(galina: Client, building: str, kind: str, **data: Any) -> None:
    answer = galina.post(f"{building}new/{kind}/", data)
    assert answer.status_code == 302, text_of(answer)


def main_of(answer: Any) -> str:
    assert answer.status_code == 200
    html = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    answer.content = html
    return text_of(answer)


@pytest.mark.clause("PD-4.8.2")
def test_a_moderator_builds_a_page_of_blocks_looks_at_it_and_publishes_it(
    world: World, as_: As, building: str
) -> None:
    galina, boris = as_(world.galina), as_(world.boris)
    shown = f"{home(world)}{Section.objects.get(kind='page').slug}/"
    factory.publication(world.anna, world.community, "Открытый урок о степенях", tags=("степени",))
    factory.publication(world.anna, world.community, "Записка без метки")
    add(galina, building, "text", title="Зачем мы здесь", text="<p>Помогаем <b>друг другу</b></p>")
    add(galina, building, "posts", title="О степенях", tag="степени", line_n=3)
    add(galina, building, "people")
    add(galina, building, "materials", line_n=5)

    preview = main_of(galina.get(f"{building}preview/"))
    for words in ("Зачем мы здесь", "Открытый урок о степенях", "Галина Ветрова"):
        assert words in preview
    assert "Новые материалы Здесь пока нечего показать" in preview
    assert "Записка без метки" not in preview
    assert "С чего начать" not in main_of(boris.get(home(world)))  # not published: not in the menu

    assert galina.post(f"{building}publish/")["Location"] == shown
    page = main_of(boris.get(shown))
    assert page.index("Зачем мы здесь") < page.index("О степенях") < page.index("Кто ведёт")
    assert "Новые материалы" not in page
    assert "С чего начать" in main_of(boris.get(home(world)))
    journal = main_of(as_(world.dmitry).get(f"/{world.district.slug}/staff/journal/"))
    assert "Опубликована страница сообщества" in journal


def test_changes_wait_for_publication_and_can_be_given_up(
    world: World, as_: As, building: str
) -> None:
    galina, boris = as_(world.galina), as_(world.boris)
    shown = f"{home(world)}{Section.objects.get(kind='page').slug}/"
    add(galina, building, "text", text="Было так")
    add(galina, building, "text", title="Второй", text="Потом это")
    galina.post(f"{building}publish/")
    first, second = Block.objects.filter(is_draft=True).order_by("place")

    galina.post(f"{building}{first.pid}/", {"text": "Стало иначе"})
    galina.post(f"{building}order/", {"move": f"{second.pid}:up"})
    assert "Изменения видите только вы" in main_of(galina.get(building))
    assert "Было так Второй Потом это" in main_of(boris.get(shown))
    preview = main_of(galina.get(f"{building}preview/"))
    assert preview.index("Второй") < preview.index("Стало иначе")

    galina.post(f"{building}drop/")
    assert "Было так" in main_of(galina.get(f"{building}preview/"))
    kept = Block.objects.filter(is_draft=True).order_by("place")
    galina.post(f"{building}{kept[1].pid}/remove/")
    galina.post(f"{building}publish/")
    assert "Второй" not in main_of(boris.get(shown))


def test_a_block_shows_each_reader_only_what_he_may_read(
    world: World, as_: As, building: str
) -> None:
    """The topic of members stands in the block of a member, not in that of a guest."""
    galina = as_(world.galina)
    shown = f"{home(world)}{Section.objects.get(kind='page').slug}/"
    add(galina, building, "text", text="Здравствуйте")
    add(galina, building, "posts", line_n=10)
    galina.post(f"{building}publish/")
    assert world.topic.audience == Audience.COMMUNITY
    assert world.topic.title in main_of(as_(world.boris).get(shown))
    guest = main_of(as_(None).get(shown))
    assert "Здравствуйте" in guest
    assert world.topic.title not in guest


def test_bad_input_keeps_what_was_typed_and_makes_nothing(
    world: World, as_: As, building: str
) -> None:
    galina = as_(world.galina)
    empty = galina.post(f"{building}new/text/", {"title": "Правила", "text": " "})
    assert empty.status_code == 422
    assert "Напишите текст блока." in text_of(empty)
    assert 'value="Правила"' in empty.content.decode()
    many = galina.post(f"{building}new/posts/", {"line_n": 1000})
    assert many.status_code == 422
    assert galina.get(f"{building}new/nothing/").status_code == 404
    refused = galina.post(f"{building}publish/")
    assert "показывать нечего" in text_of(refused)
    assert not Block.objects.exists()
    page = Section.objects.get(kind="page")
    for number in range(actions.MOST_BLOCKS):
        actions.add_block(section=page, kind="text", html=f"{number}", actor=SYSTEM, at=THEN)
    over = galina.post(f"{building}new/text/", {"text": "Ещё один"})
    assert "уже 20 блоков" in text_of(over)
    assert Block.objects.count() == actions.MOST_BLOCKS


def test_a_page_asks_as_much_for_many_blocks_of_text_as_for_one(world: World, as_: As) -> None:
    page = menus.add_section(community=world.community, kind="page", title="Памятка", actor=SYSTEM)
    shown, boris = f"{home(world)}{page.slug}/", as_(world.boris)
    counts = []
    for number in (1, 19):
        for _ in range(number):
            actions.add_block(section=page, kind="text", html="Слова", actor=SYSTEM, at=THEN)
        actions.publish_page(section=page, actor=SYSTEM, at=THEN)
        counts.append(len(queries_of(boris, shown)))
    assert counts == [5, 5]
