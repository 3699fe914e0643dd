"""Experience of teachers: to whom a page opens."""

from collections.abc import Callable

import pytest

from tests.factories import experience as made
from tests.factories.world import World
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.mark.key("visibility.experience")
def test_experience_opens_to_members_or_on_request(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    made.page(world)
    boris, page = browser(world.boris), f"/people/{world.anna.pid}/experience/"
    assert "Степени на складе" in text_of(boris.get(page))

    set_rule("visibility.experience", "on_request")

    assert "Степени на складе" not in text_of(boris.get(page))
    assert "Попросить познакомиться с опытом" in text_of(boris.get(page))
