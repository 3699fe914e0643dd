"""Балтаси with two schools and a partner: Анна heads the first, Борис represents the second."""

from collections.abc import Callable
from typing import Any

from django.test import Client
import pytest

from staffroom.core.sorting import sort_key
from staffroom.shared.accounts.models import Person
from staffroom.shared.organizations.models import Affiliation, Organization
from tests.factories.people import sign_in
from tests.features.governance.conftest import Cast, cast_of

Browser = Callable[[Person], Client]


@pytest.fixture
def cast(db: Any, frozen: Any) -> Cast:
    """The district of the order."""
    return cast_of_sharing()


def cast_of_sharing(profile: str = "baltasi") -> Cast:
    """Two schools with their heads, and a technopark that nobody answers for."""
    found = cast_of(profile)
    first, second = school(found, "Школа № 1"), school(found, "Школа № 2")
    Affiliation.objects.filter(person=found.anna, organization=first).update(position="head")
    second.representative = found.boris
    second.save(update_fields=["representative"])
    Organization.objects.create(
        district=found.district, kind="partner", name="Технопарк «Кванториум»",
        short_name="Технопарк", sort_key=sort_key("Технопарк"),
    )  # fmt: skip
    return found


def school(cast: Cast, name: str) -> Organization:
    """The organisation of this name."""
    return Organization.objects.get(district=cast.district, short_name=name)


@pytest.fixture
def as_() -> Browser:
    """A browser of a person's own."""
    return lambda who: sign_in(Client(), who)
