"""Rules of talk."""

from collections.abc import Callable

import pytest

from tests.factories.world import World
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.mark.key("moderation.rules")
def test_grounds_of_a_report(world: World, set_rule: Callable[..., None], browser: Browser) -> None:
    boris = browser(world.boris)
    page = f"/p/{world.topic.pid}-{world.topic.slug}/report/"
    assert "Помехи в работе руководителя и модераторов" not in text_of(boris.get(page))

    set_rule("moderation.rules", ["insult", "hindering"])

    words = text_of(boris.get(page))
    assert "Помехи в работе руководителя и модераторов" in words
    assert "Нарушение авторских прав" not in words
    assert boris.post(page, {"ground": "copyright"}).status_code == 422
    assert boris.post(page, {"ground": "hindering"}).status_code == 200
