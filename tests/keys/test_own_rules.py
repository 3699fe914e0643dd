"""A community with rules of its own inside a district that has others."""

from collections.abc import Callable

from staffroom.shared.communities.models import Community
from tests.factories.people import person
from tests.factories.world import World, admit, community
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


def address(of: Community) -> str:
    return f"/{of.district.slug}/c/{of.pid}-{of.slug}/"


def test_one_community_invites_while_the_district_is_open(
    world: World, set_rule: Callable[..., None], browser: Browser
) -> None:
    mathematicians, others = world.community, community(world.district, "Учителя химии")
    inside = community(world.district, "Алгебра", parent=mathematicians)
    rules = f"{address(mathematicians)}manage/rules/"
    dmitry = browser(world.dmitry)
    assert "Здесь действуют правила района." in text_of(dmitry.get(rules))

    typed = {"membership.mode": "invitation", "reason": "Так решили участники"}
    dmitry.post(f"{rules}membership.mode/", typed)

    who = person("Ольга Крылова", position="subject_teacher")
    admit(who, world.district, world.organization)
    olga = browser(who)
    assert "Попросить принять" in text_of(olga.get(address(mathematicians)))
    assert "Попросить принять" in text_of(olga.get(address(inside)))
    assert "Вступить" in text_of(olga.get(address(others)))
    words = text_of(dmitry.get(rules))
    assert "Часть правил у этого сообщества своя." in words
    assert "Вернуть" in words

    set_rule("membership.limit", "40")

    assert "40 участников" in text_of(dmitry.get(rules))
    dmitry.post(f"{rules}membership.mode/", {"inherit": "yes"})
    assert "Вступить" in text_of(olga.get(address(mathematicians)))


def test_a_rule_of_the_whole_district_is_not_offered_to_a_community(
    world: World, browser: Browser
) -> None:
    rules = f"{address(world.community)}manage/rules/"
    dmitry = browser(world.dmitry)

    assert "Как педагог регистрируется на сайте" not in text_of(dmitry.get(rules))
    assert dmitry.get(f"{rules}registration.mode/").status_code == 404
