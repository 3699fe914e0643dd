"""Pages of review: what the card of a work fills in, what is said where there is none, how much is read."""

from collections.abc import Callable

import pytest

from staffroom.features.review.actions import dispatch
from staffroom.features.review.models import AssignmentState
from tests.factories import materials
from tests.factories import review as made
from tests.factories.world import THEN, World
from tests.features.review.conftest import Browser
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")
Counts = Callable[[int], object]


def test_the_card_of_a_material_fills_the_request_in(world: World, browser: Browser) -> None:
    rubric = made.rubric(world.district)
    row = materials.standing(world)
    page, anna = f"/p/{row.publication.pid}/", browser(world.anna)
    head = anna.get(page, follow=True).content.decode()
    assert f'href="{page}review/"' in head
    assert "Сдать на экспертизу" in head
    assert (
        f'href="{page}review/"' not in browser(world.boris).get(page, follow=True).content.decode()
    )

    form = anna.get(f"{page}review/").content.decode()
    for chosen in ("math", "basic", "methodical"):
        assert f'<option value="{chosen}" selected>' in form
    assert "проверьте, что на них нет имён" in form

    given = {
        "rubric": rubric.pid,
        "mode": "open",
        "subject": "math",
        "level": "basic",
        "kind": "methodical",
    }
    shown = text_of(anna.post(f"{page}review/", given, follow=True))
    assert "Вид работы Методические разработки" in shown
    assert "Математика, основное общее (5–9 классы)" in shown
    assert "Как идёт экспертиза" in text_of(anna.get(page, follow=True))


def test_where_the_regulation_has_no_review_nothing_leads_to_one(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    row = materials.standing(world)
    adopt("tula")
    anna, page = browser(world.anna), f"/p/{row.publication.pid}/"
    assert f"{page}review/" not in anna.get(page, follow=True).content.decode()
    assert "Экспертизы здесь нет" in text_of(anna.get(f"/{world.district.slug}/review/"))


def test_nobody_is_looked_for_when_enough_are_named(world: World, browser: Browser) -> None:
    found, galina = made.standing(world), browser(world.galina)
    assert "Подобрать экспертов" not in text_of(galina.get(made.page(found)))
    dispatch.release(
        assignment=made.given(found)[0], words="Болеет.", actor=made.viewer(world.galina), at=THEN
    )  # fmt: skip
    shown = text_of(galina.get(made.page(found)))
    assert "Не хватает 1 эксперта" in shown
    assert "Подобрать экспертов" in shown


def test_who_was_late_to_answer_reads_why_there_is_no_button(
    world: World, browser: Browser, frozen: object
) -> None:
    one = made.given(made.standing(world))[0]
    assert one.reviewer is not None
    type(one).objects.filter(pk=one.pk).update(answer_by_at=THEN)
    work = f"/{world.district.slug}/review/works/{one.pid}/"
    said = text_of(browser(one.reviewer.person).get(work))
    assert one.state == AssignmentState.OFFERED
    assert "Срок ответа прошёл: позвали другого." in said
    assert "Согласиться и оценить" not in said


def test_lists_are_read_by_the_same_number_of_queries_however_long(
    world: World, browser: Browser, django_assert_num_queries: Counts
) -> None:
    found = made.concluded(world, made.standing(world))
    galina, dmitry = browser(world.galina), browser(world.dmitry)
    here = f"/{world.district.slug}/review/"
    lists = ((galina, here, 8), (dmitry, f"{here}experts/", 6), (dmitry, f"{here}rubrics/", 6),
             (galina, made.page(found), 20))  # fmt: skip
    for who, url, _n in lists:
        who.get(url)  # what is kept between visits is warm
    for who, url, n in lists:
        with django_assert_num_queries(n):
            assert who.get(url).status_code == 200
    for name in ("Тарас Третий", "Ульяна Четвёртая"):
        made.expert(world.district, name)
    made.asked(world, world.open_topic)
    made.rubric(world.district, "Вторые критерии")
    for who, url, n in lists:
        with django_assert_num_queries(n):
            assert who.get(url).status_code == 200
