"""Children and their data: asked about before others see them, kept as a recorded answer, seen by the moderator."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
import pytest

from staffroom.core.files import contents
from staffroom.core.files.models import FileContents
from staffroom.core.jobs import run_once
from staffroom.features.materials.models import Material, PupilsAnswer
from staffroom.shared.publications.models import Publication
from tests.conftest import MOMENT
from tests.core.files import samples
from tests.factories.world import World
from tests.features.conftest import Browser
from tests.features.materials.pages import TYPED, address, put
from tests.shared.accounts.pages import text_of

pytestmark = pytest.mark.usefixtures("frozen")
LIST = "Группы\n1. Иванов Пётр\n2. Сидорова Алёна\n3. Хабибуллин Айрат\n4. Егорова Туйаара\n"


def read_all() -> None:
    """Read what waits, as the worker does."""
    for row in FileContents.objects.filter(state="waiting"):
        contents.read_contents(contents_id=row.pk, at=MOMENT)


def test_works_of_pupils_are_published_by_the_statement_of_consents(
    world: World, browser: Browser
) -> None:
    anna = browser(world.anna)
    refused = anna.post(address(world), {**TYPED, "origin": "pupils"})
    assert refused.status_code == 422
    assert "Работы учеников публикуют, когда письменное согласие родителей" in text_of(refused)
    assert Publication.objects.filter(kind="material").count() == 0
    url = put(anna, world, origin="pupils", consents="on")
    page = text_of(browser(world.boris).get(url))
    assert "С работами учеников" in page
    assert "Письменное согласие родителей есть в школе" in page
    assert "подтвердил автор" not in page
    seen = text_of(browser(world.galina).get(url))
    assert f"Согласие родителей подтвердил автор: {world.anna.name}" in seen
    row = Material.objects.get()
    assert (row.consents_at, row.consents_by) == (MOMENT, world.anna)


def test_children_on_a_video_are_shown_by_the_statement_alone(
    world: World, browser: Browser, adopt: Callable[[str], None]
) -> None:
    adopt("baltasi")
    anna = browser(world.anna)
    link = "https://video.example/stepeni"
    asked = {"material_kind": "lesson_video", "terms": "community"}
    typed = {**TYPED, **asked, "link": link, "adults": "nobody"}
    silent = anna.post(address(world), typed)
    assert silent.status_code == 422
    assert "Скажите, есть ли на видео дети" in text_of(silent)
    refused = anna.post(address(world), {**typed, "children": "shown"})
    assert refused.status_code == 422
    assert "Видео с детьми публикуют, когда письменное согласие" in text_of(refused)
    draft = anna.post(address(world), {**typed, "children": "shown", "act": "draft"})
    assert draft.status_code == 302
    url = anna.post(draft["Location"], {**typed, "children": "shown", "consents": "on"})["Location"]
    assert "Дети есть" in text_of(browser(world.boris).get(url))


def test_a_video_in_any_material_asks_about_children(world: World, browser: Browser) -> None:
    film = SimpleUploadedFile("урок.mp4", samples.video(seconds=5))
    refused = browser(world.anna).post(address(world), {**TYPED, "files": film})
    assert refused.status_code == 422
    assert "Скажите, есть ли на видео дети" in text_of(refused)


def test_a_list_of_a_class_is_asked_about_and_the_answer_is_kept(
    world: World, browser: Browser
) -> None:
    anna = browser(world.anna)
    refused = anna.post(address(world), {**TYPED, "body": f"План урока.\n{LIST}"})
    assert refused.status_code == 422
    told = text_of(refused)
    assert "Похоже, здесь сведения об учениках. список учеников — текст, строка 3" in told
    assert "1. Иванов Пётр и ещё 3" in told
    assert "Хабибуллин Айрат" in refused.content.decode()
    assert PupilsAnswer.objects.count() == 0
    url = put(anna, world, body=f"План урока.\n{LIST}", pupils="nobody")
    row = PupilsAnswer.objects.get()
    assert (row.person, row.reason, row.at) == (world.anna, "nobody", MOMENT)
    assert row.found == [["список учеников", "текст, строка 3"]]
    assert "Иванов" not in str(row.found) + str(row.prints)
    seen = text_of(browser(world.galina).get(url))
    assert "Ответ: Это не ученики" in seen
    assert world.anna.name in seen
    assert "Ответ: Это не ученики" not in text_of(browser(world.boris).get(url))
    edit = f"/p/{row.material.publication.pid}/edit/"
    assert anna.post(edit, {**TYPED, "body": f"План урока.\n{LIST}"}).status_code == 302
    more = anna.post(edit, {**TYPED, "body": f"{LIST}\nСНИЛС 112-233-445 95"})
    assert more.status_code == 422
    assert "СНИЛС" in text_of(more)


def test_a_file_that_was_read_is_looked_into_before_publication(
    world: World, browser: Browser
) -> None:
    anna = browser(world.anna)
    sheet = SimpleUploadedFile("5 Б.txt", LIST.encode())
    draft = anna.post(address(world), {**TYPED, "files": sheet, "act": "draft"})["Location"]
    read_all()
    kept = Publication.objects.get(kind="material")
    pids = [row.pid for row in contents.StoredFile.objects.filter(attached_key=kept.pk)]
    refused = anna.post(draft, {**TYPED, "files_kept": pids})
    assert refused.status_code == 422
    assert "файл «5 Б.txt», строка 2" in text_of(refused)
    done = anna.post(draft, {**TYPED, "files_kept": pids, "pupils": "consent"})
    assert done.status_code == 302
    assert PupilsAnswer.objects.get().found == [["список учеников", "файл «5 Б.txt», строка 2"]]


def test_a_file_read_after_publication_marks_the_material_and_calls_the_author(
    world: World, browser: Browser
) -> None:
    anna, galina = browser(world.anna), browser(world.galina)
    url = put(anna, world, files=SimpleUploadedFile("5 Б.txt", LIST.encode()))
    assert "Похоже, в материале" not in text_of(galina.get(url))
    run_once(at=MOMENT)
    row = Material.objects.get()
    assert row.doubts == [["список учеников", "файл «5 Б.txt», строка 2"]]
    for one in (anna, galina):
        page = text_of(one.get(url))
        assert "Похоже, в материале сведения об учениках" in page
        assert "список учеников: файл «5 Б.txt», строка 2" in page
        assert "нашлось похожее на сведения об учениках" in text_of(one.get("/notices/"))
    assert "Похоже, в материале" not in text_of(browser(world.boris).get(url))
    kept = [
        one.pid
        for one in contents.StoredFile.objects.filter(attached_kind="publications.publication")
    ]
    edit = f"/p/{row.publication.pid}/edit/"
    assert anna.post(edit, {**TYPED, "files_kept": kept, "pupils": "consent"}).status_code == 302
    row.refresh_from_db()
    assert row.doubts == []
    assert "Ответ: Это ученики, письменное согласие" in text_of(galina.get(url))
