"""The journal: one row a fact, a chain that shows every change, pages for those who may read."""

import dataclasses
from datetime import datetime, timedelta
import typing

from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
import pytest

from staffroom.core import events as core_events
from staffroom.core.clock import now
from staffroom.core.events import Event
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import members
from staffroom.shared.communities.models import Membership
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.journal import actions, queries
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.journal.registry import facts, label
from staffroom.shared.publications.actions import comments, moderation
from staffroom.shared.publications.events import PublicationPinned
from tests.factories.people import sign_in
from tests.factories.world import World, make_world
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world()
    JournalRow.objects.all().delete()  # what the making itself left behind
    return made


def seen_by(person: Person, at: datetime):
    return viewer_for(person, at=at)


def example(fact: type[Event]) -> Event:
    """An event of this class with plain values."""
    hints = typing.get_type_hints(fact)
    values: dict[str, object] = {}
    for field in dataclasses.fields(fact):
        hint = str(hints[field.name])
        is_text, is_many = "str" in hint, "tuple" in hint
        values[field.name] = (
            ("x",) if is_text and is_many else (7,) if is_many else "x" if is_text else 7
        )
        if hint == "<class 'bool'>":
            values[field.name] = True
    return fact(**values)


@pytest.mark.parametrize(
    "fact",
    sorted((one for one in facts() if one.is_written), key=lambda one: one.code),
    ids=lambda one: one.code,
)
def test_every_fact_leaves_exactly_one_row(fact, monkeypatch) -> None:
    only = {Event: core_events._during[Event]}
    monkeypatch.setattr(core_events, "_during", only)
    event = example(fact)
    with transaction.atomic():
        core_events.publish(event)
    row = JournalRow.objects.get()
    assert (row.event, row.subject_id, row.district_id, row.actor_id) == (fact.code, 7, 7, 7)
    assert label(fact.code) not in {"", fact.code}


def test_only_a_declined_invitation_and_a_consequence_leave_no_row(monkeypatch) -> None:
    """Whoever declines is free to: nothing remembers it (BT-4.3.1); a change of readers and a match of what is
    looked for follow from a change that has its own row; a loose file and a link that died are no deeds.
    """
    monkeypatch.setattr(core_events, "_during", {Event: core_events._during[Event]})
    silent = sorted((fact for fact in facts() if not fact.is_written), key=lambda one: one.code)
    assert [fact.code for fact in silent] == [
        "collections.match.found",
        "communities.member.declined",
        "core.file.read",
        "core.file.stored",
        "publications.link.died",
        "publications.publication.readers_changed",
    ]
    with transaction.atomic():
        for fact in silent:
            core_events.publish(example(fact))
    assert not JournalRow.objects.exists()


def test_a_fact_that_was_undone_leaves_nothing(world, at) -> None:
    with transaction.atomic():
        moderation.hide(
            publication=world.topic, reason="Не по теме", actor=seen_by(world.galina, at)
        )
        assert JournalRow.objects.count() == 1
        transaction.set_rollback(True)
    assert JournalRow.objects.count() == 0


def test_rows_carry_no_words_of_people(world, at) -> None:
    moderation.hide(publication=world.topic, reason="КАНАРЕЙКА", actor=seen_by(world.galina, at))
    row = JournalRow.objects.get()
    assert row.data == {"publication_id": world.topic.pk, "kind": "topic"}
    assert row.community_id == world.community.pk
    assert row.actor_id == world.galina.pk


def three_facts(world: World) -> list[JournalRow]:
    for key in (1, 2, 3):
        with transaction.atomic():
            core_events.publish(
                PublicationPinned(
                    district_id=world.district.pk, actor_id=world.galina.pk, publication_id=key,
                    kind="topic", community_id=world.community.pk,
                )
            )  # fmt: skip
    actions.seal(at=now())
    return list(JournalRow.objects.order_by("id"))


def test_the_chain_of_whole_rows_is_whole(world) -> None:
    rows = three_facts(world)
    assert [row.seal_n for row in rows] == [1, 2, 3]
    found = queries.verify()
    assert (found.seal_n, found.seal, found.waiting, found.problem) == (3, rows[2].seal, 0, "")
    three_facts(world)
    assert queries.verify().seal_n == 6


def test_an_edited_row_is_found(world) -> None:
    rows = three_facts(world)
    JournalRow.objects.filter(pk=rows[1].pk).update(actor_id=world.anna.pk)
    assert queries.verify().problem == (
        f"Запись {rows[1].pk} (номер печати 2) не та, что была запечатана."
    )
    with pytest.raises(CommandError, match="Журнал изменён в обход сайта"):
        call_command("journal", "--verify")


def test_a_removed_row_is_found(world) -> None:
    rows = three_facts(world)
    rows[1].delete()
    assert queries.verify().problem == "Нет записи с номером печати 2."


def test_swapped_rows_are_found(world) -> None:
    one, two, _three = three_facts(world)
    JournalRow.objects.filter(pk=one.pk).update(seal_n=99)
    JournalRow.objects.filter(pk=two.pk).update(seal_n=1, seal=one.seal)
    JournalRow.objects.filter(pk=one.pk).update(seal_n=2, seal=two.seal)
    assert "номер печати 1) не та" in queries.verify().problem


def test_a_cut_off_end_is_found(world) -> None:
    rows = three_facts(world)
    rows[2].delete()
    assert queries.verify().problem == "После записи с номером печати 2 не хватает записей."


def test_the_coordinator_reads_sentences_with_links(client: Client, world, at) -> None:
    moderation.hide(publication=world.topic, reason="Не по теме", actor=seen_by(world.galina, at))
    page = sign_in(client, world.dmitry).get(f"/{world.district.slug}/staff/journal/")
    words = page.content.decode()
    assert f'<a href="/people/{world.galina.pid}">Галина Ветрова</a>' in words
    assert "запись скрыта модератором" in words
    assert f'<a href="/p/{world.topic.pid}-{world.topic.slug}/">«Как объяснить дроби»</a>' in words
    assert "Причина: Не по теме" in " ".join(words.split())


def test_a_thing_that_is_gone_is_called_so(world, at) -> None:
    moderation.hide(publication=world.topic, reason="Не по теме", actor=seen_by(world.galina, at))
    JournalRow.objects.update(data={"publication_id": 10**9, "kind": "topic"}, actor_id=10**9)
    line = queries.lines(seen_by(world.dmitry, at), world.district, queries.Filters()).rows[0]
    assert (line.actor.words, line.thing.words, line.thing.href) == ("удалено", "удалено", "")


def test_filters_narrow_the_journal(world, at) -> None:
    galina, dmitry = seen_by(world.galina, at), seen_by(world.dmitry, at)
    moderation.pin(publication=world.topic, community=world.community, is_pinned=True, actor=galina)
    members.leave_community(community=world.community, actor=seen_by(world.boris, at), at=at)

    def facts_of(**narrowed):
        found = queries.lines(dmitry, world.district, queries.Filters(**narrowed))
        return [row.fact for row in found.rows]

    assert facts_of() == ["Вышел из сообщества", "Запись закреплена"]
    assert facts_of(fact="publications.publication.pinned") == ["Запись закреплена"]
    assert facts_of(person_id=world.boris.pk) == ["Вышел из сообщества"]
    assert facts_of(community_id=world.community.pk + 1) == []
    today = timezone.localdate()
    assert len(facts_of(from_on=today, to_on=today)) == 2
    assert facts_of(to_on=today - timedelta(days=1)) == []


def test_a_wrong_filter_is_said_on_the_form(client: Client, world) -> None:
    address = f"/{world.district.slug}/staff/journal/"
    page = sign_in(client, world.dmitry).get(address, {"person": "Никого Такого"})
    assert "такого человека нет" in page.content.decode()


def test_the_journal_is_read_page_by_page(world, at) -> None:
    for _turn in range(queries.PAGE // 3 + 1):
        three_facts(world)
    total = JournalRow.objects.count()
    viewer = seen_by(world.dmitry, at)
    first = queries.lines(viewer, world.district, queries.Filters())
    second = queries.lines(viewer, world.district, queries.Filters(), before=first.older)
    assert (len(first.rows), len(second.rows), second.older) == (50, total - 50, None)
    assert {row.id for row in first.rows} & {row.id for row in second.rows} == set()


@pytest.mark.clause("BB-6.2")
def test_members_read_what_moderators_did_and_why(client: Client, world, at) -> None:
    galina = seen_by(world.galina, at)
    comments.hide_comment(comment=world.comment, reason="Переход на личности", actor=galina, at=at)
    moderation.pin(publication=world.topic, community=world.community, is_pinned=True, actor=galina)
    boris = Membership.objects.get(person=world.boris)
    members.remove_member(membership=boris, words="Реклама курсов", actor=galina, at=at)
    address = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/log/"
    words = " ".join(sign_in(client, world.anna).get(address).content.decode().split())
    assert "ответ скрыт модератором" in words
    assert "Причина: Переход на личности" in words
    assert "Причина: Реклама курсов" in words
    assert "запись закреплена" in words
    assert "Галина Ветрова" not in words.split("<main")[1].split("</main>")[0]
    assert sign_in(Client(), world.boris).get(address).status_code == 404
    assert sign_in(Client(), world.vera).get(address).status_code == 404


def test_members_do_not_see_the_title_of_what_was_hidden(client: Client, world, at) -> None:
    moderation.hide(publication=world.topic, reason="Не по теме", actor=seen_by(world.galina, at))
    address = f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/log/"
    words = sign_in(client, world.boris).get(address).content.decode()
    assert "запись скрыта модератором" in words
    assert world.topic.title not in words


def test_the_page_costs_the_same_for_one_row_and_for_many(client: Client, world, at) -> None:
    sign_in(client, world.dmitry)
    address = f"/{world.district.slug}/staff/journal/"
    moderation.pin(
        publication=world.topic, community=world.community, is_pinned=True, actor=seen_by(world.galina, at)
    )  # fmt: skip
    few = len(queries_of(client, address))
    for _turn in range(10):
        three_facts(world)
    assert (few, len(queries_of(client, address))) == (8, 8)
