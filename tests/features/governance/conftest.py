"""A district that creates communities by application: Балтаси with its cast."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client
import pytest

from staffroom.core.sorting import sort_key
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import ScopeKind
from staffroom.shared.documents.models import Letterhead
from staffroom.shared.organizations.models import District, Organization
from tests.factories import world as made
from tests.factories.kept import kept
from tests.factories.people import person, sign_in


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Анна and Борис teach in two schools, Вера in Анна's; Дмитрий decides, Елена keeps papers too."""

    district: District
    department: Organization
    anna: Person
    boris: Person
    vera: Person
    dmitry: Person
    elena: Person

    @property
    def here(self) -> str:
        """The first page of creation."""
        return f"/{self.district.slug}/creation/"


@kept
def cast_of(profile: str, kind: str = "education_department", *, slug: str = "balta") -> Cast:
    """A district with this regulation."""
    district = made.district(slug, "Балтинский район", profile=profile)
    department = Organization.objects.create(
        district=district, kind=kind, name="МКУ «Управление образования»",
        short_name="Управление образования", sort_key=sort_key("Управление"),
    )  # fmt: skip
    Letterhead.objects.create(
        organization=department, names="МКУ «Управление образования»", place="с. Балта",
        signer_position="Начальник управления", signer_name="Д. И. Примеров",
    )  # fmt: skip
    first, second = (
        made.organization(district, "Школа № 1"),
        made.organization(district, "Школа № 2"),
    )
    people = {
        "anna": ("Анна Соколова", first), "boris": ("Борис Орлов", second),
        "vera": ("Вера Нечаева", first), "dmitry": ("Дмитрий Лаптев", department),
        "elena": ("Елена Круглова", department),
    }  # fmt: skip
    found: dict[str, Any] = {}
    for key, (name, place) in people.items():
        position = "methodologist" if place is department else "subject_teacher"
        found[key] = person(name, position=position, workplace=place.short_name)
        made.admit(found[key], district, place)
    for key in ("dmitry", "elena"):
        made.grant(found[key], ScopeKind.DISTRICT, district.pk, "coordinator", made.COORDINATION)
    return Cast(district=district, department=department, **found)


@pytest.fixture
def cast(db: Any, frozen: Any) -> Cast:
    """Балтаси."""
    return cast_of("baltasi")


Browser = Callable[[Person], Client]


@pytest.fixture
def as_() -> Browser:
    """A browser of a person's own."""
    return lambda who: sign_in(Client(), who)
