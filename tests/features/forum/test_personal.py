"""A telephone or an address is asked about before others read it; nothing typed is lost."""

from collections.abc import Callable
import html
from typing import Any

from django.test import Client
import pytest

from staffroom.shared.accounts.models import Person
from staffroom.shared.publications.models import Publication
from tests.factories import world as factory
from tests.factories.people import sign_in
from tests.factories.world import World
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db
PHONE = "Мама Пети отвечает по +7 912 345-67-89, ул. Лесная, 4."


@pytest.fixture
def world() -> World:
    """The small district; «Базовый» warns."""
    return factory.make_world()


@pytest.fixture
def as_() -> Callable[[Person], Client]:
    """A browser of a person's own."""
    return lambda who: sign_in(Client(), who)


def test_a_reply_with_a_telephone_is_asked_about_first(world: World, as_: Any) -> None:
    """The warning names what was found and keeps the words; the author may insist."""
    boris, address = as_(world.boris), f"/p/{world.topic.pid}/comments/"

    asked = boris.post(address, {"body": PHONE})

    words = text_of(asked)
    assert asked.status_code == 422
    assert "Похоже, здесь личные сведения." in words
    assert "телефон: +7 912 345-67-89" in words
    assert "адрес: ул. Лесная, 4" in words
    assert "Опубликовать всё равно" in words
    assert f">\n{PHONE}</textarea>" in html.unescape(asked.content.decode())
    assert "345-67-89" not in text_of(as_(world.anna).get(f"/p/{world.topic.pid}/", follow=True))
    assert boris.post(address, {"body": PHONE, "personal_ok": "1"}).status_code == 302
    assert "345-67-89" in text_of(as_(world.anna).get(f"/p/{world.topic.pid}/", follow=True))


def test_a_corrected_reply_is_asked_nothing(world: World, as_: Any) -> None:
    answer = as_(world.boris).post(
        f"/p/{world.topic.pid}/comments/", {"body": "Спрошу у мамы Пети."}
    )
    assert answer.status_code == 302


def test_an_edit_is_asked_only_about_what_is_new(world: World, as_: Any) -> None:
    reply = factory.comment(world.boris, world.topic, PHONE)
    boris, address = as_(world.boris), f"/p/{world.topic.pid}/comments/{reply.seq}/edit/"
    assert boris.post(address, {"body": f"{PHONE} Вечером."}).status_code == 302
    asked = boris.post(address, {"body": f"{PHONE} Или petya@school.example."})
    assert asked.status_code == 422
    assert "электронная почта: petya@school.example" in text_of(asked)
    assert "телефон: +7 912" not in text_of(asked)


def test_a_new_topic_is_asked_about_and_a_draft_is_not(world: World, as_: Any) -> None:
    anna, form = as_(world.anna), f"/p/new/topic/?in={world.community.pid}"
    typed = {"title": "Пишите: anna@school.example", "body": "Соберёмся?", "audience": "community"}
    asked = anna.post(form, {**typed, "act": "publish"})
    assert asked.status_code == 422
    assert "электронная почта: anna@school.example" in text_of(asked)
    assert anna.post(form, {**typed, "act": "draft"}).status_code == 302
    draft = Publication.objects.get(title=typed["title"])
    edit = f"/p/{draft.pid}/edit/"
    assert anna.post(edit, {**typed, "act": "publish"}).status_code == 422
    assert anna.post(edit, {**typed, "personal_ok": "1"}).status_code == 302
    draft.refresh_from_db()
    assert draft.status == "published"
