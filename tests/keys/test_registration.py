"""Registering in the network of a district."""

from collections.abc import Callable

from django.urls import reverse
import pytest

from staffroom.shared.organizations.models import Organization
from tests.factories.people import person
from tests.factories.world import World, organization
from tests.keys.conftest import Browser
from tests.shared.accounts.pages import text_of


@pytest.fixture
def ask(world: World, browser: Browser) -> Callable[..., str]:
    """Somebody new asks to be admitted; the words of the page that he then sees."""

    def asked(
        *,
        position: str = "subject_teacher",
        works_at: Organization | None = None,
        elsewhere: str = "",
    ) -> str:
        newcomer = browser(person("Ольга Крылова", position=position))
        place = works_at or world.organization
        typed = {
            "organization": "elsewhere" if elsewhere else place.pid,
            "organization_words": elsewhere,
            "position": position,
        }
        page = reverse("admissions:apply", args=[world.district.slug])
        return text_of(newcomer.post(page, typed, follow=True))

    return asked


@pytest.mark.key("registration.mode")
def test_registration_waits_for_the_coordinator_or_does_not(
    set_rule: Callable[..., None], ask: Callable[..., str]
) -> None:
    assert "Добро пожаловать" in ask()

    set_rule("registration.mode", "by_coordinator")

    assert "Заявку решает координатор сети." in ask()

    set_rule("registration.mode", "by_centre")

    assert "Заявку решает методический центр." in ask()


@pytest.mark.key("membership.scope")
def test_who_works_where_may_become_a_member(
    world: World, set_rule: Callable[..., None], ask: Callable[..., str]
) -> None:
    library = organization(world.district, "Районная библиотека")
    library.kind = "other"
    library.save(update_fields=["kind"])
    assert "Добро пожаловать" in ask(works_at=library)
    assert "Вы гость этой сети" in ask(elsewhere="Лицей № 7, Заречье")

    set_rule("membership.scope", "education")

    assert "Добро пожаловать" not in ask(works_at=library)
    assert "Добро пожаловать" in ask()

    set_rule("membership.scope", "anyone")

    assert "Добро пожаловать" in ask(elsewhere="Лицей № 7, Заречье")
