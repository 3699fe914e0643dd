"""Approved experience is spread by a plan, and each of its steps is put on record (BT-1.3.5.b)."""

from collections.abc import Callable
from datetime import date

import pytest
from time_machine import Traveller

from staffroom.core.viewer import SYSTEM
from staffroom.features.review.actions import conclusions
from staffroom.features.review.models import Conclusion, SpreadingStep
from staffroom.shared.duties.jobs import remind_of_terms
from staffroom.shared.duties.models import Duty
from tests.conftest import MOMENT
from tests.factories import experience as pages
from tests.factories import materials
from tests.factories import review as made
from tests.factories.world import THEN, World
from tests.features.review.conftest import Browser
from tests.queries import assert_queries_constant
from tests.shared.accounts.pages import text_of
from tests.shared.duties.test_terms import post

pytestmark = pytest.mark.usefixtures("frozen")
STEP = {
    "kind": "lesson", "title": "Мастер-класс по степеням", "planned_on": "2026-10-12",
    "place": "Школа № 2", "person": "Борис Орлов",
}  # fmt: skip


@pytest.mark.clause("BT-1.3.5.b")
def test_approved_experience_is_spread_by_a_plan_with_a_record_of_each_step(
    world: World, browser: Browser, adopt: Callable[[str], None], frozen: Traveller
) -> None:
    adopt("baltasi")
    work = materials.standing(world)
    for name in ("Раиса Первая", "Савва Второй"):
        made.expert(world.district, name)
    found = made.concluded(world, made.asked(world, work.publication))
    anna, boris, vera = (browser(one) for one in (world.anna, world.boris, world.vera))
    card, plan = f"/p/{work.publication.pid}/", f"/p/{work.publication.pid}/spreading/"

    # approved at the level of the regulation: its author makes the plan, a reader may not
    shown = text_of(anna.get(card, follow=True))
    assert "уровень: муниципальный" in shown
    assert "Составить план диссеминации" in shown
    assert "Составить план" not in text_of(boris.get(card, follow=True))
    assert boris.post(plan, {"words": "Моё"}).status_code == 404
    assert anna.post(plan, {"words": "Учителям седьмых классов"}).status_code == 302
    assert anna.post(f"{plan}steps/new/", STEP).status_code == 302
    article = {"kind": "article", "title": "Статья о квесте", "planned_on": "2026-11-02"}
    anna.post(f"{plan}steps/new/", {**article, "place": "«Квант»", "person": world.anna.name})
    anna.post(
        f"{plan}steps/new/",
        {**STEP, "kind": "talk", "title": "Рассказ на августовской встрече", "person": ""},
    )
    lesson, paper, talk = SpreadingStep.objects.order_by("pk")

    # who is named accepts first; then he owes the record, and is reminded before the day
    assert "ждём ответа" in text_of(anna.get(plan))
    assert "Возьмёте шаг диссеминации?" in text_of(boris.get("/home/duties/"))
    assert vera.post(f"{plan}steps/{lesson.pid}/", {"act": "accept"}).status_code in {403, 404}
    assert boris.post(f"{plan}steps/{lesson.pid}/decline/", {"words": ""}).status_code == 422
    assert boris.post(f"{plan}steps/{lesson.pid}/", {"act": "accept"}).status_code == 302
    assert "Проведите и отметьте шаг диссеминации" in text_of(boris.get("/home/duties/"))
    due = Duty.objects.get(kind="review.step", owner=world.boris).due_at
    assert due is not None
    assert due.date() == date(2026, 10, 12)

    # moved with its reason, dropped with its reason, held with its record
    moved = {"planned_on": "2026-10-19", "words": ""}
    assert boris.post(f"{plan}steps/{lesson.pid}/move/", moved).status_code == 422
    assert (
        boris.post(f"{plan}steps/{lesson.pid}/move/", {**moved, "words": "Карантин"}).status_code
        == 302
    )
    assert (
        anna.post(f"{plan}steps/{talk.pid}/drop/", {"words": "Встречу отменили"}).status_code == 302
    )
    asked = boris.get(f"{plan}steps/{lesson.pid}/held/").content.decode()
    assert f'name="held_on" value="{MOMENT:%Y-%m-%d}"' in asked, "not the planned day: it is ahead"
    early = {"held_on": "2026-10-19", "publication": "", "people_n": "24"}
    assert boris.post(f"{plan}steps/{lesson.pid}/held/", early).status_code == 422
    frozen.move_to(MOMENT.replace(month=10, day=16))
    boris = browser(world.boris)
    remind_of_terms()
    post(MOMENT.replace(month=10, day=16))
    assert "Подходит срок дела: осталось 3 дня" in text_of(boris.get("/notices/"))
    frozen.move_to(MOMENT.replace(month=10, day=20))
    anna, boris, vera = (browser(one) for one in (world.anna, world.boris, world.vera))
    held = {
        **early, "held_where": "Школа № 2, кабинет 14", "paper": "Программа семинара № 3",
        "link": "https://school2.example/seminar", "remark": "Просят повторить",
        "publication": world.topic.pid,
    }  # fmt: skip
    assert vera.post(f"{plan}steps/{lesson.pid}/held/", held).status_code == 404
    assert boris.post(f"{plan}steps/{lesson.pid}/held/", held).status_code == 302
    assert not Duty.objects.filter(kind="review.step", owner=world.boris, closed_at=None).exists()

    told = text_of(boris.get(plan))
    for words in (
        "Муниципальный", "было 12 октября", "Школа № 2, кабинет 14. Участников: 24", "Программа семинара № 3",
        "Просят повторить", world.topic.title, "Встречу отменили", "отменено", "1 из 2", "Статья о квесте",
    ):  # fmt: skip
        assert words in told, words
    assert "проведено 1 из 2, участников: 24" in text_of(boris.get(card, follow=True))
    book = boris.get(f"{plan}table/")
    assert book.status_code == 200
    assert book.content[:2] == b"PK"
    assert vera.get(plan).status_code == 404

    # the teacher's page tells of it where he shows reviews; a mark taken off hides the plan from others
    pages.page(world)
    page = text_of(boris.get(f"/people/{world.anna.pid}/experience/"))
    assert "19.10.2026, мастер-класс или открытый урок: «Мастер-класс по степеням»" in page
    Conclusion.objects.filter(request=found).update(is_shown=False)
    assert boris.get(plan).status_code == 404
    assert anna.get(plan).status_code == 200
    assert anna.post(f"{plan}steps/{lesson.pid}/", {"act": "reopen"}).status_code == 302
    assert SpreadingStep.objects.get(pk=lesson.pk).state == "moved"
    assert paper.title in text_of(anna.get(plan))


def test_a_plan_asks_the_same_number_of_queries(world: World, browser: Browser) -> None:
    step = made.spreading_step(world)

    def more(n: int) -> None:
        SpreadingStep.objects.bulk_create(
            SpreadingStep(
                spreading=step.spreading, kind="talk", title=f"Встреча {n}-{one}", state="held",
                planned_on=date(2026, 10, 1), held_on=date(2026, 10, 1), publication=world.topic,
                responsible=world.boris, answer="accepted", people_n=3,
            )
            for one in range(n)
        )  # fmt: skip

    here = f"/p/{world.topic.pid}/spreading/"
    assert_queries_constant(browser(world.boris), here, more, expected=7)


def test_only_an_approved_work_has_a_plan(world: World, browser: Browser) -> None:
    request = made.standing(world)
    here = f"/p/{world.topic.pid}/spreading/"
    assert browser(world.anna).get(here).status_code == 404
    made.all_hand_in(request)
    verdict = conclusions.Verdict(outcome="decline", words="Оба против.")
    conclusions.conclude(request=made.fresh(request), verdict=verdict, actor=SYSTEM, at=THEN)
    assert browser(world.anna).get(here).status_code == 404
    assert "диссеминации" not in text_of(
        browser(world.anna).get(f"/p/{world.topic.pid}/", follow=True)
    )
