"""Plans of communities."""

from collections.abc import Callable

import pytest

from tests.factories.world import World
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.mark.key("plan.required")
def test_a_plan_of_a_section_waits_for_the_coordinator(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    home = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/"
    galina = browser(world.galina)
    assert "По положению: в свободной форме" in text_of(galina.get(f"{home}work/"))
    set_rule("plan.required", "sections")

    assert "утверждает координатор" in text_of(galina.get(f"{home}work/"))
    typed = {"period": "own", "starts_on": "2026-09-01", "ends_on": "2026-12-31", "text": "Встречи"}
    page = text_of(galina.post(f"{home}plan/new/", typed, follow=True))
    assert "Отправить на утверждение" in page
    assert "Ввести в действие" not in page
