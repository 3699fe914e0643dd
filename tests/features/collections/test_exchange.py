"""«Ищу материал», «Делюсь»: both sides hear of each other; what people bring stands in one pool."""

import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.regulations.actions import change_keys
from staffroom.shared.regulations.models import DistrictProfile
from tests.factories import world as made
from tests.features.collections.conftest import notices
from tests.features.conftest import Browser
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")

TYPED = {"body": "Нужны карточки.", "what": "methodical", "audience": "community", "act": "publish"}


@pytest.mark.clause("BB-3.1.2")
def test_who_looks_for_a_material_and_who_shares_it_hear_of_each_other(
    world: made.World, browser: Browser
) -> None:
    """By subject and grades; another subject says nothing to anybody."""
    anna, boris, galina = browser(world.anna), browser(world.boris), browser(world.galina)
    inside = f"?in={world.community.pid}"
    typed = TYPED
    search = boris.post(
        f"/p/new/seek/{inside}",
        {**typed, "title": "Карточки на степени", "subject": "math", "grade_from": "7"},
    )
    assert search.status_code == 302, text_of(search)
    other = galina.post(
        f"/p/new/share/{inside}", {**typed, "title": "Ноты для хора", "subject": "music"}
    )
    assert other.status_code == 302
    assert "Похоже, это то, что вы ищете" not in notices(boris)
    offer = anna.post(
        f"/p/new/share/{inside}",
        {**typed, "title": "Двадцать карточек", "subject": "math", "grade_from": "5", "grade_to": "8"},
    )  # fmt: skip
    told = notices(boris)
    assert "Похоже, это то, что вы ищете" in told
    assert "Двадцать карточек" in told
    assert "Двадцать карточек" in text_of(boris.get(search["Location"]))
    assert "Карточки на степени" in text_of(anna.get(offer["Location"]))
    galina.post(f"/p/new/seek/{inside}", {**typed, "title": "Ещё карточки", "subject": "math"})
    assert "Коллега ищет то, что у вас, похоже, есть" in notices(anna)


@pytest.mark.clause("BB-3.1.2")
def test_a_theme_is_enough_and_a_stranger_to_the_theme_hears_nothing(
    world: made.World, browser: Browser
) -> None:
    """By the district's theme alone; who looks for people is not told of papers."""
    named = [{"code": "reading", "label": "Читательская грамотность"}]
    profile = DistrictProfile.objects.get(district=world.district).profile
    change_keys(profile=profile, changes={"themes.priority": named}, actor=SYSTEM, at=made.THEN)
    boris, galina, anna = browser(world.boris), browser(world.galina), browser(world.anna)
    inside = f"?in={world.community.pid}"
    boris.post(
        f"/p/new/seek/{inside}", {**TYPED, "title": "Тексты с графиками", "theme": "reading"}
    )
    galina.post(
        f"/p/new/seek/{inside}",
        {**TYPED, "title": "Кто проведёт занятие", "theme": "reading", "what": "person"},
    )
    offer = {**TYPED, "title": "Десять текстов", "theme": "reading"}
    assert anna.post(f"/p/new/share/{inside}", offer).status_code == 302
    assert "Десять текстов" in notices(boris)
    assert "Похоже, это то, что вы ищете" not in notices(galina)


@pytest.mark.clause("PD-2.2.1")
@pytest.mark.clause("BT-1.3.1")
def test_members_list_what_they_bring_and_the_page_shows_the_pool(
    world: made.World, browser: Browser
) -> None:
    """People, papers, places and a scientific resource, each kind by itself; a guest sees what is open."""
    anna, boris, galina = browser(world.anna), browser(world.boris), browser(world.galina)
    share = f"/p/new/share/?in={world.community.pid}"
    brought = (
        (anna, "Двадцать карточек", "methodical"),
        (boris, "Проведу занятие о графиках", "person"),
        (galina, "Кабинет с интерактивной доской", "place"),
        (anna, "Отчёт лаборатории о чтении", "science"),
    )
    for client, title, what in brought:
        answer = client.post(share, {**TYPED, "title": title, "what": what})
        assert answer.status_code == 302, text_of(answer)
    pool = f"/{world.district.slug}/exchange/{world.community.pid}/"
    page = text_of(boris.get(pool))
    for words in (
        "Двадцать карточек", "Проведу занятие о графиках", "Кабинет с интерактивной доской",
        "Человек и его время · 1", "Место и оборудование · 1", "Научно-технический ресурс · 1",
    ):  # fmt: skip
        assert words in page
    science = text_of(boris.get(f"{pool}?what=science"))
    assert "Отчёт лаборатории о чтении" in science
    assert "Двадцать карточек" not in science
    assert "Такого пока нет" in text_of(boris.get(f"{pool}?side=seek"))
    guest = text_of(browser(None).get(f"/{world.district.slug}/exchange/"))
    assert "Двадцать карточек" not in guest
    assert " · 1" not in guest
