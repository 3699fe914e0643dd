"""Experience of teachers: to whom a page opens."""

from collections.abc import Callable

import pytest

from staffroom.overviews.experience import registry
from staffroom.shared.duties.models import Duty
from tests.factories import experience as made
from tests.factories.world import THEN, World
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


@pytest.mark.key("visibility.prepare_days")
def test_how_long_a_moderator_prepares_what_is_shown(
    world: World, set_rule: Callable[..., None]
) -> None:
    """Ten working days where a regulation names none."""
    set_rule("visibility.experience", "after_editing")
    set_rule(
        "visibility.prepare_days", "",
        **{"visibility.prepare_days_0": "3", "visibility.prepare_days_1": "calendar"},
    )  # fmt: skip
    made.page(world)
    owed = Duty.objects.get(kind=registry.PREPARE)
    assert owed.due_at is not None
    assert (owed.due_at - THEN).days == 3
