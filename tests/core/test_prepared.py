"""Queries compiled once give what the ORM gives, for any values, on either database."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import BigIntegerField, CharField, DateTimeField, F
from django.test import Client
from django.test.utils import CaptureQueriesContext
import pytest

from staffroom.core.models import QueuedJob
from staffroom.core.prepared import Prepared, PreparedUpdate, insert, write, write_all
from staffroom.shared.accounts.models import Person, Session
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries import groups
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.duties import queries as duties
from staffroom.shared.publications.models import Subscription
from tests.factories import world as factory
from tests.factories.duties import report_duty
from tests.factories.people import sign_in
from tests.factories.world import World, acting

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    """The small district."""
    return factory.make_world()


def values(row: object) -> dict[str, object]:
    """Every column of a row, as Python has it."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}  # type: ignore[attr-defined]


def test_rows_are_those_of_the_orm_with_what_is_joined(world: World) -> None:
    """Lists, bytes, moments and empty joins come out as the ORM makes them, in one query."""
    write = Prepared(
        lambda pid: Community.objects.select_related("district", "parent").filter(pid=pid),
        pid=CharField(),
    )
    child = factory.community(world.district, "Внутри", parent=world.community)
    for one in (world.community, child, world.community):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            (found,) = write(pid=one.pid)
            assert found.district.name == world.district.name
            assert (found.parent and found.parent.pk) == one.parent_id
        assert len(asked) == 1
        assert values(found) == values(Community.objects.get(pk=one.pk))
    assert write(pid="nobody") == []
    assert write.first(pid="nobody") is None


def test_a_moment_is_a_value_too(world: World) -> None:
    sign_in(Client(), world.anna)
    standing = Prepared(
        lambda person, at: Session.objects.select_related("person").filter(
            person=person, ends_at__gt=at
        ),
        person=BigIntegerField(), at=DateTimeField(),
    )  # fmt: skip
    session = Session.objects.get(person=world.anna)
    (found,) = standing(person=world.anna.pk, at=session.ends_at - timedelta(seconds=1))
    assert found == session
    assert found.ends_at == session.ends_at
    assert values(found.person) == values(Person.objects.get(pk=world.anna.pk))  # type: ignore[arg-type]
    assert standing(person=world.anna.pk, at=session.ends_at) == []


def test_a_change_is_read_at_once(world: World) -> None:
    """What is kept is the text of the query, never its answer."""
    assert groups.community(acting(world.anna), world.community.pid).name == "Учителя математики"
    Community.objects.filter(pk=world.community.pk).update(name="Математики")
    assert groups.community(acting(world.anna), world.community.pid).name == "Математики"


def test_a_changed_row_tells_what_stands_in_it_now(world: World) -> None:
    count = PreparedUpdate(
        lambda key: (Community.objects.filter(pk=key), {"publication_n": F("publication_n") + 1}),
        gives=("publication_n", "name"), key=BigIntegerField(),
    )  # fmt: skip
    before = Community.objects.get(pk=world.community.pk)
    for more in (1, 2):
        with CaptureQueriesContext(connection) as asked:
            assert count.row(key=before.pk) == (before.publication_n + more, before.name)
        assert len(asked) == 1
    assert Community.objects.get(pk=before.pk).publication_n == before.publication_n + 2
    assert count.row(key=0) is None


def test_communities_of_a_person_and_duties_are_the_same_as_by_the_orm(world: World) -> None:
    report_duty(world)
    for who in (world.anna, world.boris, world.galina, world.dmitry, world.vera):
        viewer = viewer_of(who, at=AT)[0]
        assert groups.mine(who.pk) == list(groups.of_person(who.pk))
        assert duties.first_waiting(viewer, 5) == list(duties.waiting_for(viewer)[:5])
    assert duties.first_waiting(viewer_of(world.galina, at=AT)[0], 5)


def test_a_row_is_written_as_the_orm_writes_it(world: World) -> None:
    """Given values, defaults and the key; with an object and without one."""
    told: dict[str, Any] = {
        "name": "a.b",
        "kwargs": {"слово": [1, None]},
        "priority": 1,
        "enqueued_at": AT,
        "run_at": AT,
    }
    key = write(QueuedJob, **told)
    row = QueuedJob(**told)
    assert insert(row)
    saved = QueuedJob.objects.create(**told)
    by_keys = QueuedJob.objects.in_bulk([key, row.pk, saved.pk])
    one, other, last = (values(by_keys[pk]) | {"id": 0} for pk in (key, row.pk, saved.pk))
    assert one == other == last
    assert one["state"] == QueuedJob.State.WAITING


def test_a_row_that_stands_is_left(world: World) -> None:
    for _ in range(2):
        write(Subscription, or_ignore=True, person_id=world.vera.pk, publication_id=world.topic.pk)
    assert Subscription.objects.filter(person=world.vera, publication=world.topic).count() == 1
    twin = Subscription(person=world.vera, publication=world.topic)
    assert not insert(twin, or_ignore=True)


def test_many_rows_are_written_as_the_orm_writes_them(world: World) -> None:
    """With the keys that are given, with keys of the database, and none for what stands already."""
    told: list[dict[str, Any]] = [
        {"id": 7_000 + n, "name": "a.b", "kwargs": {"слово": n}, "priority": n,
         "enqueued_at": AT, "run_at": AT}
        for n in range(3)
    ]  # fmt: skip
    write_all(QueuedJob, told)
    for row in told:
        one = values(QueuedJob.objects.get(pk=row["id"])) | {"id": 0}
        assert one == values(QueuedJob.objects.create(**(row | {"id": None}))) | {"id": 0}
    readers = [world.vera.pk, world.boris.pk, world.vera.pk]
    write_all(
        Subscription,
        ({"person_id": key, "publication_id": world.topic.pk} for key in readers),
        or_ignore=True,
    )
    assert Subscription.objects.filter(publication=world.topic, person__in=readers).count() == 2
    write_all(Subscription, [])


def test_without_listeners_a_statement_goes_past_the_wrappers_and_fails_alike(world: World) -> None:
    """A refusal of the database is Django's own error, within a transaction and when it is counted."""
    first = Subscription(person=world.vera, publication=world.topic)
    insert(first)
    for listening in (nullcontext(), CaptureQueriesContext(connection)):
        with pytest.raises(IntegrityError), transaction.atomic(), listening:
            insert(Subscription(person=world.vera, publication=world.topic))
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            insert(Subscription(person=world.boris, publication=world.topic))
