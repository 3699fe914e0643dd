"""Materials: their kinds and the terms of their use."""

from collections.abc import Callable

import pytest

from staffroom.shared.duties.models import Duty
from tests.factories import materials as made
from tests.factories.world import THEN, World
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.mark.key("materials.kinds")
def test_kinds_of_materials_are_those_of_the_regulation(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    anna, form = browser(world.anna), f"/p/new/material/?in={world.community.pid}"
    assert "Контрольно-измерительные материалы" not in text_of(anna.get(form))

    set_rule("materials.kinds", ["assessment", "articles"])

    offered = text_of(anna.get(form))
    assert "Контрольно-измерительные материалы" in offered
    assert "Методические разработки" not in offered


@pytest.mark.key("materials.opening_days")
def test_how_long_who_is_asked_to_open_a_material_has(
    world: World, set_rule: Callable[..., None]
) -> None:
    """Five working days where a regulation names none."""
    set_rule(
        "materials.opening_days", "",
        **{"materials.opening_days_0": "2", "materials.opening_days_1": "calendar"},
    )  # fmt: skip
    made.asked(world)
    owed = Duty.objects.get(kind="materials.opening")
    assert owed.due_at is not None
    assert (owed.due_at - THEN).days == 2


@pytest.mark.key("ip.policy")
def test_terms_are_chosen_by_the_author_or_given_by_the_regulation(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    anna, form = browser(world.anna), f"/p/new/material/?in={world.community.pid}"
    assert "CC BY-SA 4.0" in text_of(anna.get(form))

    set_rule("ip.policy", "collective")

    offered = text_of(anna.get(form))
    assert "CC BY-SA 4.0" not in offered
    assert "Общее пользование в сети" in offered


@pytest.mark.key("video.provider")
def test_links_to_video_are_taken_from_the_services_of_the_regulation(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    anna, form = browser(world.anna), f"/p/new/material/?in={world.community.pid}"
    typed = {
        "title": "Урок", "body": "О чём он.", "audience": "community", "material_kind": "methodical",
        "language": "ru", "origin": "own", "terms": "by", "accepts": "on", "children": "nobody",
        "adults": "nobody", "link": "https://video.example/urok",
    }  # fmt: skip
    assert "Принимают ссылки" not in text_of(anna.get(form))

    set_rule("video.provider", ["rutube", "vk"])

    assert "Принимают ссылки: RUTUBE, VK Видео." in text_of(anna.get(form))
    refused = anna.post(form, typed)
    assert refused.status_code == 422
    told = "Ссылки на видео здесь принимают с таких служб: RUTUBE, VK Видео. Эта ведёт на video.example"
    assert told in text_of(refused)
    stranger = anna.post(form, {**typed, "link": "https://rutube.ru.example/urok"})
    assert stranger.status_code == 422
    assert anna.post(form, {**typed, "link": "https://m.vk.com/video1"}).status_code == 302

    set_rule("video.provider", ["own"])

    assert "Ссылка на видео" not in text_of(anna.get(form))
    set_rule("video.provider", ["any"])
    assert anna.post(form, typed).status_code == 302


@pytest.mark.key("strategy.aspects")
def test_aspects_of_the_strategy_are_carried_where_the_regulation_names_them(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    anna, form = browser(world.anna), f"/p/new/material/?in={world.community.pid}"
    summary = f"/{world.district.slug}/materials/strategy/"
    assert "Направления стратегии района" not in text_of(anna.get(form))
    assert "пока не называет" in text_of(anna.get(summary))

    set_rule("strategy.aspects", "Качество образования\nЕдиное пространство")

    offered = text_of(anna.get(form))
    assert "Направления стратегии района" in offered
    assert "Единое пространство" in offered
    assert "Единое пространство" in text_of(anna.get(summary))
