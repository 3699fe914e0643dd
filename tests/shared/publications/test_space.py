"""The place for files of a community: counted by actions, refused when full, put right at night."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
import pytest

from staffroom.core.files.models import StoredFile
from staffroom.core.richtext import from_text
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.actions import comments, placing, publishing
from staffroom.shared.publications.actions.space import check_space
from staffroom.shared.publications.models import Publication
from tests.factories import world as made
from tests.factories.people import sign_in

pytestmark = pytest.mark.django_db

KIB = 1024


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.KEEP_FREE = 0


@pytest.fixture
def world() -> made.World:
    return made.make_world()


def sheet(size: int, name: str = "план.txt") -> SimpleUploadedFile:
    """A text of so many bytes."""
    return SimpleUploadedFile(name, b"plan " * (size // 5))


def taken(community: Community) -> int:
    return Community.objects.values_list("file_bytes", flat=True).get(pk=community.pk)


def topic_with(world: made.World, size: int, home: Community) -> Publication:
    browser = sign_in(Client(), world.anna)
    form = {
        "title": "С файлом",
        "body": "Вот",
        "audience": "community",
        "tags": "",
        "act": "publish",
    }
    answer = browser.post(f"/p/new/topic/?in={home.pid}", {**form, "files": sheet(size)})
    assert answer.status_code == 302, answer.content.decode()
    return Publication.objects.latest("pk")


def test_files_are_counted_as_they_come_and_go(world: made.World, at: datetime) -> None:
    home = world.community
    topic = topic_with(world, 5 * KIB, home)
    assert taken(home) == 5 * KIB
    sign_in(Client(), world.boris).post(
        f"/p/{topic.pid}/comments/", {"body": "И мой", "files": sheet(10 * KIB)}
    )
    assert taken(home) == 15 * KIB
    reply = topic.comments.get()
    kept = StoredFile.objects.get(attached_key=reply.pk, attached_kind="publications.comment")
    comments.edit_comment(
        comment=reply, text=from_text("Только слова"), actor=made.acting(world.boris), at=at,
        files=(),
    )  # fmt: skip
    assert taken(home) == 5 * KIB
    kept.refresh_from_db()
    assert kept.attached_kind == ""


def test_a_publication_takes_its_files_and_those_of_its_replies_to_a_new_home(
    world: made.World,
) -> None:
    home, other = world.community, made.community(world.district, "Учителя химии")
    topic = topic_with(world, 5 * KIB, home)
    sign_in(Client(), world.boris).post(
        f"/p/{topic.pid}/comments/", {"body": "И мой", "files": sheet(10 * KIB)}
    )
    placing.place_publication(
        publication=topic, home=other, also_in=[], actor=made.acting(world.dmitry)
    )
    assert (taken(home), taken(other)) == (0, 15 * KIB)


def test_a_dropped_draft_gives_the_place_back(world: made.World, at: datetime) -> None:
    home = world.community
    browser = sign_in(Client(), world.anna)
    form = {"title": "Черновик", "body": "Вот", "audience": "community", "tags": "", "act": "draft"}
    browser.post(f"/p/new/topic/?in={home.pid}", {**form, "files": sheet(5 * KIB)})
    draft = Publication.objects.latest("pk")
    assert taken(home) == 5 * KIB
    publishing.remove_publication(publication=draft, actor=made.acting(world.anna), at=at)
    assert taken(home) == 0


def test_the_night_puts_a_wrong_counter_right_and_leaves_a_right_one(world: made.World) -> None:
    home, other = world.community, made.community(world.district, "Учителя химии")
    topic_with(world, 5 * KIB, home)
    Community.objects.filter(pk=home.pk).update(file_bytes=77)
    Community.objects.filter(pk=other.pk).update(file_bytes=12)
    assert check_space() == 2
    assert (taken(home), taken(other)) == (5 * KIB, 0)
    assert check_space() == 0
