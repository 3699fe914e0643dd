"""Bringing a file: what is kept, what is refused, and that a refusal leaves nothing."""

from datetime import timedelta
import io
import os

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
import pytest

from staffroom.core import files
from staffroom.core.errors import Forbidden
from staffroom.core.files import FileRefused, Quota, quotas, storage
from staffroom.core.files.models import StoredFile, Upload
from staffroom.core.files.names import clean_name
from staffroom.core.files.sweeping import sweep
from staffroom.core.sandbox import ParserFailed
from staffroom.core.viewer import GUEST
from tests.core.sandbox import bombs

TEXT = "План урока\n".encode()


def photo(size=(1200, 800), form="JPEG", **options):
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, form, **options)
    return out.getvalue()


def store(actor, at, content=TEXT, name="план.txt", **options):
    return files.store_upload(actor=actor, source=content, name=name, at=at, **options)


def test_a_text_is_kept_byte_by_byte(as_anna, at, on_disk):
    stored = store(as_anna, at)
    assert (stored.kind, stored.mime, stored.name, stored.size) == (
        "text",
        "text/plain",
        "план.txt",
        len(TEXT),
    )
    assert storage.path_of(stored.sha256).read_bytes() == TEXT
    assert on_disk() == [f"{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"]


def test_the_same_bytes_lie_once_and_have_rights_apart(as_anna, as_vera, at, on_disk):
    one, two = store(as_anna, at), store(as_vera, at, name="другое имя.txt")
    assert one.sha256 == two.sha256
    assert one.pid != two.pid
    assert len(on_disk()) == 1


def test_a_photo_is_kept_upright_without_its_place(as_anna, at):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (58.0, 1.0, 2.0)
    stored = store(as_anna, at, photo(exif=exif), "IMG_0001.JPG")
    assert (stored.kind, stored.width, stored.height, stored.name) == (
        "image",
        800,
        1200,
        "IMG_0001.JPG",
    )
    with Image.open(storage.path_of(stored.sha256)) as image:
        assert not image.getexif()
    with Image.open(storage.path_of(stored.thumb_320)) as image:
        assert (image.format, image.size) == ("WEBP", (320, 480))


def test_a_moving_picture_keeps_no_remark(as_anna, at):
    """Programs write their own name into it, and its maker's."""
    frames, out = [Image.new("P", (20, 20), n) for n in (1, 2)], io.BytesIO()
    frames[0].putpalette(bytes(range(256)) * 3)
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"Sokolova")
    assert b"Sokolova" in out.getvalue()
    stored = store(as_anna, at, out.getvalue(), "опыт.gif")
    assert stored.name == "опыт.gif"
    assert b"Sokolova" not in storage.path_of(stored.sha256).read_bytes()


def test_a_picture_gets_the_ending_it_deserves(as_anna, at):
    assert store(as_anna, at, photo(form="PNG"), "доска.jpg").name == "доска.png"
    assert store(as_anna, at, photo(form="BMP"), "доска").name == "доска.png"


def test_a_form_file_and_a_path_are_stored_alike(as_anna, at, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(TEXT)
    one = store(as_anna, at, SimpleUploadedFile("план.txt", TEXT))
    assert store(as_anna, at, path).sha256 == one.sha256


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "пусто.docx", "Файл пустой"),
        (TEXT, "план.pdf", "кончается на .pdf, а внутри простой текст"),
        (b"MZ" + bytes(100), "план.docx", "Это программа"),
        (b"<svg xmlns='x' onload='hit()'/>", "схема.svg", "картинки SVG здесь не принимаются"),
        (b"<!doctype html><script>hit()</script>", "урок.html", "Веб-страницы"),
        (b"\0\0\0\x20ftypheic" + bytes(64), "IMG_1.HEIC", "в формате HEIC"),
        (bytes(range(256)) * 4, "что-то.bin", "Такие файлы здесь не принимаются"),
        (photo()[:900], "фото.jpg", "повреждён"),
        (bombs.png(50_000, 50_000), "фото.png", "слишком много точек"),
        (bombs.zipped({"a": 40}), "архив.zip", "слишком большой объём"),
        (bombs.zipped({"игра.exe": b"x"}), "игра.zip", "есть программа"),
        (b"PK\x03\x04broken", "таблица.xlsx", "повреждён"),
    ],
    ids=[
        "empty",
        "ending",
        "program",
        "svg",
        "html",
        "heic",
        "unknown",
        "cut",
        "bomb",
        "zip",
        "exe",
        "xlsx",
    ],
)
@pytest.mark.django_db
def test_a_refused_file_leaves_nothing(as_anna, at, on_disk, content, name, words):
    with pytest.raises((FileRefused, ParserFailed)) as refusal:
        store(as_anna, at, content, name)
    assert words in refusal.value.message
    assert (StoredFile.objects.count(), Upload.objects.count(), on_disk()) == (0, 0, [])


def test_too_large_a_file_is_refused_with_figures(as_anna, at, on_disk):
    with pytest.raises(FileRefused, match="Файл слишком большой: 2\xa0КБ, можно до 1\xa0КБ"):
        store(as_anna, at, b"a" * 2048, limit_bytes=1024)
    assert on_disk() == []


def test_a_group_of_kinds_may_be_asked_for(as_anna, at):
    with pytest.raises(FileRefused, match="Сюда не подходит простой текст"):
        store(as_anna, at, kinds=["image"])


def test_a_guest_brings_nothing(db, at):
    with pytest.raises(Forbidden):
        store(GUEST, at)


def test_a_person_has_a_quota(as_anna, as_vera, at, monkeypatch):
    monkeypatch.setattr(quotas, "_judge", lambda viewer: Quota(100, 30))
    store(as_anna, at)
    with pytest.raises(FileRefused, match="У вас уже 20\xa0байт"):
        store(as_anna, at, TEXT + b"2")
    store(as_vera, at)


def test_a_full_disk_takes_no_files(as_anna, at, settings):
    settings.KEEP_FREE = 10**18
    with pytest.raises(FileRefused, match="кончается место"):
        store(as_anna, at)


def test_macros_are_marked(as_anna, at):
    content = bombs.zipped(
        {"[Content_Types].xml": b"<T/>", "word/a.xml": b"x", "word/vbaProject.bin": b"x"}
    )
    assert store(as_anna, at, content, "отчёт.docm").has_macros


@pytest.mark.parametrize(
    ("foreign", "clean"),
    [
        ("план.docx", "план.docx"),
        ("C:\\Мои документы\\план.docx", "план.docx"),
        ("../../etc/passwd", "passwd"),
        ("счёт\u202excod.exe", "счётxcod.exe"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
        ('кавычки " и <b>.txt', "кавычки _ и _b_.txt"),
        ("thumb-320.webp", "файл thumb-320.webp"),
        ("  . ", "файл"),
        ("и\u0306.txt", "й.txt"),
        ("а" * 300 + ".docx", "а" * 115 + ".docx"),
        ("100% #1?.txt", "100_ _1_.txt"),
    ],
)
def test_names_are_harmless(foreign, clean):
    assert clean_name(foreign) == clean


# ------------------------------------------------------------------------------ things and sweeping


def test_files_belong_to_a_thing_in_one_query(as_anna, as_vera, at, django_assert_num_queries):
    one, two = store(as_anna, at), store(as_anna, at, photo(), "доска.jpg")
    foreign = store(as_vera, at)
    given = files.attach(
        actor=as_anna, pids=[one.pid, two.pid, foreign.pid], kind="test.thing", key=7, at=at
    )
    assert given == 2
    with django_assert_num_queries(1):
        found = files.files_of("test.thing", [6, 7])
    assert [row.name for row in found[7]] == ["план.txt", "доска.jpg"]
    assert found[7][1].thumb() == f"/files/{two.pid}/thumb-320.webp"
    assert files.attach(actor=as_anna, pids=[one.pid], kind="test.thing", key=8, at=at) == 0
    assert files.detach(actor=as_anna, pids=[one.pid], kind="test.thing", key=7, at=at) == 1
    assert [row.pid for row in files.files_of("test.thing", [7])[7]] == [two.pid]


def age(data_dir, seconds):
    for path in (data_dir / "files").rglob("*"):
        if path.is_file():
            os.utime(path, (path.stat().st_atime - seconds, path.stat().st_mtime - seconds))


def test_the_sweeper_takes_loose_files_and_bytes_without_a_row(as_anna, at, on_disk, data_dir):
    kept, loose = store(as_anna, at), store(as_anna, at, photo(), "доска.jpg")
    files.attach(actor=as_anna, pids=[kept.pid], kind="test.thing", key=7, at=at)
    storage.aside().write_bytes(b"left by a killed process")
    age(data_dir, 2 * 3600)
    assert sweep(at=at + timedelta(days=6)) == 1  # only what a killed process left
    assert StoredFile.objects.filter(pk=loose.pk).exists()
    sweep(at=at + timedelta(days=8))
    assert list(StoredFile.objects.values_list("pid", flat=True)) == [kept.pid]
    assert on_disk() == [f"{kept.sha256[:2]}/{kept.sha256[2:4]}/{kept.sha256}"]


def test_the_sweeper_leaves_fresh_bytes_to_their_row(as_anna, at, on_disk):
    stored = store(as_anna, at)
    StoredFile.objects.filter(pk=stored.pk).delete()
    assert sweep(at=at) == 0
    assert len(on_disk()) == 1
