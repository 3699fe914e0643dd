"""Home: what waits, what is new, a constant number of queries."""

from datetime import timedelta
from typing import Any

from django.test import Client
import pytest

from tests.factories import world as factory

QUERIES = 5


@pytest.fixture
def world(db: Any) -> factory.World:
    """The small district."""
    return factory.make_world()


def test_anna_sees_talk_of_her_communities_newest_first(
    client: Client, world: factory.World
) -> None:
    """A reply lifts its topic; drafts of others and other communities' talk are not there."""
    elsewhere = factory.community(world.district, "Учителя химии")
    factory.publication(
        world.galina, elsewhere, "Опыт с содой", at=factory.THEN + timedelta(days=2)
    )
    client.force_login(world.boris)
    page = client.get("/home/").content.decode()
    assert page.index("Как объяснить дроби") < page.index("Неделя математики")
    assert "Опыт с содой" not in page
    assert "Ещё не дописано" not in page
    assert "Борис" in page


def test_who_belongs_nowhere_is_offered_communities_by_subject(
    client: Client, world: factory.World
) -> None:
    """TV-A.2: a newcomer is offered what fits his subjects and position."""
    fitting = factory.community(
        world.district, "Учителя физики", subjects=["physics"], positions=["subject_teacher"]
    )
    novice = factory.person("Олег Зимин", position="subject_teacher", subjects=("physics",))
    factory.admit(novice, world.district)
    client.force_login(novice)
    page = client.get("/home/").content.decode()
    assert fitting.name in page
    assert "Учителя математики" not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow_with_the_feed(
    client: Client, world: factory.World, rows: int, django_assert_num_queries: Any
) -> None:
    """Session with person, rights, duties, communities, feed: the same for one row and for thirty."""
    for n in range(rows):
        factory.publication(
            world.anna, world.community, f"Тема {n}", at=factory.THEN + timedelta(minutes=n)
        )
    client.force_login(world.boris)
    client.get("/home/")
    with django_assert_num_queries(QUERIES):
        assert client.get("/home/").status_code == 200
