"""A reply is one short transaction; the search and the notices follow within a second."""

from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
import pytest

from staffroom.core.jobs import run_once
from staffroom.core.models import LiveEvent, QueuedJob
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.notifications.models import NoticeRow
from staffroom.shared.publications.models import Comment
from staffroom.shared.search import jobs as search
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.shared.accounts.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def world() -> made.World:
    small = made.make_world()
    QueuedJob.objects.all().delete()  # what the factory's own reply left to do
    return small


def test_a_reply_is_seen_at_once_and_found_after_the_job(world: made.World, at: datetime) -> None:
    """Its page, its fact and its hint to open pages wait for nothing; the search and the bell do."""
    search.reindex(kind="publication")
    boris, anna = sign_in(Client(), world.boris), sign_in(Client(), world.anna)
    sent = {"body": "Разрежьте ананас", "once": "k1", "draft": f"reply-{world.topic.pid}"}
    boris.post("/p/unsent/", sent)

    answer = boris.post(f"/p/{world.topic.pid}/comments/", sent)

    said = Comment.objects.get(plain="Разрежьте ананас")
    assert answer.url.endswith(f"#c{said.seq}")
    assert "Разрежьте ананас" in text_of(boris.get(answer.url.partition("#")[0]))
    assert boris.get(f"/p/unsent/?draft={sent['draft']}").json()["texts"] == {}
    hint = LiveEvent.objects.filter(topic=f"publication:{world.topic.pid}").latest("pk")
    assert (hint.kind, hint.payload) == ("reply", {"seq": said.seq})
    fact = JournalRow.objects.filter(event="publications.comment.added").latest("pk")
    assert (fact.subject_id, fact.actor_id, fact.at) == (said.pk, world.boris.pk, at)
    assert "ананас" not in text_of(anna.get("/search/?q=ананасы")).replace("ананасы", "")

    run_once(at=at)

    assert "Разрежьте ананас" in text_of(anna.get("/search/?q=ананасы"))
    assert "Новый ответ на вашу запись" in text_of(anna.get("/notices/"))


def test_a_reply_is_one_transaction_of_few_statements(world: made.World) -> None:
    """The writing lock is held for what is counted here: think twice before the number grows."""
    boris = sign_in(Client(), world.boris)
    page = f"/p/{world.topic.pid}-{world.topic.slug}/"
    boris.get(page)
    for turn in (1, 2):
        with CaptureQueriesContext(connection) as seen:
            answer = boris.post(
                f"/p/{world.topic.pid}/comments/", {"body": f"Ответ {turn}", "once": f"key-{turn}"}
            )
        assert answer.status_code == 302
    said = [query["sql"] for query in seen.captured_queries if "pg_notify" not in query["sql"]]
    written = [sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert (len(written), len(said)) == (11, 19), "\n".join(said)


def test_each_hears_of_what_the_others_said(world: made.World, at: datetime) -> None:
    """Many facts told together give everybody the number that he would have got one by one."""
    boris, galina = sign_in(Client(), world.boris), sign_in(Client(), world.galina)
    rounds = ((boris, boris, galina, boris), (galina,))
    for turn, writers in enumerate(rounds):
        for number, writer in enumerate(writers):
            writer.post(f"/p/{world.topic.pid}/comments/", {"body": f"Ответ {turn} {number}"})
        run_once(at=at)
    rows = NoticeRow.objects.order_by("person_id").values_list("person_id", "kind", "n", "seq")
    assert set(rows) == {
        (world.anna.pk, "publications.answer", 5, 2),
        (world.boris.pk, "publications.reply", 2, 4),
        (world.galina.pk, "publications.reply", 3, 2),
    }
    assert not QueuedJob.objects.exclude(state=QueuedJob.State.DONE).exists()


def test_new_answers_come_by_themselves_until_the_reader_stops_them(world: made.World) -> None:
    """WCAG 2.2.2: what changes by itself can be stopped, on this page and for this reader."""
    boris = sign_in(Client(), world.boris)
    url = boris.get(f"/p/{world.open_topic.pid}/", follow=True).request["PATH_INFO"]
    page = boris.get(url).content.decode()
    live = f'data-live="publication:{world.open_topic.pid}"'
    assert live in page
    assert "Новые ответы появляются здесь сами. <a" in page
    stopped = boris.get(f"{url}?page=1&still=1").content.decode()
    assert live not in stopped
    assert 'data-live="bell:' in stopped
    assert "Новые ответы сами не появятся. <a" in stopped
