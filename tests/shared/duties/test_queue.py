"""One queue of work over all the groups that a specialist runs."""

from datetime import timedelta
from typing import Any

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, ScopeKind
from staffroom.shared.duties import actions
from staffroom.shared.duties.registry import DutyKind
from tests.factories import world as factory
from tests.shared.accounts.pages import text_of

QUEUE = "/home/duties/"


@pytest.fixture
def world(db: Any, frozen: Any) -> factory.World:
    """The small district at the usual hour."""
    return factory.make_world()


def led(world: factory.World, name: str) -> Community:
    """One more group that Галина runs."""
    made = factory.community(world.district, name)
    factory.grant(world.galina, ScopeKind.COMMUNITY, made.pk, "moderator", factory.MODERATION)
    return made


def owed(where: Community, kind: DutyKind, title: str, number: int, *, days: int) -> None:
    """Something that waits for those who moderate a group."""
    actions.open_duty(
        kind=kind, district_id=where.district_id, subject=("membership", number), title=title, url="/",
        power=Power.MODERATE, scope=("community", where.pk), due_at=factory.THEN + timedelta(days=days),
        actor=SYSTEM, at=factory.THEN,
    )  # fmt: skip


def shown(client: Client, query: str = "") -> str:
    """The words of the list itself."""
    page = text_of(client.get(f"{QUEUE}{query}"))
    return page[page.index("Отобрать") : page.index("Версия для слабовидящих")]


@pytest.mark.clause("TV-4.1.b")
def test_a_specialist_with_three_groups_has_one_queue(client: Client, world: factory.World) -> None:
    """Work of all three stands in one list by urgency; it is narrowed by group, kind and lateness."""
    physics, chemistry = led(world, "Учителя физики"), led(world, "Учителя химии")
    stranger = factory.community(world.district, "Учителя музыки")
    owed(physics, DutyKind.REQUEST, "Принять Олега", 901, days=30)
    owed(chemistry, DutyKind.REPORT, "Жалоба на ответ", 902, days=2)
    owed(world.community, DutyKind.REQUEST, "Принять Нину", 903, days=20)
    owed(stranger, DutyKind.REQUEST, "Принять чужого", 904, days=1)
    client.force_login(world.galina)
    every = shown(client)
    assert (
        every.index("Жалоба на ответ") < every.index("Принять Нину") < every.index("Принять Олега")
    )
    assert "Учителя химии" in every
    assert "Принять чужого" not in every
    one = shown(client, f"?community={physics.pid}")
    assert "Принять Олега" in one
    assert "Принять Нину" not in one
    requests = shown(client, f"?kind={DutyKind.REQUEST}")
    assert "Принять Нину" in requests
    assert "Жалоба на ответ" not in requests
    late = shown(client, "?late=1")
    assert "Жалоба на ответ" in late
    assert "Принять Олега" not in late
    assert "Таких дел нет" in shown(client, f"?community={world.community.pid}&late=1")


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_the_queue_do_not_grow(
    client: Client, world: factory.World, rows: int, django_assert_num_queries: Any
) -> None:
    """Session with person, rights, groups, kinds, the number of all, what is controlled, a page of them."""
    for n in range(rows):
        owed(led(world, f"Группа {n}"), DutyKind.REQUEST, f"Просьба {n}", 900 + n, days=n)
    client.force_login(world.galina)
    client.get(QUEUE)
    with django_assert_num_queries(6):
        client.get(QUEUE)
