"""The rules of a community: shown, accepted at joining, asked again when they change."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
import pytest
import time_machine

from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import ConductAcceptance, Membership
from tests.factories import world as factory
from tests.factories.people import person, sign_in
from tests.factories.world import World
from tests.shared.accounts.pages import text_of
from tests.shared.communities.test_stories import main_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """The small district."""
    return factory.make_world()


@pytest.fixture
def as_() -> Callable[[Person | None], Client]:
    """A browser of a person's own; None is a guest."""
    return lambda who: sign_in(Client(), who) if who else Client()


@pytest.fixture
def olga(world: World) -> Person:
    """A teacher of the district who is in no community yet."""
    made = person("Ольга Крылова", position="subject_teacher")
    factory.admit(made, world.district, world.organization)
    return made


def acceptances(who: Person) -> list[tuple[int, int]]:
    """What a person accepted: numbers of wordings with the days."""
    rows = ConductAcceptance.objects.filter(person=who).order_by("text__number")
    return [(number, at.day) for number, at in rows.values_list("text__number", "at")]


@pytest.mark.clause("BB-6.6", "PD-3.5")
def test_rules_are_accepted_at_joining_and_a_new_version_asks_again(
    world: World, as_: Any, olga: Person, frozen: time_machine.Traveller
) -> None:
    """Shown to all, accepted with the button of joining; a new wording is a banner until accepted."""
    here, galina, her = page_of(world.community), as_(world.galina), as_(olga)
    rules = main_of(as_(None).get(f"{here}conduct/"))
    assert "Спорим о деле, а не о людях" in rules
    assert "Оскорбление" in rules
    assert "Редакция 1 от" in rules
    page = her.get(here)
    assert "Вступая, вы принимаете правила сообщества" in main_of(page)
    assert '<input type="hidden" name="conduct" value="1">' in page.content.decode()
    her.post(f"{here}enter/", {"conduct": "1"})
    assert acceptances(olga) == [(1, 14)]
    assert "Вы приняли эти правила" in main_of(her.get(f"{here}conduct/"))
    assert "Правила сообщества изменились" not in main_of(her.get(here))

    frozen.shift(timedelta(days=2))
    new = {"text": "Отвечаем коллеге в тот же день."}
    assert galina.post(f"{here}manage/conduct/", new).status_code == 302

    assert "Правила сообщества изменились" in main_of(her.get(here))
    assert "Правила сообщества изменились" in main_of(as_(world.boris).get(here))
    rules = main_of(her.get(f"{here}conduct/"))
    assert "Отвечаем коллеге в тот же день." in rules
    assert "Прежние редакции" in rules
    assert "Принимаю правила" in rules
    her.post(f"{here}conduct/accept/", {"conduct": "2"})
    assert acceptances(olga) == [(1, 14), (2, 16)]
    assert "Правила сообщества изменились" not in main_of(her.get(here))
    assert "приняли 1 из 4" in main_of(galina.get(f"{here}manage/conduct/"))
    her.post(f"{here}leave/")
    assert acceptances(olga) == [(1, 14), (2, 16)], "kept when he leaves"


def test_nobody_joins_by_a_wording_he_was_not_shown(world: World, as_: Any, olga: Person) -> None:
    """A page opened before the change, a form without the number: the rules come first."""
    here, her = page_of(world.community), as_(olga)
    new = {"text": "Отвечаем коллеге в тот же день."}
    as_(world.galina).post(f"{here}manage/conduct/", new)

    for typed in ({}, {"conduct": "1"}, {"conduct": "x"}):
        answer = her.post(f"{here}enter/", typed)
        assert answer.status_code == 409
        assert "Отвечаем коллеге в тот же день." in text_of(answer)
    assert not Membership.objects.filter(person=olga).exists()
    assert her.post(f"{here}enter/", {"conduct": "2"}).status_code == 302
    assert Membership.objects.get(person=olga).conduct_n == 2


def test_an_invited_person_accepts_the_rules_with_the_invitation(
    world: World, as_: Any, olga: Person
) -> None:
    here, her = page_of(world.community), as_(olga)
    factory.invite(olga, world.community)
    first = her.post(f"{here}answer/", {"answer": "accept"})
    assert first.status_code == 409
    assert "Принимаю правила и вступаю" in text_of(first)
    her.post(f"{here}answer/", {"answer": "accept", "conduct": "1"})
    assert [number for number, _day in acceptances(olga)] == [1]
    assert her.post(f"{here}conduct/accept/", {"conduct": "7"}).status_code == 409


def test_the_regulation_s_list_makes_a_new_version(world: World, as_: Any) -> None:
    """Дмитрий shortens the list of what may be reported: every community's rules follow and ask."""
    here = page_of(world.community)
    rule = reverse("regulations:rule-edit", args=[world.district.slug, "moderation.rules"])
    as_(world.dmitry).post(rule, {"moderation.rules": ["insult", "hindering"]})

    boris = as_(world.boris)
    assert "Правила сообщества изменились" in main_of(boris.get(here))
    rules = main_of(boris.get(f"{here}conduct/"))
    now = rules.partition("Прежние редакции")[0]
    assert "Помехи в работе руководителя и модераторов" in now
    assert "Реклама" not in now


def test_only_those_who_run_it_word_the_rules(world: World, as_: Any) -> None:
    """A member is refused, an empty or unchanged wording too."""
    change = f"{page_of(world.community)}manage/conduct/"
    assert as_(world.boris).post(change, {"text": "Моё"}).status_code == 403
    galina = as_(world.galina)
    assert galina.post(change, {"text": " "}).status_code == 422
    assert galina.post(change, {"text": "Раз"}).status_code == 302
    again = galina.post(change, {"text": "Раз"})
    assert again.status_code == 422
    assert "Вы ничего не изменили." in text_of(again)
