"""A moderator makes one talk of two, and two of one: nothing is lost, old addresses lead on."""

from collections.abc import Callable
import re
from typing import Any

from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.core.richtext import from_text
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.moderation.models import AbuseReport
from staffroom.shared.publications.actions import comments
from staffroom.shared.publications.models import Comment, Publication
from staffroom.shared.publications.queries.threads import head
from tests.factories import world as made
from tests.factories.people import sign_in
from tests.shared.accounts.pages import text_of


@pytest.fixture
def world(db: Any, frozen: Any) -> made.World:
    """The small district."""
    return made.make_world()


@pytest.fixture
def as_() -> Callable[[Person], Client]:
    """A browser of a person's own."""
    return lambda who: sign_in(Client(), who)


def told(client: Client) -> str:
    """The list of notices."""
    run_once()
    return text_of(client.get("/notices/"))


def replies(of: Publication) -> list[tuple[int, str, str, int | None]]:
    """Number, author, words and what is answered, of replies that stand."""
    rows = Comment.objects.filter(publication=of, removed_at=None).order_by("seq")
    return [(one.seq, one.author.first_name, one.plain, one.reply_to) for one in rows]


def doubled(world: made.World) -> Publication:
    """Борис has asked the same once more: two replies, the second answers the first."""
    other = made.publication(world.boris, world.community, "Дроби с нуля", words="Как начать?")
    first = made.comment(world.anna, other, "Мы режем бумагу.")
    comments.add_comment(
        publication=other, text=from_text("А клей нужен?"), actor=made.acting(world.galina),
        at=other.bumped_at, reply_to=first.seq,
    )  # fmt: skip
    return other


def test_two_talks_become_one(world: made.World, as_: Any) -> None:
    """Words, answers, thanks and reports go along; the old address and old numbers lead to them."""
    other, galina, boris = doubled(world), as_(world.galina), as_(world.boris)
    as_(world.anna).post(f"/p/{other.pid}/thank/")
    as_(world.anna).post(f"/p/{other.pid}/comments/2/report/", {"ground": "insult"})
    boris.post(f"/p/{other.pid}/comments/1/edit/", {"body": "no"})
    merge = f"/p/{other.pid}/merge/"
    assert f'href="{merge}"' in galina.get(f"/p/{other.pid}/", follow=True).content.decode()
    form = text_of(galina.get(merge))
    assert "Как объяснить дроби" in form
    assert "Неделя математики" not in form  # others read it
    run_once()

    done = galina.post(merge, {"to": world.topic.pid, "reason": "Об одном и том же."})

    assert done.status_code == 302
    assert replies(world.topic) == [
        (1, "Борис", "У нас получилось с яблоком.", None),
        (2, "Борис", "Дроби с нуля\nКак начать?", None),
        (3, "Анна", "Мы режем бумагу.", 2),  # it answered the opening words
        (4, "Галина", "А клей нужен?", 3),
    ]
    page = text_of(boris.get(f"/p/{world.topic.pid}/", follow=True))
    assert "4 ответа" in page
    assert re.search(r"Как начать\? 1 спасибо", page)
    for old, anchor in ((f"/p/{other.pid}-{other.slug}/", "#c2"),
                        (f"/p/{other.pid}/comments/2/", "#c4"),
                        (f"/p/{other.pid}/comments/1/moved/", "#c3")):  # fmt: skip
        answer = boris.get(old)
        assert answer.headers["Location"] == f"/p/{world.topic.pid}-{world.topic.slug}/{anchor}"
        assert as_(world.vera).get(old).status_code == 404
    report = AbuseReport.objects.get()
    assert (report.publication_id, report.seq) == (world.topic.pk, 4)
    words = "Обсуждение, за которым вы следили, объединили с этим: «Как объяснить дроби»"
    assert told(boris).count(words) == 1
    assert "перенесли в обсуждение" not in told(as_(world.anna))
    run_once()
    assert "Мы режем бумагу" in text_of(boris.get("/search/?q=режем+бумагу"))
    assert Community.objects.get(pk=world.community.pk).publication_n == 2
    assert head(made.acting(world.galina), world.topic.pid).comment_n == 4


def test_what_must_not_be_merged(world: made.World, as_: Any) -> None:
    """Other readers, another community, no reason, no right; and what is merged is no more."""
    other, galina = doubled(world), as_(world.galina)
    apart = made.publication(world.anna, made.community(world.district, "Физики"), "Чужое")
    merge = f"/p/{other.pid}/merge/"
    for to in (world.open_topic, apart, other):
        assert galina.post(merge, {"to": to.pid, "reason": "Туда"}).status_code == 422
    assert galina.post(merge, {"to": world.topic.pid, "reason": " "}).status_code == 422
    assert as_(world.boris).get(merge).status_code == 403
    news = made.publication(world.galina, world.community, "Новость", kind="news")
    assert galina.get(f"/p/{news.pid}/merge/").status_code == 403
    assert galina.post(merge, {"to": world.topic.pid, "reason": "Туда"}).status_code == 302
    assert galina.post(merge, {"to": world.topic.pid, "reason": "Туда"}).status_code == 404


def test_chosen_replies_become_a_new_talk(world: made.World, as_: Any) -> None:
    """The moderator opens it; what answered what stays; notes with the way remain, people are told once."""
    other, galina, boris = doubled(world), as_(world.galina), as_(world.boris)
    run_once()
    split = f"/p/{other.pid}/split/"
    words = {"title": "Бумага и клей", "body": "Что нужно под рукой?"}
    assert "№ 1, Анна Соколова: Мы режем бумагу." in text_of(galina.get(split))
    for wrong in ({}, {"replies": ["1", "9"]}):
        assert galina.post(split, {**words, **wrong}).status_code == 422

    done = galina.post(split, {**words, "replies": ["1", "2"]})

    assert done.status_code == 302
    new = Publication.objects.get(title="Бумага и клей")
    assert (new.kind, new.audience, new.author_id) == ("topic", "community", world.galina.pk)
    assert replies(new) == [
        (1, "Анна", "Мы режем бумагу.", None), (2, "Галина", "А клей нужен?", 1),
    ]  # fmt: skip
    page = boris.get(done.headers["Location"])
    assert "Что нужно под рукой? Дроби с нуля" in text_of(page)
    assert f'href="/p/{other.pid}-{other.slug}/"' in page.content.decode()
    left = text_of(boris.get(f"/p/{other.pid}/", follow=True))
    assert left.count("Выделено в «Бумага и клей».") == 2
    way = boris.get(f"/p/{other.pid}/comments/1/moved/")
    assert way.headers["Location"].endswith(f"{new.slug}/#c1")
    assert told(boris).count("Часть ответов выделили в новое обсуждение: «Бумага и клей»") == 1
    anna = told(as_(world.anna))
    assert anna.count("Часть ответов выделили в новое обсуждение: «Бумага и клей»") == 1
    assert "Ваш ответ перенесли" not in anna
