"""The small district with browsers of its cast, living by a regulation that has review."""

from collections.abc import Callable

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.regulations import actions as regulations
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.factories.world import World

Browser = Callable[[Person | None], Client]


@pytest.fixture
def world(db: None) -> World:
    """The district lives by «Базовый»: review by wish, organised by the moderator."""
    return made.make_world()


@pytest.fixture
def adopt(world: World) -> Callable[[str], None]:
    """The district goes over to another regulation."""

    def adopted(code: str) -> None:
        regulations.adopt_profile(district=world.district, code=code, actor=SYSTEM, at=MOMENT)

    return adopted


@pytest.fixture
def browser() -> Browser:
    """A browser of its own for a person; None is a guest."""

    def opened(who: Person | None) -> Client:
        return sign_in(Client(), who) if who else Client()

    return opened
