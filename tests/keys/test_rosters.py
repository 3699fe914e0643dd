"""Compositions and moderators by order."""

from collections.abc import Callable

import pytest

from staffroom.shared.communities.models import RoleGrant
from tests.factories.world import World
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.mark.key("membership.mode")
def test_the_composition_by_order_appears_with_the_rule(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    here = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/"
    galina = browser(world.galina)
    assert galina.get(f"{here}roster/").status_code == 404
    assert "Пригласить" in text_of(galina.get(f"{here}manage/people/"))

    set_rule("membership.mode", "roster")

    assert "Спросить согласия" in text_of(galina.get(f"{here}roster/"))
    people = text_of(galina.get(f"{here}manage/people/"))
    assert "Собрать состав и подготовить приказ" in people
    invited = galina.post(f"{here}manage/people/", {"person": "Тимур Гареев"})
    assert "Состав этого сообщества утверждает приказ" in text_of(invited)


@pytest.mark.key("roles.moderator_appointed_by")
def test_where_an_order_appoints_moderators_typed_words_do_not(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    here = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/"
    typed = {"person": "Борис Орлов", "role": "moderator", "basis": "приказ № 3"}
    set_rule("roles.moderator_appointed_by", "order")

    refused = browser(world.dmitry).post(f"{here}manage/roles/", typed)

    assert refused.status_code == 422
    assert "По положению района модератора назначает приказ" in text_of(refused)
    assert not RoleGrant.objects.filter(person=world.boris).exists()
    set_rule("roles.moderator_appointed_by", "coordinator")
    assert browser(world.dmitry).post(f"{here}manage/roles/", typed).status_code == 302
