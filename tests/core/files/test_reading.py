# ruff: noqa: E501 - pieces of foreign formats are read whole
"""A stored file is read in the background: its words, its marks, its pages; once for each hash."""

from datetime import timedelta
import os
import shutil

import pytest

from staffroom.core import files
from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.files import contents as reading
from staffroom.core.files import jobs as file_jobs
from staffroom.core.files.events import FileRead
from staffroom.core.files.models import FileContents, FilePicture, FileText, StoredFile
from staffroom.core.files.sweeping import sweep
from staffroom.core.jobs import run_once
from staffroom.core.models import QueuedJob
from staffroom.core.sandbox import office
from tests.core.files import samples
from tests.core.files.test_storing import TEXT, photo, store

SOFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("frozen")]

heard: list[int] = []


@on(FileRead)
def _hear(event: FileRead) -> None:
    heard.append(event.file_id)


@pytest.fixture(autouse=True)
def _silence():
    heard.clear()


@pytest.fixture
def read(as_anna, at):
    """Store a file, have the jobs done, and give its preview."""

    def read(content, name):
        stored = store(as_anna, at, content, name)
        run_once()
        return files.preview_of(stored)

    return read


def test_a_lesson_is_read_with_its_structure(read):
    shown = read(samples.word(), "урок.docx")
    assert shown.state == "read"
    assert shown.blocks == (
        ("h", 1, "Урок. Степень числа"),
        ("h", 1, "Ход урока"),
        ("p", "Проверка домашней работы: ответ < 5 & больше нуля."),
        ("li", 1, "карточки"),
        ("table", (("Этап", "Минуты"), ("Опрос", "10"))),
    )
    assert shown.words.splitlines()[-2:] == ["Этап | Минуты", "Опрос | 10"]


@pytest.mark.once
@pytest.mark.parametrize(
    ("make", "name", "pages", "words"),
    [
        (samples.slides, "дроби.pptx", 2, "Слайд 1. Дроби\nПоловина\nЧетверть\n[Схема дроби]\nСлайд 2. Итог\nСпасибо\n[Схема дроби]"),
        (samples.book, "классы.xlsx", 2, "Классы\nКласс | Учеников\n5А | 27\n5Б | 25.5\nИтоги\nВсего | 52"),
        (samples.letter, "план.odt", 0, "План\nРабота на год\nсентябрь"),
        (samples.calc, "часы.ods", 1, "Часы\nТема | 6"),
        (samples.rich, "урок.rtf", 0, "Разработка урока\nУрок 2"),
        (lambda: "Класс;Часы\r\n5А;3\r\n".encode("cp1251"), "часы.csv", 0, "Класс | Часы\n5А | 3"),
        (lambda: "# Тема\n- раз".encode(), "тема.md", 0, "Тема\nраз"),
        (lambda: TEXT, "план.txt", 0, TEXT.decode().strip()),
    ],
)  # fmt: skip
def test_words_of_every_kind(read, make, name, pages, words):
    shown = read(make(), name)
    assert (shown.state, shown.words, shown.pages, shown.marks) == ("read", words, pages, ())


def test_a_pdf_is_shown_by_pictures_of_its_pages(read):
    shown = read(samples.pdf(), "урок.pdf")
    assert (shown.state, shown.pages, shown.words) == (
        "read", 2, "Страница 1\nПервая страница урока\nСтраница 2\nВторая страница",
    )  # fmt: skip
    assert [(one.number, one.width, one.height) for one in shown.pictures] == [
        (1, 800, 480),
        (2, 800, 480),
    ]


@pytest.mark.once
@pytest.mark.parametrize(
    ("make", "name", "facts"),
    [
        (samples.video, "опыт.mp4", (125, 1280, 720)),
        (samples.sound, "диктант.wav", (3, 0, 0)),
        (photo, "доска.jpg", (0, 1200, 800)),
    ],
)
def test_recordings_and_pictures_tell_their_measures(read, make, name, facts):
    shown = read(make(), name)
    assert (shown.state, (shown.seconds, shown.width, shown.height)) == ("read", facts)


def test_the_same_bytes_are_read_once_and_stated_for_every_file(as_anna, as_vera, at):
    first = store(as_anna, at, samples.word(), "урок.docx")
    second = store(as_vera, at, samples.word(), "чужое имя.docx")
    assert QueuedJob.objects.filter(name="core.read_file").count() == 1
    run_once()
    assert heard == [first.pk, second.pk]
    third = store(as_vera, at, samples.word(), "ещё.docx")
    assert heard == [first.pk, second.pk, third.pk]
    run_once()
    assert (FileContents.objects.count(), FileContents.objects.get().attempts) == (1, 1)
    assert set(files.texts_of([first.pk, second.pk, third.pk])) == {first.pk, second.pk, third.pk}
    assert files.text_of(third.pk) == files.text_of(first.pk) != ""


def test_a_file_that_kills_its_reader_is_given_up_in_words(as_anna, at):
    stored = store(as_anna, at)
    FileContents.objects.update(attempts=3)  # three readers died before they could say anything
    run_once()
    shown = files.preview_of(stored)
    assert (shown.state, shown.reason) == ("unreadable", reading.GAVE_UP)
    assert heard == [stored.pk]
    run_once(at=now() + timedelta(days=1))
    assert FileContents.objects.get().attempts == 4


def test_a_lost_call_and_a_file_of_before_are_read_later(as_anna, at):
    lost = store(as_anna, at)
    old = store(as_anna, at, samples.rich(), "урок.rtf")
    QueuedJob.objects.all().delete()
    StoredFile.objects.filter(pk=old.pk).update(contents=None)
    FileContents.objects.exclude(files=lost.pk).delete()
    later = now() + timedelta(hours=7)
    file_jobs.read_forgotten.enqueue_at(later)
    run_once(at=later)
    assert files.text_of(lost.pk) == TEXT.decode().strip()
    assert files.text_of(old.pk) == "Разработка урока\nУрок 2"


def test_one_child_reads_at_a_time(as_anna, at):
    stored = store(as_anna, at)
    with reading.alone() as is_mine:
        assert is_mine
        file_jobs.read_file(contents_id=StoredFile.objects.get(pk=stored.pk).contents_id)
        assert files.preview_of(stored).state == "waiting"
        assert QueuedJob.objects.filter(name="core.read_file", state="waiting").count() == 1
    run_once(at=now() + timedelta(hours=1))
    assert files.preview_of(stored).state == "read"


def test_what_was_read_goes_with_the_last_file(as_anna, at, data_dir):
    def swept():
        """How many files stand after the sweeper has gone over those of yesterday."""
        blobs = list((data_dir / "files").glob("??/??/*"))
        for path in blobs:
            os.utime(path, (0, 0))
        reading.drop_unnamed(at=at + timedelta(days=1))
        sweep(at=at)
        return len(list((data_dir / "files").glob("??/??/*")))

    stored = store(as_anna, at, samples.pdf(), "урок.pdf")
    run_once()
    assert swept() == 4  # its bytes, two pages, the cover
    stored.delete()
    assert swept() == 0
    assert [model.objects.count() for model in (FileContents, FileText, FilePicture)] == [0, 0, 0]


@pytest.mark.once
@pytest.mark.parametrize(
    ("setting", "make", "name", "words"),
    [
        ("MACROS", lambda: samples.zipped({"[Content_Types].xml": b"<T/>", "word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}), "план.docm", "макросы"),
        ("LOCKED_FILES", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "план.docx", "паролем"),
    ],
)  # fmt: skip
def test_an_installation_may_refuse_macros_and_passwords(as_anna, at, settings, read, setting, make,
name, words):  # fmt: skip
    shown = read(make(), name)
    assert words in ", ".join(shown.marks)
    setattr(settings, setting, "refuse")
    with pytest.raises(files.FileRefused, match=words):
        store(as_anna, at, make(), name)


@pytest.mark.once
@pytest.mark.skipif(
    not SOFFICE or not office.can_close_in(),
    reason="LibreOffice is not installed, or cannot be closed in",
)
def test_where_libreoffice_is_installed_a_lesson_is_shown_by_its_pages(read, settings):
    settings.OFFICE = SOFFICE
    shown = read(samples.word(), "урок.docx")
    assert (shown.state, shown.pages, [one.number for one in shown.pictures]) == ("read", 1, [1])
    assert ("li", 1, "карточки") in shown.blocks  # our own reader's words stay beside the pictures
    unsafe = read(samples.word_with_macros(), "урок.docm")
    assert (unsafe.state, unsafe.pictures) == ("read", ())  # what could run is never handed to it
    settings.OFFICE = "/bin/false"
    assert (
        read(samples.rich(), "урок.rtf").words == "Разработка урока\nУрок 2"
    )  # it may fail without harm
