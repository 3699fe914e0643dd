"""The public face: read without an account, and nothing closed in it."""

from typing import Any
from xml.etree import ElementTree

from django.test import Client
import pytest

from staffroom.core.viewer import SYSTEM
from staffroom.shared.communities.models import ScopeKind
from staffroom.shared.publications.actions import moderation
from staffroom.shared.publications.models import Audience
from staffroom.shared.regulations import actions as regulations
from staffroom.shared.regulations.models import DistrictProfile
from tests.factories import world as factory


@pytest.fixture
def world(db: Any) -> factory.World:
    """The small district."""
    return factory.make_world()


@pytest.mark.clause("BB-1.12.5")
def test_a_moderator_puts_a_publication_on_the_site(client: Client, world: factory.World) -> None:
    """It appears in public news with no login; taken away, it is gone."""
    client.force_login(world.galina)
    address = f"/p/{world.open_topic.pid}/site/"
    client.post(address, {"site": "1"})
    client.logout()
    assert "Неделя математики" in client.get("/berezovka/news/").content.decode()
    client.force_login(world.galina)
    client.post(address, {"site": "0"})
    client.logout()
    assert "Неделя математики" not in client.get("/berezovka/news/").content.decode()


@pytest.mark.clause("BT-1.3.3")
def test_parents_and_pupils_have_feeds_of_their_own(client: Client, world: factory.World) -> None:
    """News has an audience; «родителям» and «учащимся» are read with no login, each its own."""
    for title, audience in (("Собрание", Audience.PARENTS), ("Олимпиада", Audience.PUPILS)):
        made = factory.publication(
            world.galina, world.community, title, audience=audience, kind="news"
        )
        moderation.put_on_site(publication=made, is_on_site=True, actor=SYSTEM)
    parents = client.get("/berezovka/news/?for=parents").content.decode()
    pupils = client.get("/berezovka/news/?for=pupils").content.decode()
    assert "Собрание" in parents
    assert "Олимпиада" not in parents
    assert "Олимпиада" in pupils
    assert "Собрание" not in pupils


def test_a_feed_reader_gets_only_what_everybody_may_read(
    client: Client, world: factory.World
) -> None:
    """The feed is a guest's, even when a member's browser asks; names are shown by consent only."""
    moderation.put_on_site(publication=world.open_topic, is_on_site=True, actor=SYSTEM)
    client.force_login(world.anna)
    for name in ("rss.xml", "atom.xml"):
        answer = client.get(f"/berezovka/news/{name}")
        words = answer.content.decode()
        ElementTree.fromstring(words)
        assert "Неделя математики" in words
        assert "Как объяснить дроби" not in words
        assert "Соколова" not in words


@pytest.mark.clause("TV-4.1.c")
def test_the_list_of_groups_names_leaders_only_with_their_consent(
    client: Client, world: factory.World
) -> None:
    """Name, page, for whom, who runs it; a personal telephone appears only with consent."""
    world.galina.phone = "+7 000 000-00-01"
    world.galina.save(update_fields=["phone"])
    factory.grant(world.boris, ScopeKind.COMMUNITY, world.community.pk, "listener", 0)
    before = client.get("/berezovka/groups/").content.decode()
    assert "Учителя математики" in before
    assert "Модератор" in before
    assert before.count("имя видят участники сети") == 1
    assert "listener" not in before
    assert "Ветрова" not in before
    assert "000-00-01" not in before
    world.galina.is_public_name, world.galina.shown = True, {"phone": "all"}
    world.galina.save(update_fields=["is_public_name", "shown"])
    profile = DistrictProfile.objects.get(district=world.district).profile
    regulations.change_keys(
        profile=profile,
        changes={"contacts.public": "administrators"},
        actor=SYSTEM,
        at=factory.THEN,
    )
    after = client.get("/berezovka/groups/").content.decode()
    assert "Галина Ветрова" in after
    assert "+7 000 000-00-01" in after


def test_the_front_door_leads_home_or_to_a_district(client: Client, world: factory.World) -> None:
    """Two districts: a guest chooses; a member goes home."""
    page = client.get("/").content.decode()
    assert "Берёзовский район" in page
    assert "Заречье" in page
    client.force_login(world.anna)
    assert client.get("/")["Location"] == "/home/"
