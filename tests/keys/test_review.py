"""Expert review as the regulation has it."""

from collections.abc import Callable

import pytest

from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import ScopeKind
from tests.factories import review as made
from tests.factories.world import World, grant
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")
SetRule = Callable[..., None]


@pytest.fixture
def here(world: World) -> str:
    return f"/{world.district.slug}/review/"


@pytest.mark.key("review.mode")
def test_whether_works_are_judged_and_whether_colleagues_offer_themselves(
    world: World, here: str, set_rule: SetRule, browser: Browser
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    work = f"/p/{world.topic.pid}/"
    made.rubric(world.district)
    assert "На экспертизу" in text_of(anna.get(work, follow=True))
    assert "Стать экспертом" not in text_of(boris.get(here))

    set_rule("review.mode", "peer")
    assert "Стать экспертом" in text_of(boris.get(here))

    set_rule("review.mode", "none")
    refused = anna.get(f"{work}review/")
    assert refused.status_code == 403
    assert "экспертизу не проводят" in text_of(refused)


@pytest.mark.key("review.mode")
def test_a_product_handed_in_goes_to_review_by_itself_where_it_must(
    world: World, here: str, set_rule: SetRule, browser: Browser
) -> None:
    galina = browser(world.galina)
    made.product(world)
    assert "Работы на экспертизе" not in text_of(galina.get(here))

    set_rule("review.mode", "required")
    made.product(world)

    assert world.topic.title in text_of(galina.get(here))


@pytest.mark.key("review.organiser")
def test_who_gets_works_to_organise(
    world: World, here: str, set_rule: SetRule, browser: Browser
) -> None:
    galina, dmitry = browser(world.galina), browser(world.dmitry)
    set_rule("review.organiser", "department")
    made.asked(world)
    assert world.topic.title in text_of(dmitry.get(here))
    assert world.topic.title not in text_of(galina.get(here))

    set_rule("review.organiser", "moderator")
    made.asked(world, world.open_topic)

    assert world.open_topic.title in text_of(galina.get(here))


@pytest.mark.key("review.days")
def test_the_term_runs_from_receipt(world: World, set_rule: SetRule, browser: Browser) -> None:
    anna = browser(world.anna)
    first = anna.get(made.page(made.asked(world)))
    assert "Просрочено" not in text_of(first)
    set_rule("review.days", "", **{"review.days_0": "10", "review.days_1": "calendar"})
    later = made.asked(world, world.open_topic)
    assert "Просрочено на 3 дня" in text_of(anna.get(made.page(later)))


@pytest.mark.key("review.expert_source")
def test_who_may_be_an_expert(world: World, set_rule: SetRule, browser: Browser) -> None:
    dmitry = browser(world.dmitry)
    made.expert(world.district, "Раиса Первая")
    first = f"{made.page(made.asked(world))}assign/"
    assert "иметь заслуги" not in text_of(dmitry.get(first))

    set_rule("review.expert_source", "merit")

    second = f"{made.page(made.asked(world, world.open_topic))}assign/"
    assert "иметь заслуги" in text_of(dmitry.get(second))


@pytest.mark.key("review.recommendation")
def test_whether_the_council_recommends(
    world: World, here: str, set_rule: SetRule, browser: Browser
) -> None:
    dmitry = browser(world.dmitry)
    assert dmitry.get(f"{here}council/").status_code == 403
    set_rule("review.recommendation", "yes")
    assert "Методический совет" in text_of(dmitry.get(f"{here}council/"))


@pytest.mark.key("review.vote_days")
def test_until_when_the_council_votes(world: World, set_rule: SetRule, browser: Browser) -> None:
    """Five working days where a regulation names none; what lies before the council keeps its day."""
    set_rule("review.recommendation", "yes")
    for name in ("Раиса Первая", "Савва Второй"):
        made.expert(world.district, name)
    found = made.concluded(world, made.asked(world), (5, 5))
    powers = Power.SEE_ALL | Power.REVIEW
    grant(world.boris, ScopeKind.DISTRICT, world.district.pk, "council_member", powers)
    boris = browser(world.boris)
    propose = f"/{world.district.slug}/review/council/{found.pid}/propose/"
    first = boris.post(propose, {"target": "regional", "place": "Вестник"})["Location"]
    assert "Голосуют до 21 сентября" in text_of(boris.get(first))
    set_rule(
        "review.vote_days", "",
        **{"review.vote_days_0": "3", "review.vote_days_1": "calendar"},
    )  # fmt: skip
    second = boris.post(propose, {"target": "conference", "place": "Чтения"})["Location"]
    assert "Голосуют до 17 сентября" in text_of(boris.get(second))
    assert "Голосуют до 21 сентября" in text_of(boris.get(first))


@pytest.mark.key("review.levels")
def test_the_level_of_a_conclusion(world: World, set_rule: SetRule, browser: Browser) -> None:
    anna = browser(world.anna)
    set_rule("review.levels", "municipal")
    for name in ("Раиса Первая", "Савва Второй"):
        made.expert(world.district, name)
    found = made.concluded(world, made.asked(world))
    assert "Муниципальный" in text_of(anna.get(made.page(found)))
