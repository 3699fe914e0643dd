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


@pytest.mark.key("moderation.pii_check")
@pytest.mark.parametrize("value", ["off", "warn", "warn_hide"])
def test_the_author_is_asked_about_a_telephone(
    world: World, set_rule: Callable[..., None], browser: Browser, value: str
) -> None:
    set_rule("moderation.pii_check", value)
    boris, address = browser(world.boris), f"/p/{world.topic.pid}/comments/"

    answer = boris.post(address, {"body": "Звоните мне: +7 912 345-67-89"})

    assert answer.status_code == (302 if value == "off" else 422)
    words = text_of(boris.get(f"/p/{world.topic.pid}/", follow=True))
    assert ("345-67-89" in words) is (value == "off")


@pytest.mark.key("moderation.meta_topics")
def test_acts_of_moderators_are_talked_about_apart(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    boris, place = browser(world.boris), world.community
    board = f"/{world.district.slug}/c/{place.pid}-{place.slug}/topics/"
    assert "в отведённой теме" not in text_of(boris.get(board))

    set_rule("moderation.meta_topics", "special")

    page = boris.get(board)
    assert "О действиях руководителя, модераторов и участников говорят не здесь" in text_of(page)
    set_rule("moderation.meta_topics", "free")
    assert "в отведённой теме" not in text_of(boris.get(board))
