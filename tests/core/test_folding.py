"""Names are found in any case, and «ё» by «е», on both databases."""

import pytest

from staffroom.shared.accounts.models import Person
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "asked",
    [
        {"last_name__folded__startswith": "соловье"},
        {"last_name__folded__startswith": "СОЛОВЬЁ"},
        {"last_name__folded__contains": "ловьев"},
        {"last_name__folded": "соловьева"},
        {"last_name__folded__in": ["Соловьева", "Орлова"]},
    ],
)
def test_a_name_is_found_as_people_type_it(asked: dict[str, str]) -> None:
    alena = person("Айталина Соловьёва")
    person("Айталина Соколова")
    assert list(Person.objects.filter(**asked)) == [alena]


@pytest.mark.parametrize("asked", ["100%", "а_б", "\\"])
def test_signs_of_patterns_are_letters(asked: str) -> None:
    marked = person("Анна Орлова", workplace=f"Школа {asked} лучших")
    person("Борис Орлов", workplace="Школа 100 лучших, аб")
    assert list(Person.objects.filter(workplace__folded__contains=asked)) == [marked]
