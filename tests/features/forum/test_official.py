"""Official sections: a named person leads, decisions are kept and found."""

from collections.abc import Callable
from typing import Any

from django.test import Client
import pytest

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Section
from staffroom.shared.publications.models import Comment
from tests.factories import world as factory
from tests.factories.people import sign_in
from tests.factories.world import World
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """The small district with a section «Программы» for posts with the tag «программы»."""
    made = factory.make_world()
    Section.objects.create(
        community=made.community, kind="tag", title="Программы", slug="programs", tag="программы", place=9
    )  # fmt: skip
    return made


@pytest.fixture
def as_() -> Callable[[Person | None], Client]:
    """A browser of a person's own; None is a guest."""
    return lambda who: sign_in(Client(), who) if who else Client()


def section_of(world: World) -> tuple[Section, str]:
    """The section and its address."""
    home = world.community
    address = f"/{world.district.slug}/c/{home.pid}-{home.slug}/programs/"
    return Section.objects.get(slug="programs"), address


@pytest.mark.clause("OL-2.1.3.a")
def test_an_official_section_is_led_by_a_named_person_and_keeps_decisions(
    world: World, as_: Any
) -> None:
    """Галина is named; a reply becomes a decision, is marked in its talk and listed by the section."""
    anna, galina = as_(world.anna), as_(world.galina)
    section, address = section_of(world)
    form = f"/p/sections/{section.pid}/official/"
    assert "Сделать раздел официальным" in text_of(galina.get(address))
    assert "Сделать раздел официальным" not in text_of(anna.get(address))
    assert "Галина Ветрова" in text_of(galina.get(form))

    assert galina.post(form, {"leader": world.galina.pid}).status_code == 302

    page = text_of(anna.get(address))
    assert "Официальный раздел" in page
    assert "Галина Ветрова" in page
    assert "ведёт раздел" in page
    assert "Решений пока нет." in page
    talk = factory.publication(
        world.anna, world.community, "Какую программу берём", tags=["программы"]
    )
    said = factory.comment(world.boris, talk, "Берём программу на 34 часа.")
    menu = galina.get(f"/p/{talk.pid}/", follow=True).content.decode()
    decide = f"/p/{talk.pid}/comments/{said.seq}/decide/"
    assert f'href="{decide}"' in menu
    assert decide not in anna.get(f"/p/{talk.pid}/", follow=True).content.decode()
    assert "Записать в решения?" in text_of(galina.get(decide))
    assert galina.post(decide, {"decide": "1"}).status_code == 302
    read = anna.get(f"/p/{talk.pid}/", follow=True).content.decode()
    assert read.count("Решение</p>") == 1
    listed = anna.get(address)
    assert "Берём программу на 34 часа." in text_of(listed)
    assert "Решений пока нет." not in text_of(listed)
    way = f"/p/{talk.pid}/comments/{said.seq}/"
    assert f'href="{way}"' in listed.content.decode()
    assert anna.get(way)["Location"].endswith(f"#c{said.seq}")

    assert galina.post(decide, {"decide": "0"}).status_code == 302
    assert "Решений пока нет." in text_of(anna.get(address))


def test_decisions_of_closed_talks_are_not_listed_to_others(world: World, as_: Any) -> None:
    section, address = section_of(world)
    as_(world.galina).post(f"/p/sections/{section.pid}/official/", {"leader": world.galina.pid})
    talk = factory.publication(world.anna, world.community, "Для своих", tags=["программы"])
    said = factory.comment(world.boris, talk, "Тайное решение.")
    as_(world.galina).post(f"/p/{talk.pid}/comments/{said.seq}/decide/", {"decide": "1"})
    words = text_of(as_(None).get(address))
    assert "Тайное решение." not in words
    assert "Галина Ветрова" not in words
    as_(world.galina).post(f"/p/{talk.pid}/comments/{said.seq}/hide/", {"reason": "Рано"})
    assert "Тайное решение." not in text_of(as_(world.anna).get(address))


def test_who_holds_no_role_leads_nothing_and_a_section_becomes_ordinary_again(
    world: World, as_: Any
) -> None:
    section, address = section_of(world)
    galina, form = as_(world.galina), f"/p/sections/{section.pid}/official/"
    assert galina.post(form, {"leader": world.boris.pid}).status_code == 422
    assert as_(world.anna).post(form, {"leader": world.galina.pid}).status_code == 403
    assert galina.post(form, {"leader": world.galina.pid}).status_code == 302
    assert galina.post(form, {"leader": ""}).status_code == 302
    assert "ведёт раздел" not in text_of(as_(world.anna).get(address))


@pytest.mark.clause("OL-3.6.1")
def test_people_answer_for_their_words(world: World, as_: Any) -> None:
    """Under a real name; what was said before an edit is kept for moderators; deletion leaves a trace."""
    boris, galina = as_(world.boris), as_(world.galina)
    boris.post(f"/p/{world.topic.pid}/comments/", {"body": "Это всё чепуха."})
    said = Comment.objects.latest("pk")
    place = f"/p/{world.topic.pid}/comments/{said.seq}"
    boris.post(f"{place}/edit/", {"body": "Я не согласен."})
    page = text_of(galina.get(f"/p/{world.topic.pid}/", follow=True))
    assert "Борис Орлов" in page
    assert "Я не согласен." in page
    assert "изменено" in page
    assert "Это всё чепуха." in text_of(galina.get(f"{place}/history/"))

    boris.post(f"{place}/remove/")

    page = text_of(galina.get(f"/p/{world.topic.pid}/", follow=True))
    assert "Автор удалил этот ответ." in page
    assert "Я не согласен." not in page
