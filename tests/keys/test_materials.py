"""Materials: their kinds and the terms of their use."""

from collections.abc import Callable

import pytest

from tests.factories.world import World
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
