"""Acts of the Leader and moderators are talked about in one topic; replies off their place are moved there."""

from collections.abc import Callable
import re
from typing import Any

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.moderation.models import AbuseReport
from staffroom.shared.publications.actions import moving
from staffroom.shared.publications.models import Comment, Publication
from staffroom.shared.publications.queries.meta import meta_topic
from staffroom.shared.regulations import actions as regulations
from tests.factories import world as factory
from tests.factories.people import sign_in
from tests.factories.world import World
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.django_db
ABOUT_ACTS = "Почему модератор закрыл мою тему без слов?"


@pytest.fixture
def world(at: Any) -> World:
    """The small district, by the regulation of Olekminsk."""
    made = factory.make_world()
    regulations.adopt_profile(district=made.district, code="olekminsk", actor=SYSTEM, at=at)
    return made


@pytest.fixture
def as_() -> Callable[[Person], Client]:
    """A browser of a person's own."""
    return lambda who: sign_in(Client(), who)


def topic_of(world: World) -> Publication:
    """The permanent topic."""
    found = meta_topic(world.district.pk)
    assert found is not None
    return found


@pytest.mark.clause("OL-3.6.5")
def test_a_reply_off_its_place_is_moved_with_a_note_instead_of_deleted(
    world: World, as_: Any
) -> None:
    """The topic stands by the regulation; the moderator moves a reply there, a note and a way remain."""
    anna, boris, galina = as_(world.anna), as_(world.boris), as_(world.galina)
    apart = topic_of(world)
    board = text_of(
        anna.get(f"/{world.district.slug}/c/{world.community.pid}-{world.community.slug}/topics/")
    )
    assert "в отведённой теме" in board
    assert boris.post(f"/p/{world.topic.pid}/comments/", {"body": ABOUT_ACTS}).status_code == 302
    said = Comment.objects.latest("pk")
    anna.post(f"/p/{world.topic.pid}/comments/{said.seq}/thank/")
    page = galina.get(f"/p/{world.topic.pid}/", follow=True)
    address = f"/p/{world.topic.pid}/comments/{said.seq}/move/"
    assert f'href="{address}"' in page.content.decode()
    form = galina.get(address)
    assert apart.title in text_of(form)
    assert "говорят в отведённой теме." in text_of(form)

    moved = galina.post(address, {"to": apart.pid, "reason": "О модерации говорят отдельно."})

    assert moved.status_code == 302
    left = anna.get(f"/p/{world.topic.pid}/", follow=True)
    assert (
        "Модератор перенёс этот ответ в другое обсуждение. О модерации говорят отдельно."
        in text_of(left)
    )
    assert ABOUT_ACTS not in text_of(left)
    assert "1 ответ" in text_of(left)
    link = re.search(r'href="(/p/[^"]+/moved/)"', left.content.decode())
    assert link
    there = anna.get(link[1], follow=True)
    assert there.status_code == 200, text_of(there)
    assert there.request["PATH_INFO"].startswith(f"/p/{apart.pid}")
    assert ABOUT_ACTS in text_of(there)
    assert "Спасибо 1" in text_of(there)
    assert "Борис Орлов" in text_of(there)


def test_the_topic_is_permanent(world: World, as_: Any) -> None:
    """Nobody closes, hides or removes it, and nobody begins another."""
    apart = topic_of(world)
    for who in (world.dmitry, world.galina):
        for act in ("close", "hide", "remove"):
            answer = as_(who).post(f"/p/{apart.pid}/{act}/", {"reason": "Хватит"})
            assert answer.status_code in {403, 404}, act
    assert as_(world.galina).get(f"/p/new/meta/?in={world.community.pid}").status_code == 404
    assert (
        as_(world.boris).post(f"/p/{apart.pid}/comments/", {"body": ABOUT_ACTS}).status_code == 302
    )


def test_a_second_look_at_the_rules_opens_no_second_topic(world: World, at: Any) -> None:
    regulations.adopt_profile(district=world.district, code="olekminsk", actor=SYSTEM, at=at)
    assert Publication.objects.filter(kind="meta", district=world.district).count() == 1


def test_what_hangs_on_a_reply_goes_with_it(world: World, as_: Any) -> None:
    """History, an open report and the choice of a solution."""
    boris, galina = as_(world.boris), as_(world.galina)
    seq = world.comment.seq
    boris.post(f"/p/{world.topic.pid}/comments/{seq}/edit/", {"body": "Теперь с двумя яблоками."})
    as_(world.anna).post(f"/p/{world.topic.pid}/comments/{seq}/report/", {"ground": "insult"})
    apart = topic_of(world)

    galina.post(f"/p/{world.topic.pid}/comments/{seq}/move/", {"to": apart.pid, "reason": "Сюда"})

    world.comment.refresh_from_db()
    history = galina.get(f"/p/{apart.pid}/comments/{world.comment.seq}/history/")
    assert "У нас получилось с яблоком." in text_of(history)
    report = AbuseReport.objects.get()
    assert (report.publication_id, report.seq) == (apart.pk, world.comment.seq)


def test_a_moderator_moves_only_where_he_moderates(world: World, as_: Any) -> None:
    """Among the places are the topic about acts and talks of the same community; once moved is moved."""
    other = factory.publication(world.anna, factory.community(world.district, "Физики"), "Чужое")
    address = f"/p/{world.topic.pid}/comments/{world.comment.seq}/move/"
    galina = as_(world.galina)
    assert galina.post(address, {"to": other.pid, "reason": "Туда"}).status_code == 422
    assert galina.post(address, {"to": world.open_topic.pid, "reason": " "}).status_code == 422
    assert galina.post(address, {"to": world.open_topic.pid, "reason": "Туда"}).status_code == 302
    assert galina.post(address, {"to": world.open_topic.pid, "reason": "Опять"}).status_code == 403


def test_the_way_to_a_moved_reply_is_shown_to_those_whom_it_lets_in(
    world: World, as_: Any, at: Any
) -> None:
    """A reply of an open topic goes to a topic for members: strangers read the note without a link."""
    said = factory.comment(world.boris, world.open_topic, ABOUT_ACTS)
    was = said.seq
    reason = "Говорим об этом между собой."
    moving.move_comment(
        comment=said, to=world.topic, reason=reason, actor=factory.acting(world.galina), at=at
    )
    old = f"/p/{world.open_topic.pid}/"
    for reader, is_led in ((Client(), False), (as_(world.vera), False), (as_(world.anna), True)):
        page = reader.get(old, follow=True)
        assert f"в другое обсуждение. {reason}" in text_of(page)
        assert ("Прочесть на новом месте" in text_of(page)) is is_led
        way = reader.get(f"{old}comments/{was}/moved/", follow=True)
        assert way.status_code == (200 if is_led else 404)
