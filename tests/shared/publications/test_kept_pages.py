"""Kept parts on real pages: nothing of one reader reaches another, and every change shows at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
import re
from typing import Any

from django.test import Client
import pytest
import time_machine

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.actions.cards import edit_card
from staffroom.shared.accounts.actions.erasure import NOBODY, erase_person
from staffroom.shared.accounts.models import DataRequest, Person
from staffroom.shared.communities.actions.members import leave_community
from staffroom.shared.communities.models import Admission, AdmissionState, RoleGrant
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.publications.actions import comments, marks
from staffroom.shared.publications.models import Comment, Publication, Reaction
from staffroom.shared.search import jobs
from staffroom.ui.kept import SHELF
from tests.factories import world as factory
from tests.factories.people import sign_in
from tests.factories.world import World, acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

AT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
ONCE = re.compile(r'(name="(?:csrfmiddlewaretoken|once)" value=")[\w-]+')


@pytest.fixture
def world() -> World:
    """The small district, with replies by three people under the open topic, one of them hidden."""
    made = factory.make_world()
    for who in (made.anna, made.boris, made.galina, made.boris):
        factory.comment(who, made.open_topic, f"Ответ: {who.name}")
    hidden = Comment.objects.get(publication=made.open_topic, seq=4)
    comments.hide_comment(comment=hidden, reason="не по теме", actor=acting(made.galina), at=AT)
    for kind in plugs.indexes:
        jobs.reindex(kind=kind)
    return made


@pytest.fixture(autouse=True)
def _bare_shelf() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def pages(world: World) -> Callable[[Person | None], dict[str, str]]:
    """The pages that keep parts, as one reader gets them: tokens of forms left out."""
    topic, group = world.open_topic, world.community
    addresses = [
        f"/p/{topic.pid}-{topic.slug}/",
        f"/{world.district.slug}/c/{group.pid}-{group.slug}/",
        "/home/",
        "/search/?q=дроби",
    ]

    def read(who: Person | None) -> dict[str, str]:
        browser = sign_in(Client(), who) if who else Client()
        got = {address: browser.get(address) for address in addresses}
        return {name: ONCE.sub(r"\1", page.content.decode()) for name, page in got.items()}

    return read


def replies(page: str) -> str:
    """The replies alone, without the page around them."""
    return page.split('id="comments"')[1].split('id="reply"', maxsplit=1)[0]


def settled(pages: Any, people: list[Person | None]) -> None:
    """Everybody has been everywhere: read marks and counters of views stand still."""
    for _ in range(2):
        for who in people:
            pages(who)


def test_a_page_out_of_everybodys_parts_is_the_page_of_its_reader_alone(
    world: World, pages: Any
) -> None:
    """Whoever filled the shelf before, each reader gets letter by letter what an empty shelf gives."""
    people = [None, world.anna, world.boris, world.galina, world.dmitry, world.vera]
    settled(pages, people)
    alone = {}
    for who in people:
        SHELF.clear()
        alone[who and who.pk] = pages(who)
    for order in (people, people[::-1]):
        for who in order:
            assert pages(who) == alone[who and who.pk]
    kept = "".join(str(key) + part for key, (part, _size) in {**SHELF.old, **SHELF.young}.items())
    assert "csrfmiddlewaretoken" not in kept
    assert 'name="once"' not in kept


def test_rights_and_own_marks_are_those_of_the_reader(world: World, pages: Any) -> None:
    topic = next(iter(pages(None)))
    marks.thank(
        publication=world.open_topic,
        comment=Comment.objects.get(publication=world.open_topic, seq=1),
        actor=acting(world.boris),
        at=AT,
    )
    settled(pages, [world.galina, world.boris, world.anna, None])
    people = (None, world.anna, world.boris, world.galina)
    by = {who and who.name: replies(pages(who)[topic]) for who in people}
    hide, remove = f"/p/{world.open_topic.pid}/comments/2/hide/", "comments/2/remove/"

    def who_sees(words: str) -> list[str | None]:
        return [name for name, page in by.items() if words in page]

    assert who_sees(hide) == [world.galina.name]
    assert who_sees(remove) == [world.boris.name]
    assert who_sees('aria-pressed="true"') == [world.boris.name]
    assert who_sees("не по теме") == [world.boris.name, world.galina.name]
    assert "<form" not in by[None]


def test_hiding_editing_removing_and_renaming_show_at_once(world: World, pages: Any) -> None:
    topic, reader = next(iter(pages(None))), world.anna
    settled(pages, [world.galina, world.boris, reader, None])
    second = Comment.objects.get(publication=world.open_topic, seq=2)

    edit_card(
        person=world.boris, subjects=(), functions=(), actor=acting(world.boris), at=AT,
        first_name="Богдан", last_name="Орлов",
    )  # fmt: skip
    page = replies(pages(reader)[topic])
    assert "Богдан Орлов" in page
    assert "Борис Орлов</a>" not in page

    comments.edit_comment(
        comment=second, text=factory.from_text("Исправленные слова"), actor=acting(world.boris), at=AT,
    )  # fmt: skip
    page = pages(reader)[topic]
    assert "Исправленные слова" in page
    assert "Ответ: Борис Орлов" not in page

    second.refresh_from_db()
    comments.hide_comment(comment=second, reason="грубо", actor=acting(world.galina), at=AT)
    page = pages(reader)[topic]
    assert "Исправленные слова" not in page
    assert "Исправленные слова" in pages(world.galina)[topic]

    first = Comment.objects.get(publication=world.open_topic, seq=1)
    comments.remove_comment(comment=first, actor=acting(world.anna), at=AT)
    for who in (reader, world.boris, world.galina, None):
        assert "Ответ: Анна Соколова" not in pages(who)[topic]


def test_a_lost_right_is_lost_at_once(world: World, pages: Any) -> None:
    """Who left a community, or moderates no more, gets none of what was kept for those who may."""
    topic, group, home, found = pages(None)
    settled(pages, [world.galina, world.boris, world.anna, None])
    before = pages(world.boris)
    assert all("Как объяснить дроби" in before[page] for page in (group, home))
    assert "<mark>дроби</mark>" in before[found]
    assert f"/p/{world.open_topic.pid}/comments/2/hide/" in pages(world.galina)[topic]

    leave_community(community=world.community, actor=viewer_for(world.boris, at=AT), at=AT)
    RoleGrant.objects.filter(person=world.galina).update(to_at=AT)
    after = pages(world.boris)
    assert "Вы участник" not in after[group]
    assert not any("Как объяснить дроби" in after[page] for page in (group, home))
    assert "<mark>дроби</mark>" not in after[found]
    assert "/hide/" not in pages(world.galina)[topic]
    assert "не по теме" not in pages(world.galina)[topic]


def test_who_left_the_network_is_no_guest_but_is_told_no_names(world: World, pages: Any) -> None:
    """His own words bear his name, those of others none; he may thank them still (152-ФЗ)."""
    topic = next(iter(pages(None)))
    settled(pages, [world.galina, world.boris, world.anna])
    assert world.galina.name in replies(pages(world.boris)[topic])
    Admission.objects.filter(person=world.boris).update(state=AdmissionState.LEFT)
    page = replies(pages(world.boris)[topic])
    assert world.boris.name in page
    assert f">{world.galina.name}<" not in page
    assert "comments/1/thank/" in page


def test_own_marks_show_at_once_and_to_their_owner_alone(world: World, pages: Any) -> None:
    topic = next(iter(pages(None)))
    settled(pages, [world.galina, world.boris, world.anna, None])
    marks.subscribe(publication=world.open_topic, level="all", actor=acting(world.boris))
    Publication.objects.filter(pk=world.open_topic.pk).update(title="Другое название")
    Reaction.objects.create(publication=world.open_topic, seq=1, person=world.galina, at=AT)
    assert "Вы следите" in pages(world.boris)[topic]
    assert "Вы следите" not in pages(world.vera)[topic]
    assert 'aria-pressed="true"' in replies(pages(world.galina)[topic])
    assert 'aria-pressed="true"' not in replies(pages(world.boris)[topic])
    assert all("Другое название" in pages(who)[topic] for who in (None, world.anna, world.boris))


def test_moments_go_on_while_the_replies_stand(
    world: World, pages: Any, frozen: time_machine.Traveller
) -> None:
    """Within the hour minutes are told, then the day: the same rows are another part."""
    topic = next(iter(pages(None)))
    Comment.objects.filter(publication=world.open_topic).update(created_at=now())
    settled(pages, [world.anna])
    told = []
    for step in (0, 5 * 60, 2 * 3600, 24 * 3600):
        frozen.shift(step)
        told.append(
            re.findall(r"data-behaviour=\"time\">([^<]*)<", replies(pages(world.anna)[topic]))[0]
        )
    assert told[:2] == ["только что", "5 минут назад"]
    assert told[2].startswith("сегодня в ")
    assert told[3].startswith("вчера в ")


def test_an_erased_person_has_no_name_on_any_page(world: World, pages: Any) -> None:
    settled(pages, [world.galina, world.anna, None])
    assert world.boris.name in pages(world.anna)[next(iter(pages(None)))]
    asked = DataRequest.objects.create(
        person=world.boris, kind="erase", asked_at=AT, due_on=AT.date()
    )
    erase_person(request=asked, actor=SYSTEM, at=AT)
    for who in (world.anna, world.galina, None):
        whole = "".join(pages(who).values())
        assert f">{world.boris.name}<" not in whole
    assert NOBODY in pages(world.anna)[next(iter(pages(None)))]
