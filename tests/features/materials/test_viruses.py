"""Papers of a material: brought in four forms, a PDF looked at in the page, checked before others get them."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
import pytest

from staffroom.core.files import checks, contents, storage
from staffroom.core.files.models import FileCheck, FileContents, StoredFile
from staffroom.core.jobs import run_once
from staffroom.shared.journal.models import JournalRow
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.registry import PUBLICATION_FILES
from staffroom.shared.search.jobs import write_files
from staffroom.shared.search.models import SearchRow
from tests.conftest import MOMENT
from tests.core.files import samples
from tests.factories.checkers import EICAR, true_checker
from tests.factories.world import World
from tests.features.conftest import Browser
from tests.features.materials.pages import put
from tests.shared.accounts.pages import text_of

INSIDE = "Первая страница урока"

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("frozen")]


def papers() -> list[SimpleUploadedFile]:
    ill = samples.with_parts(samples.slides(), ppt__media__video_bin=EICAR)
    made = {
        "урок.docx": samples.word(), "дроби.pptx": ill,
        "план.pdf": samples.pdf(), "письмо.odt": samples.letter(),
    }  # fmt: skip
    return [SimpleUploadedFile(name, content) for name, content in made.items()]


def body_of(answer: Any) -> bytes:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for release in answer._resource_closers:
        release()
    return bytes(body)


def archive_of(reader: Browser, url: str) -> ZipFile:
    return ZipFile(BytesIO(body_of(reader.get(f"{url.split('-', maxsplit=1)[0]}/download/"))))


@pytest.mark.clause("TV-2.2.1.g")
def test_papers_are_looked_at_in_the_page_and_checked_before_others_get_them(
    world: World, browser: Browser, settings: Any
) -> None:
    anna, boris = browser(world.anna), browser(world.boris)
    with true_checker() as place:
        settings.CLAMD = place
        url = put(anna, world, files=papers(), children="nobody", adults="nobody")
        for row in FileContents.objects.filter(state="waiting"):
            contents.read_contents(contents_id=row.pk, at=MOMENT)
        rows = {one.name: one for one in StoredFile.objects.filter(attached_kind=PUBLICATION_FILES)}
        assert set(rows) == {"урок.docx", "дроби.pptx", "план.pdf", "письмо.odt"}

        early = boris.get(url)
        assert text_of(early).count("проверяется на вирусы, откроется сам") == 4
        assert "Скачать (PDF" not in text_of(early)
        told = (
            "В архив пока не войдут 4 закрытых файла: урок.docx, дроби.pptx, план.pdf, письмо.odt."
        )
        assert told in text_of(early)
        with archive_of(boris, url) as archive:
            assert archive.namelist() == ["О материале.docx", "Не вошло в архив.txt"]
            left_out = archive.read("Не вошло в архив.txt").decode("utf-8-sig")
        assert "план.pdf: проверяется на вирусы, откроется сам" in left_out
        write_files(Publication.objects.get(kind="material").pk)
        assert "план.pdf" not in text_of(boris.get("/search/", {"q": INSIDE}))
        assert not SearchRow.objects.filter(kind="file").exists()
        for one in rows.values():
            closed = boris.get(f"/files/{one.pid}/{one.name}")
            assert closed.status_code == 403
            assert "Файл проверяется на вирусы" in text_of(closed)
        assert "Первая страница урока" in text_of(anna.get(f"/files/{rows['план.pdf'].pid}/"))
        run_once()

    later = text_of(boris.get(url))
    assert "проверяется на вирусы" not in later
    assert later.count("найден вирус, закрыт") == 1
    assert "В архив пока не войдёт 1 закрытый файл: дроби.pptx." in later
    assert "Скачать (PDF" in later
    found = text_of(boris.get("/search/", {"q": INSIDE}))
    assert "план.pdf" in found
    assert INSIDE in found
    assert not SearchRow.objects.filter(kind="file", title="дроби.pptx").exists()
    with archive_of(boris, url) as archive:
        assert archive.namelist() == [
            "О материале.docx", "Не вошло в архив.txt", "урок.docx", "план.pdf", "письмо.odt",
        ]  # fmt: skip
        left_out = archive.read("Не вошло в архив.txt").decode("utf-8-sig")
    assert left_out.splitlines()[-1] == "дроби.pptx: найден вирус, закрыт"
    pdf = rows["план.pdf"]
    looked = boris.get(f"/files/{pdf.pid}/")
    assert "Первая страница урока" in text_of(looked)
    assert f"/files/{pdf.pid}/pages/1.webp" in looked.content.decode()
    assert body_of(boris.get(f"/files/{pdf.pid}/pages/1.webp"))[8:12] == b"WEBP"
    for name in ("урок.docx", "план.pdf", "письмо.odt"):
        assert len(body_of(boris.get(f"/files/{rows[name].pid}/{name}"))) == rows[name].size
    ill = rows["дроби.pptx"]
    for reader in (anna, boris):
        for last in ("", "дроби.pptx", "thumb-320.webp", "pages/1.webp"):
            assert reader.get(f"/files/{ill.pid}/{last}").status_code == 403
    assert "В вашем файле найден вирус" in text_of(anna.get("/notices/"))
    assert JournalRow.objects.filter(event="core.file.infected").count() == 1

    timur = browser(world.timur)
    health = text_of(timur.get("/staff/health/"))
    assert "Own.Eicar.UNOFFICIAL" in health
    key = FileCheck.objects.get(state="infected").pk
    asked = text_of(timur.get(f"/staff/health/files/{key}/drop/"))
    assert "Удалить файл с вирусом?" in asked
    assert "дроби" not in asked  # what people call their files is not the technician's to know
    assert FileCheck.objects.get(pk=key).is_dropped is False
    assert timur.post(f"/staff/health/files/{key}/drop/").status_code == 302
    assert "Own.Eicar.UNOFFICIAL" not in text_of(timur.get("/staff/health/"))


def test_a_file_that_is_not_checked_is_opened_by_a_decision(
    world: World, browser: Browser, settings: Any
) -> None:
    anna, boris, timur = browser(world.anna), browser(world.boris), browser(world.timur)
    with true_checker() as place:
        settings.CLAMD = place
        large = SimpleUploadedFile("Свод.txt", ("слово урок " * 80_000).encode())
        url = put(anna, world, files=large, children="nobody", adults="nobody")
        run_once()
    stored = StoredFile.objects.get(attached_kind=PUBLICATION_FILES)
    number = stored.sha256[:8].upper()
    assert "не проверен на вирусы, закрыт" in text_of(boris.get(url))
    assert "Открыть его может технический специалист" in text_of(
        boris.get(f"/files/{stored.pid}/Свод.txt")
    )
    assert "открываете его только вы" in text_of(anna.get("/notices/"))
    own = text_of(anna.get(f"/files/{stored.pid}/"))
    assert "либо попросите технического специалиста открыть файл без проверки" in own
    assert f"под номером {number}." in own

    assert "Посмотрите, можно ли его открыть" in text_of(timur.get("/notices/"))
    health = text_of(timur.get("/staff/health/"))
    assert "Есть файлы, которые проверка не берёт. Они закрыты: решите, открыть ли их." in health
    assert number in health
    key = FileCheck.objects.get().pk
    asked = text_of(timur.get(f"/staff/health/files/{key}/open/"))
    for words in (
        number,
        "TXT, ",
        "Файл больше, чем принимает проверка",
        f"files/{stored.sha256[:2]}",
    ):
        assert words in asked
    assert boris.get(f"/staff/health/files/{key}/open/").status_code == 404
    assert timur.post(f"/staff/health/files/{key}/open/").status_code == 302
    assert JournalRow.objects.get(event="core.file.vouched").actor_id == world.timur.pk
    assert "Скачать (TXT" in text_of(boris.get(url))
    assert len(body_of(boris.get(f"/files/{stored.pid}/Свод.txt"))) == stored.size
    assert "открыт без проверки" in text_of(timur.get("/staff/health/"))
    assert timur.post(f"/staff/health/files/{key}/open/").status_code == 404
    assert timur.post(f"/staff/health/files/{key}/shut/").status_code == 302
    assert boris.get(f"/files/{stored.pid}/Свод.txt").status_code == 403


def test_who_brought_a_file_that_vanished_and_the_technician_are_told_what_to_do(
    world: World, browser: Browser, settings: Any
) -> None:
    anna, boris, timur = browser(world.anna), browser(world.boris), browser(world.timur)
    with true_checker() as place:
        settings.CLAMD = place
        paper = SimpleUploadedFile("Свод.txt", "слово урок".encode())
        url = put(anna, world, files=paper, children="nobody", adults="nobody")
        stored = StoredFile.objects.get(attached_kind=PUBLICATION_FILES)
        kept = storage.path_of(stored.sha256)
        kept.rename(kept.with_suffix(".away"))
        run_once()
        for reader in (anna, boris):
            page = text_of(reader.get(url))
            assert "пропал с диска сайта, его нужно приложить ещё раз" in page
            assert "проверяется на вирусы" not in page
        told = text_of(anna.get("/notices/"))
        assert "Приложите файл ещё раз." in told
        assert "открываете его только вы" not in told
        assert "Если оно есть в резервной копии" in text_of(timur.get("/notices/"))
        health = text_of(timur.get("/staff/health/"))
        assert "Содержимое некоторых файлов пропало с диска." in health
        assert f"{stored.sha256[:8].upper()} пропал с диска" in health
        key = FileCheck.objects.get().pk
        assert timur.get(f"/staff/health/files/{key}/open/").status_code == 404

        kept.with_suffix(".away").rename(kept)
        assert timur.post(f"/staff/health/files/{key}/again/").status_code == 302
        run_once()
    assert "пропал с диска" not in text_of(timur.get("/staff/health/"))
    assert len(body_of(boris.get(f"/files/{stored.pid}/Свод.txt"))) == stored.size


def test_technicians_are_told_once_of_a_silent_checker_and_of_none(
    world: World, browser: Browser, settings: Any
) -> None:
    timur = browser(world.timur)
    assert "Файлы на вирусы не проверяются" in text_of(timur.get("/staff/health/"))
    settings.CLAMD, settings.CLAMD_HOURS = "/nowhere/clamd.ctl", 0
    for _ in range(2):
        checks.silent(problem="Проверка на вирусы не отвечает.", at=MOMENT)
    assert "Новые файлы ждут" in text_of(timur.get("/staff/health/"))
    run_once()
    told = text_of(timur.get("/notices/"))
    assert told.count("давно не отвечает") == 1
