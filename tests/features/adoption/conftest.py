"""Балтаси with three organisations: Анна heads one, Борис represents another, nobody the third."""

from collections.abc import Callable
from typing import Any

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.documents.actions import issuing
from staffroom.shared.documents.actions.documents import Content, draft
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import Affiliation, Organization
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.features.governance.conftest import Cast, cast_of

Browser = Callable[[Person], Client]


@pytest.fixture
def cast(db: Any, frozen: Any) -> Cast:
    """The district of the order: its directors adopt the procedure."""
    found = cast_of("baltasi")
    first, second = school(found, "Школа № 1"), school(found, "Школа № 2")
    Affiliation.objects.filter(person=found.anna, organization=first).update(position="head")
    second.representative = found.boris
    second.save(update_fields=["representative"])
    made.organization(found.district, "Школа № 3")
    return found


def school(cast: Cast, name: str) -> Organization:
    """The organisation of this name."""
    return Organization.objects.get(district=cast.district, short_name=name)


def paper(cast: Cast, heading: str = "О порядке сетевого взаимодействия", **more: Any) -> Document:
    """A registered order of the department that the network reads."""
    content = Content(
        heading=heading, issuer=cast.department,
        signers=[{"position": "Начальник", "name": "Д. И. Примеров"}], **more,
    )  # fmt: skip
    drafted = draft(district=cast.district, kind="order", content=content, actor=SYSTEM, at=MOMENT)
    return issuing.issue(document=drafted, dated_on=MOMENT.date(), actor=SYSTEM, at=MOMENT)


@pytest.fixture
def as_() -> Browser:
    """A browser of a person's own."""
    return lambda who: sign_in(Client(), who)
