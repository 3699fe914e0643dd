"""Named queries with what must come first, the same on both databases."""

from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
import tomllib
from typing import Any

from django.db import transaction
import pytest
from pytest_django.plugin import DjangoDbBlocker

from staffroom.core import plugs
from staffroom.core.viewer import Viewer
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications.models import Publication
from staffroom.shared.search import jobs
from staffroom.shared.search.models import SearchRow
from staffroom.shared.search.queries.results import Filters, results
from tests.conftest import MOMENT
from tests.factories import world as made
from tests.factories.people import person

HERE = Path(__file__).parent
PEOPLE = (
    "Анна Соколова", "Борис Орлов", "Галина Ветрова", "Дмитрий Лаптев", "Пётр Соловьёв", "Гөлнара Хабибуллина",
    "Айталина Попова", "Инна Седых", "Роман Грач", "Лейла Мирзоева", "Фёдор Щукин", "Ольга Ершова",
)  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    with (HERE / f"{name}.toml").open("rb") as source:
        return tomllib.load(source)


QUERIES = _read("queries")["query"]


@pytest.fixture(scope="module")
def viewer(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Any:
    """A member of every community, over a district full of texts; undone after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _district()
        transaction.set_rollback(True)


def _district() -> Viewer:
    place = made.district("zarechnoe", "Заречное")
    made.organization(place, "Лицей № 7")
    made.organization(place, "Средняя школа № 12")
    people = [person(name, position="subject_teacher") for name in PEOPLE]
    for one in people:
        made.admit(one, place)
    age, author = count(1), count()
    by_title: dict[str, Publication] = {}
    for name, documents in _read("documents").items():
        group = made.community(place, name)
        made.enrol(people[1], group)
        for line in documents:
            title, _, text = line.partition(" | ")
            at = MOMENT - timedelta(days=next(age))
            row = made.publication(people[next(author) % len(people)], group, title, at=at)
            Publication.objects.filter(pk=row.pk).update(plain=text)
            by_title[title] = row
    for line in _read("replies")["replies"]:
        title, _, text = line.partition(" | ")
        made.comment(people[next(author) % len(people)], by_title[title], text)
    for kind in plugs.indexes:
        jobs.reindex(kind=kind)
    return viewer_for(people[1], at=MOMENT)


def test_there_is_enough_to_search_in(viewer: Viewer, db: None) -> None:
    written = SearchRow.objects.filter(kind__in=["publication", "comment"]).count()
    assert written >= 300
    assert len(QUERIES) >= 50


@pytest.mark.clause("PD-2.2.3")
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["typed"])
def test_the_expected_comes_first(
    query: dict[str, Any], viewer: Viewer, at: datetime, db: None
) -> None:
    found = results(viewer, query["typed"], Filters(), at=at)
    titles = [hit.head.title.striptags() for hit in found.page.hits if not found.is_part]
    expected = query["first"]
    first = titles[: len(expected)] if expected else titles
    if query.get("any_order"):
        first, expected = sorted(first), sorted(expected)
    assert first == expected
    assert found.shown_for == query.get("shown_for", "")
