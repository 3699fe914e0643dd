"""What the regulations promise of review, done through pages as people do it."""

from collections.abc import Callable
from datetime import date, timedelta
import re
from typing import Any

import pytest
from time_machine import Traveller

from staffroom.features.review.models import Recommendation
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import ScopeKind
from staffroom.shared.duties.jobs import remind_of_terms
from staffroom.shared.duties.models import Duty
from tests.factories import review as made
from tests.factories.world import World, grant
from tests.features.review.conftest import Browser
from tests.shared.accounts.pages import letters_to, link_in, post_away, text_of

pytestmark = pytest.mark.usefixtures("frozen")
Adopt = Callable[[str], None]
GOOD = {"points_1": "5", "points_2": "5", "strong": "Живо.", "verdict": "accept"}


def home(world: World) -> str:
    return f"/{world.district.slug}/review/"


def ask(world: World, client: Any, **more: str) -> Any:
    """Анна hands the topic in on its page."""
    given = {"rubric": made.rubric(world.district).pid, "mode": "blind", **more}
    return client.post(f"/p/{world.topic.pid}/review/", given)


@pytest.mark.clause("BB-1.11")
def test_an_expert_is_offered_works_of_his_direction_alone(world: World, browser: Browser) -> None:
    dmitry = browser(world.dmitry)
    dmitry.post(
        f"{home(world)}experts/new/",
        {"person": world.timur.name, "subjects": ["history"], "most_at_once": "3"},
    )
    assert "История" in text_of(dmitry.get(f"{home(world)}experts/"))
    raisa = made.expert(world.district, "Раиса Первая", directions=[("math", "")])

    assert ask(world, browser(world.anna), subject="math", level="basic").status_code == 302

    assert world.topic.title in text_of(browser(raisa.person).get(home(world)))
    assert world.topic.title not in text_of(browser(world.timur).get(home(world)))
    assert {one.reviewer for one in made.given(made.standing(world))} == {raisa}


@pytest.mark.clause("BT-3.3.a")
def test_a_product_comes_to_the_department_which_names_experts(
    world: World, adopt: Adopt, browser: Browser
) -> None:
    adopt("baltasi")
    group = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/"
    handed = browser(world.galina).post(
        f"{group}term/product/",
        {"words": "Памятка по степеням", "publication": world.topic.pk, "verdict": "solved"},
    )
    assert handed.status_code == 302, text_of(handed)

    dmitry = browser(world.dmitry)
    queue = text_of(dmitry.get(home(world)))
    assert world.topic.title in queue
    assert "Получена, ждёт экспертов" in queue
    found = made.standing(world)
    assert "Методическая разработка" in text_of(dmitry.get(made.page(found)))
    for name in ("Раиса Первая", "Савва Второй"):
        expert = made.expert(world.district, name)
        named = dmitry.post(f"{made.page(found)}assign/", {"reviewer": expert.pid, "override": ""})
        assert named.status_code == 302, text_of(named)
    shown = text_of(dmitry.get(made.page(found)))
    assert "Раиса Первая" in shown
    assert "У экспертов" in shown


@pytest.mark.clause("BT-3.3.b")
def test_ten_days_from_receipt_with_reminders_and_the_overdue_in_the_report(
    world: World, adopt: Adopt, browser: Browser, frozen: Traveller
) -> None:
    adopt("baltasi")
    raisa, savva = (made.expert(world.district, name) for name in ("Раиса Первая", "Савва Второй"))
    assert ask(world, browser(world.anna)).status_code == 302
    found = made.standing(world)
    assert found.due_on == date(2026, 9, 24)  # received on the 14th
    for one in made.given(found):
        expert = browser(raisa.person if one.reviewer == raisa else savva.person)
        expert.post(f"{home(world)}works/{one.pid}/accept/")

    for _day in range(9):
        frozen.shift(timedelta(days=1))
        remind_of_terms()
        post_away()

    kinds = Duty.objects.filter(records__act="reminded").values_list("kind", flat=True)
    assert {"review.score", "review.conclude"} <= set(kinds)
    for who in (raisa.person, world.dmitry):
        assert "срок" in text_of(browser(who).get("/notices/")).lower()
    frozen.shift(timedelta(days=3))
    report = text_of(browser(world.dmitry).get(f"/{world.district.slug}/staff/duties/"))
    assert "Дайте заключение по отзывам экспертов" in report
    assert "просрочено" in report


@pytest.mark.clause("BT-1.7.a")
@pytest.mark.clause("BT-1.7.b")
def test_the_council_recommends_by_minutes_and_follows_the_work(
    world: World, adopt: Adopt, browser: Browser
) -> None:
    adopt("baltasi")
    for name in ("Раиса Первая", "Савва Второй"):
        made.expert(world.district, name, most_at_once=9)
    made.concluded(world, made.asked(world), (5, 5))
    made.concluded(world, made.asked(world, world.open_topic), (3, 3))
    for one in (world.boris, world.timur):
        grant(
            one,
            ScopeKind.DISTRICT,
            world.district.pk,
            "council_member",
            Power.SEE_ALL | Power.REVIEW,
        )
    boris = browser(world.boris)
    listed = text_of(boris.get(f"{home(world)}council/"))
    assert world.topic.title in listed
    assert world.open_topic.title not in listed, "sixty of a hundred"

    found = made.standing(world)
    proposed = boris.post(
        f"{home(world)}council/{found.pid}/propose/", {"target": "conference", "place": "Чтения"}
    )
    url = proposed["Location"]
    assert "Ждёт решения совета" in text_of(boris.get(url))
    assert boris.post(f"{url}decide/", {"is_for": "1", "words": ""}).status_code == 422
    recorded = boris.post(f"{url}decide/", {"is_for": "1", "words": "Протокол № 3 от 10.09.2026"})
    assert recorded.status_code == 302, text_of(recorded)

    for state, words in (
        ("sent", "Направлено"),
        ("accepted", "Принято"),
        ("published", "Опубликовано"),
    ):
        assert words not in text_of(boris.get(url)).partition("Состояние")[2][:40]
        boris.post(f"{url}mark/", {"state": state, "place": "Сборник чтений"})
        assert words in text_of(boris.get(url)).partition("Состояние")[2][:40]
    printed = text_of(boris.get(url))
    for words in (
        "На научно-практическую конференцию", "Сборник чтений", "Протокол № 3 от 10.09.2026",
        world.anna.full_name, world.topic.title, "100 из 100", "рекомендует",
    ):  # fmt: skip
        assert words in printed
    assert Recommendation.objects.count() == 1
    public = text_of(browser(world.boris).get(f"/p/{world.topic.pid}/", follow=True))
    assert "Прошла экспертизу" in public
    assert "Рекомендовано методическим советом" in public


@pytest.mark.clause("PD-5.2.a")
@pytest.mark.clause("PD-5.2.b")
def test_an_external_expert_comes_by_a_letter_and_leaves_with_his_opinion(
    world: World, adopt: Adopt, browser: Browser, frozen: Traveller
) -> None:
    adopt("petrodvorets")
    assert ask(world, browser(world.anna)).status_code == 302
    found, galina, guest = made.standing(world), browser(world.galina), browser(None)
    letters = {}
    for name, email in (
        ("Гостев Пётр Ильич", "gost@vuz.example"),
        ("Дальнов Ян", "yan@vuz.example"),
    ):
        invited = galina.post(
            f"{made.page(found)}invite/",
            {"name": name, "post": "Доцент", "email": email, "until_on": "2026-09-20"},
        )
        assert invited.status_code == 302, text_of(invited)
        (letters[email],) = letters_to(email)
    assert "Гостев" in letters["gost@vuz.example"].body
    link, other = (link_in(letters[one]) for one in ("gost@vuz.example", "yan@vuz.example"))

    assert world.topic.plain not in text_of(guest.get(link)), (
        "first he says that he is free to judge"
    )
    assert guest.post(link, {}).status_code == 422
    assert guest.post(link, {"independent": "on"}).status_code == 302
    assert "Цель урока ясна" in text_of(guest.get(link))
    assert guest.get(home(world)).status_code == 302, "nothing but his work"
    thanks = guest.post(link, {**GOOD, "draft": "opinion-1"})
    assert "Спасибо" in text_of(thanks)
    assert thanks.cookies["saved"].value == "opinion-1", "his browser forgets what it kept"
    ended, unknown = guest.get(link), guest.get(f"{home(world)}by-link/takogo-ne-slali/")
    assert ended.status_code == unknown.status_code == 404
    assert "Приглашение закончилось" in text_of(ended)
    assert text_of(ended) == text_of(unknown), "nobody learns which links there were"

    guest.post(other, {"independent": "on"})
    frozen.shift(timedelta(days=7))
    late = guest.post(other, {**GOOD, "strong": "Опоздал, но живо."})
    assert late.status_code == 404, "its day has passed"
    assert "Отзыв не сдан" in text_of(late)
    assert "Опоздал, но живо." in text_of(late), "nothing typed is lost"
    assert text_of(guest.get(other)) == text_of(unknown)
    frozen.shift(timedelta(days=-7))
    shown = text_of(galina.get(made.page(found)))
    assert "Живо." in shown
    assert "внешний" in shown


@pytest.mark.clause("BT-4.1.5")
def test_works_are_listed_by_the_level_of_their_conclusion(
    world: World, adopt: Adopt, browser: Browser
) -> None:
    for name in ("Раиса Первая", "Савва Второй"):
        made.expert(world.district, name, most_at_once=9)
    made.concluded(world, made.asked(world))
    adopt("baltasi")
    made.concluded(world, made.asked(world, world.open_topic))
    anna = browser(world.anna)
    municipal = text_of(anna.get(f"{home(world)}?level=municipal")).partition(
        "Работы на экспертизе"
    )[2]
    assert world.open_topic.title in municipal
    assert world.topic.title not in municipal


@pytest.mark.clause("OL-3.3.2.d")
def test_a_colleague_with_merit_judges_without_an_order(
    world: World, adopt: Adopt, browser: Browser
) -> None:
    adopt("olekminsk")
    timur = browser(world.timur)
    here = f"{home(world)}volunteer/"
    world.timur.subjects.create(code="music")
    assert re.search(r'value="music"[^>]*checked', timur.get(here).content.decode())
    assert timur.post(here, {"most_at_once": "2"}).status_code == 422
    made_one = timur.post(
        here,
        {"most_at_once": "2", "merit_kind": "prize", "merit_words": "«Учитель года», 2025"},
    )
    assert made_one.status_code == 302, text_of(made_one)
    assert timur.get(here).status_code == 403, "once"
    assert "Отпуск и образцы" in text_of(timur.get(home(world)))
    assert "Учитель года" in text_of(
        browser(world.dmitry).get(f"{home(world)}experts/{world.timur.reviewer_in.get().pid}/edit/")
    )
