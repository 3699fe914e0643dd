"""Entering a community."""

from collections.abc import Callable

from django.urls import reverse
import pytest

from staffroom.shared.accounts.models import Person
from staffroom.shared.regulations import queries
from tests.factories.people import person
from tests.factories.world import World, admit
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.fixture
def newcomer(world: World) -> Callable[..., Person]:
    """Somebody of the district's network who is in no community yet."""

    def made(position: str = "subject_teacher") -> Person:
        who = person("Ольга Крылова", position=position)
        admit(who, world.district, world.organization)
        return who

    return made


@pytest.fixture
def community_page(world: World) -> str:
    """The address of the community of mathematicians."""
    named = f"{world.community.pid}-{world.community.slug}"
    return reverse("communities:community", args=[world.district.slug, named])


@pytest.fixture
def enter(browser: Browser, community_page: str) -> Callable[[Person], str]:
    """The person presses the button; the words of the page that follows."""

    def pressed(who: Person) -> str:
        return text_of(browser(who).post(f"{community_page}enter/", {"conduct": "1"}, follow=True))

    return pressed


@pytest.mark.key("membership.mode")
def test_the_door_is_open_or_asks(
    set_rule: Callable[..., None],
    newcomer: Callable[..., Person],
    enter: Callable[[Person], str],
    browser: Browser,
    community_page: str,
) -> None:
    who = newcomer()
    assert "Вступить" in text_of(browser(who).get(community_page))

    set_rule("membership.mode", "invitation")

    assert "Попросить принять" in text_of(browser(who).get(community_page))
    assert "Вы попросили принять вас" in enter(who)

    set_rule("membership.mode", "self")

    assert "Вы участник" in enter(newcomer())


@pytest.mark.key("membership.positions")
def test_another_position_leads_to_a_decision(
    set_rule: Callable[..., None],
    newcomer: Callable[..., Person],
    enter: Callable[[Person], str],
) -> None:
    assert "Вы участник" in enter(newcomer("head"))

    set_rule("membership.positions", ["teachers", "primary", "preschool"])

    assert "Вы попросили принять вас" in enter(newcomer("head"))
    assert "Вы участник" in enter(newcomer("primary_teacher"))


@pytest.mark.key("membership.limit")
def test_a_full_community_asks(
    world: World,
    set_rule: Callable[..., None],
    newcomer: Callable[..., Person],
    enter: Callable[[Person], str],
) -> None:
    assert "Вы участник" in enter(newcomer())
    world.community.refresh_from_db()
    assert world.community.member_n == 4

    set_rule("membership.limit", "4")

    assert "Вы попросили принять вас" in enter(newcomer())
    assert queries.rules_of_district(world.district.pk).number("membership.limit") == 4
