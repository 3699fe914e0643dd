"""Talks that somebody leads: live hours with a presenter, the exchange of the week with its summary."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import re
from typing import Any

from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import CommunityState
from staffroom.shared.duties.models import Duty
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Comment, Publication
from tests.factories import world as factory
from tests.factories.people import person, sign_in
from tests.factories.world import World
from tests.shared.accounts.pages import text_of


@pytest.fixture
def world(db: Any, frozen: Any) -> World:
    """The small district on a Monday, at half past twelve by Moscow time."""
    made = factory.make_world()
    run_once()
    return made


@pytest.fixture
def as_() -> Callable[[Person | None], Client]:
    """A browser of a person's own; None is a guest."""
    return lambda who: sign_in(Client(), who) if who else Client()


def topic_of(world: World) -> str:
    """The address of the topic."""
    return f"/p/{world.topic.pid}-{world.topic.slug}/"


def told(client: Client) -> str:
    """The list of notices."""
    run_once()
    return text_of(client.get("/notices/"))


HOUR = {"host": "Борис Орлов", "from_at": "2026-09-14T16:00", "minutes": "60"}


@pytest.mark.clause("TV-2.2.1.d")
def test_a_topic_has_live_hours_with_a_presenter_and_stays_a_topic(
    world: World, as_: Any, frozen: Any
) -> None:
    """Анна announces that Борис answers at four; people ask, he answers live; the talk goes on after."""
    anna, boris, galina = as_(world.anna), as_(world.boris), as_(world.galina)
    topic, hour = topic_of(world), f"/p/{world.topic.pid}/hour/"
    assert f'href="{hour}"' in anna.get(topic).content.decode()
    assert f'href="{hour}"' not in boris.get(topic).content.decode()

    assert anna.post(hour, HOUR).status_code == 302

    page = text_of(galina.get(topic))
    assert "Живой час: сегодня в 16:00–17:00 Отвечает Борис Орлов" in page
    here = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/topics/"
    assert "живой час: сегодня в 16:00" in text_of(galina.get(here))
    assert "Вы отвечаете в живой час 14 сентября в 16:00: «Как объяснить дроби»" in told(boris)
    assert "Живой час 14 сентября в 16:00: «Как объяснить дроби»" in told(galina)
    galina.post(f"/p/{world.topic.pid}/follow/", {"follow": "1"})

    frozen.shift(timedelta(hours=3, minutes=31))
    assert "Живой час начался: «Как объяснить дроби»" in told(galina)
    assert "Ваш живой час начался: «Как объяснить дроби»" in told(boris)
    assert "Идёт живой час, до 17:00 Сейчас отвечает Борис Орлов" in text_of(galina.get(topic))
    assert "идёт живой час" in text_of(galina.get(here))
    galina.post(f"/p/{world.topic.pid}/comments/", {"body": "С чего начать в пятом классе?"})
    asked = Comment.objects.latest("pk")
    boris.post(f"/p/{world.topic.pid}/comments/", {"body": "С пиццы.", "reply_to": str(asked.seq)})
    page = text_of(galina.get(topic))
    assert re.search(r"Борис Орлов.{0,60}в ответ: Галина Ветрова С пиццы\.", page)

    frozen.shift(timedelta(hours=1))
    page = text_of(galina.get(topic))
    assert "Живой час прошёл 14 сентября, ведущий: Борис Орлов" in page
    assert "Обсуждение открыто: можно спрашивать и отвечать дальше." in page
    later = galina.post(f"/p/{world.topic.pid}/comments/", {"body": "Попробовала, вышло."})
    assert later.status_code == 302
    assert "живой час" not in text_of(galina.get(here))


def test_an_hour_is_moved_called_off_and_led_only_by_who_may_answer(
    world: World, as_: Any, frozen: Any
) -> None:
    """The presenter may decline; nobody is told of the beginning of what was moved or called off."""
    anna, boris = as_(world.anna), as_(world.boris)
    hour = f"/p/{world.topic.pid}/hour/"
    outside = person("Павел Дальний")
    factory.admit(outside, world.district, world.organization)
    for wrong, words in (
        ({"host": "Павел Дальний"}, "сначала пригласите его в сообщество"),
        ({"host": "Никто Нигде"}, "такого человека нет"),
        ({"from_at": "2026-09-14T11:00"}, "Выберите время впереди"),
        ({"from_at": "2027-09-14T11:00"}, "Выберите время впереди"),
        ({"minutes": "999"}, "Выберите корректный вариант"),
    ):
        refused = anna.post(hour, {**HOUR, **wrong})
        assert (refused.status_code, words in text_of(refused)) == (422, True), wrong
    anna.post(hour, HOUR)
    anna.post(hour, {**HOUR, "from_at": "2026-09-14T18:00"})
    frozen.shift(timedelta(hours=3, minutes=31))
    assert "Живой час начался" not in told(anna)

    declined = boris.post(f"/p/{world.topic.pid}/hour/cancel/")

    assert declined.status_code == 302
    assert "Живой час 14 сентября в 18:00 отменён" in told(anna)
    assert "Живой час" not in text_of(anna.get(topic_of(world)))
    frozen.shift(timedelta(hours=2))
    assert "Живой час начался" not in told(anna)
    assert boris.post(f"/p/{world.topic.pid}/hour/cancel/").status_code == 403
    help_me = factory.publication(world.anna, world.community, "Не сходится", kind="help")
    assert anna.get(f"/p/{help_me.pid}/hour/").status_code == 403
    world.community.state = CommunityState.SUSPENDED
    world.community.save(update_fields=["state"])
    assert anna.get(hour).status_code == 403


def test_an_hour_is_typed_and_told_by_the_clock_of_the_district_whose_name_is_on_top(
    world: World, as_: Any
) -> None:
    """Анна belongs to a district by Moscow's clock first; the talk is of one six hours ahead."""
    theirs = factory.district("olekma", "Олёкма")
    District.objects.filter(pk=theirs.pk).update(time_zone="Asia/Yakutsk")
    there = factory.community(theirs)
    for who in (world.anna, world.boris):
        factory.admit(who, theirs)
        factory.enrol(who, there)
    topic = factory.publication(world.anna, there, "Как начать урок")
    anna, hour = as_(world.anna), f"/p/{topic.pid}/hour/"

    assert anna.post(hour, {**HOUR, "from_at": "2026-09-14T20:00"}).status_code == 302

    topic.refresh_from_db()
    assert topic.hour_from == datetime(2026, 9, 14, 11, 0, tzinfo=UTC)
    page = anna.get(hour).content.decode()
    assert 'value="2026-09-14T20:00"' in page
    assert "Олёкма" in page


@pytest.mark.clause("TV-2.2.5")
def test_an_exchange_of_the_week_has_one_practice_questions_replies_and_a_summary(
    world: World, as_: Any, frozen: Any
) -> None:
    """Галина shows one practice; colleagues ask, she answers; in a week she owes what came out of it."""
    galina, boris, vera = as_(world.galina), as_(world.boris), as_(world.vera)
    form = f"/p/new/exchange/?in={world.community.pid}"
    assert boris.get(form).status_code == 403
    assert "Опишите один приём" in text_of(galina.get(form))
    practice = {
        "title": "Пять минут в начале урока", "body": "Один пример на доске, все считают в уме.",
        "audience": "community", "act": "publish",
    }  # fmt: skip
    assert galina.post(form, practice).status_code == 302
    made = Publication.objects.get(title="Пять минут в начале урока")
    address = f"/p/{made.pid}-{made.slug}/"
    boris.post(f"/p/{made.pid}/comments/", {"body": "А если класс слабый?"})
    galina.post(f"/p/{made.pid}/comments/", {"body": "Берём пример на два шага.", "reply_to": "1"})
    frozen.shift(timedelta(days=5))
    waiting = text_of(galina.get("/home/"))
    assert "Обмен недели: подвести итог «Пять минут в начале урока»" in waiting

    words = "Пять минут хватает. Слабым — два шага, сильным — свой пример."
    kept = galina.post(f"/p/{made.pid}/summary/", {"body": words})

    assert kept.status_code == 302
    page = text_of(boris.get(address))
    for part in ("Обмен недели", "все считают в уме", "А если класс слабый?", "на два шага."):
        assert part in page
    assert f"Итог обсуждения {words}" in page
    assert page.index(words) < page.index("все считают в уме")
    assert "подвести итог" not in text_of(galina.get("/home/"))
    assert not Duty.objects.filter(closed_at=None, kind="forum.exchange").exists()
    assert "Подведён итог: «Пять минут в начале урока»" in told(boris)
    here = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/topics/"
    listed = text_of(boris.get(f"{here}?kind=exchange"))
    assert "Пять минут в начале урока" in listed
    assert "есть итог" in listed
    assert "Пять минут в начале урока" in text_of(boris.get("/search/?q=слабым+шага+сильным"))
    assert vera.get(address).status_code == 404
    assert words not in text_of(vera.get("/search/?q=слабым+шага+сильным"))


def test_a_summary_is_put_in_other_words_by_who_leads_the_talk(world: World, as_: Any) -> None:
    """The author of a topic sums it up; others may not; another wording is told to nobody."""
    anna, boris = as_(world.anna), as_(world.boris)
    summary = f"/p/{world.topic.pid}/summary/"
    assert boris.post(summary, {"body": "Моё"}).status_code == 403
    assert anna.post(summary, {"body": " "}).status_code == 422
    anna.post(summary, {"body": "Начинать с пиццы."})
    anna.post(summary, {"body": "Начинать с яблока."})
    page = text_of(boris.get(topic_of(world)))
    assert "Начинать с яблока." in page
    assert "Начинать с пиццы." not in page
    assert told(boris).count("Подведён итог") == 1
