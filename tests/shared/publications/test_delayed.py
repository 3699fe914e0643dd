"""What was put off appears at its hour, by itself (TV-4.2.1)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
import pytest

from staffroom.core.jobs import run_once
from staffroom.core.viewer import SYSTEM
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.actions import members, menu
from staffroom.shared.communities.models import RoleGrant
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication
from tests.factories import world as made

WORDS = {
    "title": "Расписание на четверть",
    "body": "Смотрите в понедельник.",
    "audience": "community",
}


@pytest.fixture
def world(db: Any, frozen: Any) -> made.World:
    """The small district at half past twelve by Moscow time."""
    return made.make_world()


def put_off(world: made.World) -> Publication:
    """Анна puts her topic off until two in the afternoon, in the form."""
    anna = Client()
    anna.force_login(world.anna)
    form = f"/p/new/topic/?in={world.community.pid}"
    posted = {**WORDS, "later_at": "2026-09-14T14:00"}
    answer = anna.post(form, posted)
    assert answer.status_code == 302, answer.content.decode()
    run_once()  # from here on the minutes are watched
    return Publication.objects.get(title=WORDS["title"])


def test_hours_are_those_of_the_district(world: made.World, frozen: Any) -> None:
    """Eight in the evening in Олёкминск is two in the afternoon in Moscow; it is half past six there now."""
    District.objects.filter(pk=world.district.pk).update(time_zone="Asia/Yakutsk")
    anna = Client()
    anna.force_login(world.anna)
    posted = {**WORDS, "later_at": "2026-09-14T20:00"}
    assert anna.post(f"/p/new/topic/?in={world.community.pid}", posted).status_code == 302
    topic = Publication.objects.get(title=WORDS["title"])
    assert topic.publish_at == datetime(2026, 9, 14, 11, 0, tzinfo=UTC)
    assert "2026-09-14T20:00" in anna.get(f"/p/{topic.pid}/edit/").content.decode()
    assert "20:00" in anna.get(f"/p/{topic.pid}-{topic.slug}/").content.decode()


def test_a_delayed_topic_appears_at_its_hour(world: made.World, frozen: Any) -> None:
    topic = put_off(world)
    boris = Client()
    boris.force_login(world.boris)
    address = f"/p/{topic.pid}-{topic.slug}/"
    assert topic.status == "scheduled"
    frozen.shift(timedelta(minutes=80))
    run_once()
    assert boris.get(address).status_code == 404

    frozen.shift(timedelta(minutes=12))
    run_once()

    assert WORDS["title"] in boris.get(address).content.decode()
    assert WORDS["title"] in boris.get("/home/").content.decode()
    frozen.shift(timedelta(minutes=5))
    run_once()
    topic.refresh_from_db()
    assert topic.status == "published"


def test_who_has_left_meanwhile_has_a_draft_again(world: made.World, frozen: Any) -> None:
    topic = put_off(world)
    anna, _home = viewer_of(world.anna, at=made.THEN)
    members.leave_community(community=world.community, actor=anna, at=made.THEN)
    frozen.shift(timedelta(hours=2))
    run_once()
    topic.refresh_from_db()
    assert (topic.status, topic.publish_at) == ("draft", None)


def test_what_a_blocked_author_put_off_stays_hidden(world: made.World, frozen: Any) -> None:
    topic = put_off(world)
    Person.objects.filter(pk=world.anna.pk).update(is_active=False)
    frozen.shift(timedelta(hours=2))
    run_once()
    topic.refresh_from_db()
    assert topic.status == "scheduled"


def test_news_of_the_district_wait_for_somebody_who_may_still_publish_them(
    world: made.World, frozen: Any
) -> None:
    dmitry = Client()
    dmitry.force_login(world.dmitry)
    form = f"/p/new/news/?district={world.district.slug}"
    posted = {**WORDS, "audience": "district", "later_at": "2026-09-14T14:00"}
    assert dmitry.post(form, posted).status_code == 302
    run_once()
    news = Publication.objects.get(title=WORDS["title"])
    RoleGrant.objects.filter(person=world.dmitry).update(to_at=made.THEN)
    frozen.shift(timedelta(hours=2))
    run_once()
    news.refresh_from_db()
    assert (news.status, news.publish_at) == ("draft", None)


def test_what_has_become_a_section_for_members_is_not_shown_to_others(
    world: made.World, frozen: Any
) -> None:
    """Put off for everybody; meanwhile «Проблемы» were closed: the author has a draft again."""
    anna = Client()
    anna.force_login(world.anna)
    posted = {**WORDS, "audience": "public", "tags": "проблемы", "later_at": "2026-09-14T14:00"}
    assert anna.post(f"/p/new/topic/?in={world.community.pid}", posted).status_code == 302
    run_once()
    menu.add_section(
        community=world.community, kind="tag", title="Проблемы", tag="Проблемы",
        is_for_members=True, actor=SYSTEM,
    )  # fmt: skip
    frozen.shift(timedelta(hours=2))
    run_once()
    topic = Publication.objects.get(title=WORDS["title"])
    assert (topic.status, topic.publish_at) == ("draft", None)
    assert Client().get(f"/p/{topic.pid}-{topic.slug}/").status_code == 404
