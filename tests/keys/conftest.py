"""The small district with its coordinator at the settings page."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
import pytest

from staffroom.shared.accounts.models import Person
from tests.factories import world as places
from tests.factories.people import sign_in
from tests.factories.world import World

Browser = Callable[[Person | None], Client]


@pytest.fixture
def world(db: None) -> World:
    """The district lives by «Базовый»."""
    return places.make_world()


@pytest.fixture
def browser() -> Browser:
    """A browser of its own for a person; None is a guest."""

    def opened(who: Person | None) -> Client:
        return sign_in(Client(), who) if who else Client()

    return opened


@pytest.fixture
def set_rule(world: World, browser: Browser) -> Callable[..., None]:
    """Дмитрий changes a key on the settings page, as a browser without scripts would."""
    dmitry = browser(world.dmitry)

    def change(code: str, value: Any, **more: Any) -> None:
        page = reverse("regulations:rule-edit", args=[world.district.slug, code])
        answer = dmitry.post(page, {code: value, **more})
        assert answer.status_code == 302, answer.content.decode()

    return change
