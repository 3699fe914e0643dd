"""Nothing typed is lost: what was not sent is kept for its writer, and for nobody else."""

from datetime import timedelta
from typing import Any

from django.test import Client
import pytest

from staffroom.core.clock import now
from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.shared.accounts.events import PersonErased
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.publications.actions import unsent as actions
from staffroom.shared.publications.models import Publication, Unsent
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.shared.accounts.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def world() -> made.World:
    return made.make_world()


def as_(who: Person) -> Client:
    return sign_in(Client(), who)


def test_what_was_typed_is_kept_and_offered_until_it_is_sent(world: made.World) -> None:
    boris, key = as_(world.boris), f"reply-{world.topic.pid}"
    kept = boris.post("/p/unsent/", {"draft": key, "body": "Ещё думаю", "password": "no"})
    assert kept.json() == {"saved": True, "at": "12:30"}
    found = boris.get(f"/p/unsent/?draft={key}").json()
    assert found["texts"] == {"body": "Ещё думаю"}
    assert as_(world.anna).get(f"/p/unsent/?draft={key}").json()["texts"] == {}
    words = text_of(boris.get("/p/drafts/"))
    assert "Ответ в обсуждении «Как объяснить дроби»" in words
    assert "Ещё думаю" in words

    sent = {"body": "Начните с яблока", "draft": key}
    assert boris.post(f"/p/{world.topic.pid}/comments/", sent).status_code == 302

    assert boris.get(f"/p/unsent/?draft={key}").json() == {"texts": {}, "at": None}
    assert "Черновиков нет" in text_of(boris.get("/p/drafts/"))


def test_every_form_has_its_line_among_drafts(world: made.World) -> None:
    anna, place = as_(world.anna), world.community.pid
    for key in (
        f"new-topic-{place}",
        f"edit-{world.topic.pid}",
        f"comment-{world.topic.pid}-1",
        "lost-1",
    ):
        anna.post(
            "/p/unsent/", {"draft": key, "title": "", "body_html": "<p>Начало <b>слов</b></p>"}
        )
    page = anna.get("/p/drafts/")
    words, html = text_of(page), page.content.decode()
    assert "Обсуждение, ещё без адреса · Учителя математики" in words
    assert f'href="/p/new/topic/?in={place}"' in html
    assert "Правка записи «Как объяснить дроби»" in words
    assert f'href="/p/{world.topic.pid}/comments/1/edit/"' in html
    assert words.count("Начало слов") == 3


def test_words_in_a_place_that_was_closed_are_not_named(world: made.World) -> None:
    boris = as_(world.boris)
    boris.post("/p/unsent/", {"draft": f"reply-{world.topic.pid}", "body": "Ещё думаю"})
    as_(world.galina).post(f"/p/{world.topic.pid}/hide/", {"reason": "Реклама"})
    words = text_of(boris.get("/p/drafts/"))
    assert "Как объяснить дроби" not in words


def test_a_writer_throws_it_away(world: made.World) -> None:
    boris, key = as_(world.boris), f"reply-{world.topic.pid}"
    boris.post("/p/unsent/", {"draft": key, "body": "Ещё думаю"})
    answer = boris.post("/p/unsent/", {"draft": key, "act": "forget"}, follow=True)
    assert "Черновиков нет" in text_of(answer)
    boris.post("/p/unsent/", {"draft": key, "body": "Снова"})
    assert boris.post("/p/unsent/", {"draft": key, "body": " "}).json()["saved"] is False
    assert not Unsent.objects.exists()


@pytest.mark.parametrize("key", ["", "../etc", "reply " + "1" * 90])
def test_a_key_that_names_no_form_is_refused(world: made.World, key: str) -> None:
    assert as_(world.boris).post("/p/unsent/", {"draft": key, "body": "x"}).status_code == 404


def test_a_draft_of_a_record_is_kept_before_it_has_a_name(world: made.World) -> None:
    typed = {"title": "", "body": "Только начало", "audience": "community"}
    kept = as_(world.anna).post(f"/p/{world.draft.pid}/autosave/", typed)
    assert kept.json() == {"saved": True, "at": "12:30"}
    assert Publication.objects.get(pk=world.draft.pk).plain == "Только начало"


def test_old_and_many_and_endless_words_go(world: made.World) -> None:
    actor = viewer_of(world.boris, at=now())[0]
    actions.keep_unsent(key="old", words={"body": "x"}, actor=actor, at=now() - timedelta(days=31))
    for n in range(actions.MOST + 3):
        actions.keep_unsent(key=f"reply-{n}", words={"body": "x"}, actor=actor, at=now())
    assert Unsent.objects.filter(person=world.boris).count() == actions.MOST
    assert not Unsent.objects.filter(key="old").exists()
    with pytest.raises(DomainError, match="слишком длинный"):
        actions.keep_unsent(key="k", words={"body": "x" * 600_001}, actor=actor, at=now())


def test_an_erased_person_leaves_nothing_unsent(world: made.World) -> None:
    as_(world.boris).post("/p/unsent/", {"draft": "reply-1", "body": "Ещё думаю"})
    publish(PersonErased(district_id=None, actor_id=None, person_id=world.boris.pk))
    assert not Unsent.objects.exists()


def test_too_long_a_text_is_told(world: made.World) -> None:
    answer: Any = as_(world.boris).post("/p/unsent/", {"draft": "reply-1", "body": "x" * 600_001})
    assert answer.status_code == 422
