"""In a blind mode the other side's name is in nothing that is served."""

import io
import zipfile

import pytest

from staffroom.core.parsers import unnamed
from staffroom.features.review.models import Round
from staffroom.shared.accounts.models import Person
from staffroom.shared.duties.models import Duty
from staffroom.shared.notifications.models import NoticeRow
from tests.factories import review as made
from tests.factories.world import World
from tests.features.review.conftest import Browser

pytestmark = pytest.mark.usefixtures("frozen")

AUTHOR, PLACE, EXPERT = "Зорянкина", "Лицей Полярнозорьский", "Перепелицын"


def marked(world: World) -> None:
    """Names that stand nowhere else."""
    Person.objects.filter(pk=world.anna.pk).update(last_name=AUTHOR, name=f"Анна {AUTHOR}")
    world.organization.name = world.organization.short_name = PLACE
    world.organization.save(update_fields=["name", "short_name"])
    world.topic.title = "Урок Зорянкиной Анны"
    world.topic.plain = f"Писала Анна {AUTHOR}, {PLACE}. С Зорянкиной спорят."
    world.topic.html = f"<p>{world.topic.plain}</p>"
    world.topic.save(update_fields=["title", "plain", "html"])
    made.expert(world.district, f"Раиса {EXPERT}")
    made.expert(world.district, f"Савва {EXPERT}")


def test_experts_of_a_double_blind_work_are_served_nothing_of_its_author(
    world: World, browser: Browser
) -> None:
    marked(world)
    found = made.asked(world, mode="double")
    kept = Round.objects.get(request=found)
    for one in made.given(found):
        assert one.reviewer is not None
        raisa = browser(one.reviewer.person)
        for url in (
            "/",
            "/notices/",
            f"/{world.district.slug}/review/",
            f"/{world.district.slug}/review/works/{one.pid}/",
        ):
            said = raisa.get(url, follow=True).content.decode()
            assert "Зорянкин" not in said, url
            assert PLACE not in said, url
            assert world.topic.pid not in said, url
    assert "Зорянкин" not in f"{kept.title} {kept.plain} {kept.html}"
    told = [*NoticeRow.objects.filter(person__name__endswith=EXPERT).values_list("text", flat=True)]
    owed = Duty.objects.filter(owner__name__endswith=EXPERT).values_list("title", flat=True)
    assert owed
    assert not any("Зорянкин" in words for words in [*told, *owed])


def test_the_author_of_a_blind_work_is_served_nothing_of_its_experts(
    world: World, browser: Browser
) -> None:
    marked(world)
    found = made.asked(world, mode="blind")
    made.all_hand_in(found)
    anna = browser(world.anna)
    here = f"/{world.district.slug}/review/"
    for url in ("/", "/notices/", here, f"{here}{found.pid}/", f"/p/{world.topic.pid}/"):
        assert EXPERT not in anna.get(url, follow=True).content.decode(), url


def test_an_office_file_is_given_on_without_its_maker(
    tmp_path: "object", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr("docProps/core.xml", f"<x><dc:creator>{AUTHOR}</dc:creator></x>")
        packed.writestr("docProps/thumbnail.jpeg", b"x")
        packed.writestr("word/comments.xml", f'<w:comment w:author="{AUTHOR}" w:initials="А"/>')
        packed.writestr("word/document.xml", "<w:t>План урока</w:t>")

    unnamed.office(book)

    with zipfile.ZipFile("clean") as clean:
        assert "docProps/thumbnail.jpeg" not in clean.namelist()
        everything = b"".join(clean.read(name) for name in clean.namelist()).decode()
    assert AUTHOR not in everything
    assert "План урока" in everything
