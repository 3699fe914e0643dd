# ruff: noqa: PT017 - tables of cases are read whole; hypothesis wants the plain try
"""Readers of foreign bytes: good files are read, bombs are refused in words, in two seconds."""

import io
import resource
import time
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import openpyxl
from PIL import Image
import pytest

from staffroom.core import sandbox
from staffroom.core.parsers.pictures import BROKEN
from staffroom.core.sandbox import ParserFailed
from tests.core.sandbox import bombs

PARSERS = "staffroom.core.parsers"


@pytest.fixture
def parse(tmp_path):
    """Write the bytes to a file and have them read in the sandbox."""

    def parse(function, content, *args, folder=None):
        path = tmp_path / "foreign"
        path.write_bytes(content)
        return sandbox.run(f"{PARSERS}.{function}", *args, inputs=[path], folder=folder or tmp_path)

    return parse


def picture(form, size=(60, 40), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, 128).save(out, form, **options)
    return out.getvalue()


# -------------------------------------------------------------------------------------- contents


def office(folder, extra=()):
    return bombs.zipped(
        {"[Content_Types].xml": b"<Types/>", f"{folder}/document.xml": b"<x/>", **dict(extra)}
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), "jpg"),
        (picture("PNG"), "png"),
        (picture("WEBP"), "webp"),
        (picture("GIF", mode="P"), "gif"),
        (picture("BMP"), "bmp"),
        (picture("AVIF"), "avif"),
        (b"%PDF-1.7\n%\xe2\xe3\n", "pdf"),
        (office("word"), "docx"),
        (office("xl"), "xlsx"),
        (office("ppt"), "pptx"),
        (
            bombs.zipped(
                {"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED
            ),
            "odt",
        ),
        (bombs.zipped({"план.txt": b"x"}), "zip"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        ("Обычный текст\n".encode(), "txt"),
        ("Обычный текст\r\n".encode("cp1251"), "txt"),
        (b"MZ\x90\x00" + bytes(64), "program"),
        (b"#!/bin/sh\nrm", "program"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>", "markup"),
        (b"<svg onload=x>", "markup"),
        (b"\0\0\0\x20ftypisom" + bytes(32), "mp4"),
        (b"\0\0\0\x20ftypheic" + bytes(32), "heic"),
        (b"ID3\x04" + bytes(64), "mp3"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"\0\1\2\3" * 20, ""),
        (sandbox.MIB * b"\xd0", "txt"),
    ],
)
def test_what_a_file_is_by_its_content(parse, content, kind):
    assert parse("contents:tell", content) == {"type": kind, "has_macros": False}


def test_macros_are_seen(parse):
    assert parse("contents:tell", office("word", [("word/vbaProject.bin", b"x")])) == {
        "type": "docx",
        "has_macros": True,
    }
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    assert parse("contents:tell", ole) == {"type": "doc", "has_macros": False}
    with_macros = ole + "_VBA_PROJECT".encode("utf-16-le")
    assert parse("contents:tell", with_macros) == {"type": "doc", "has_macros": True}


@pytest.mark.alone
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bombs.zipped({"a": 40}), "слишком большой объём"),
        (bombs.overlapping(9000), "слишком"),
        (bombs.overlapping(200_000), "слишком много файлов"),
        (
            bombs.zipped({str(n): b"" for n in range(10_001)}, zipfile.ZIP_STORED),
            "слишком много файлов",
        ),
        (bombs.zipped({"игра.exe": b"MZ"}), "есть программа"),
        (bombs.zipped({"a": b"x"})[:-10], "повреждён"),
        (b"PK\x03\x04" + bytes(100), "повреждён"),
    ],
    ids=["dense", "overlapping", "very many", "many", "program", "cut", "head only"],
)
def test_bad_archives_are_refused_in_words(parse, content, words):
    began = time.monotonic()
    with pytest.raises(ParserFailed, match=words):
        parse("contents:tell", content)
    assert time.monotonic() - began < 2


@pytest.mark.alone
def test_archives_in_archives_are_never_opened(parse):
    began = time.monotonic()
    assert parse("contents:tell", bombs.nested(4))["type"] == "zip"
    assert time.monotonic() - began < 1


@pytest.mark.alone
@pytest.mark.parametrize("claimed", [1000, 60_000_000, 0xFFFFFFFE])
@pytest.mark.parametrize("function", [("contents:tell",), ("tables:rows_of", 10, 10)])
def test_ten_gigabytes_are_never_unpacked(parse, claimed, function):
    began = time.monotonic()
    name, *args = function
    with pytest.raises(ParserFailed, match=r"повреждён|слишком большой|не удалось"):
        parse(
            name, bombs.ten_gigabytes("mimetype" if "tell" in name else "xl/a.xml", claimed), *args
        )
    assert time.monotonic() - began < 3


# -------------------------------------------------------------------------------------- pictures


def test_a_photo_is_upright_and_tells_nothing_of_its_place(parse, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera of Anna"
    exif.get_ifd(0x8825)[2] = (58.0, 1.0, 2.0)
    made = parse("pictures:remake", picture("JPEG", (1200, 800), exif=exif, comment=b"secret"))
    assert made == {
        "format": "JPEG",
        "name": "picture.jpg",
        "width": 800,
        "height": 1200,
        "thumbnails": {"320": "thumb-320.webp", "960": "thumb-960.webp"},
    }
    content = (tmp_path / "picture.jpg").read_bytes()
    assert b"Anna" not in content
    assert b"Exif" not in content
    assert b"secret" not in content
    with Image.open(tmp_path / "picture.jpg") as image:
        assert image.size == (800, 1200)
        assert not image.getexif()
    with Image.open(tmp_path / "thumb-320.webp") as image:
        assert image.size == (320, 480)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture("PNG", mode="RGBA"), "picture.png"),
        (picture("PNG", mode="LA"), "picture.png"),
        (picture("PNG", mode="I;16"), "picture.png"),
        (picture("PNG", mode="1"), "picture.png"),
        (picture("JPEG", mode="CMYK"), "picture.jpg"),
        (picture("JPEG", mode="L"), "picture.jpg"),
        (picture("WEBP", mode="RGBA"), "picture.webp"),
        (picture("GIF", mode="P"), "picture.gif"),
        (picture("BMP"), "picture.png"),
        (picture("TIFF"), "picture.png"),
        (picture("AVIF"), "picture.webp"),
    ],
)
def test_every_kind_of_picture_is_written_anew(parse, tmp_path, content, name):
    made = parse("pictures:remake", content)
    assert (made["name"], made["width"], made["height"]) == (name, 60, 40)
    for written in (name, "thumb-320.webp", "thumb-960.webp"):
        with Image.open(tmp_path / written) as image:
            image.load()
            assert image.size == (60, 40)


def test_what_is_hidden_after_a_picture_does_not_survive(parse, tmp_path):
    parse("pictures:remake", picture("PNG") + b"<script>hit()</script>")
    assert b"script" not in (tmp_path / "picture.png").read_bytes()


def test_a_moving_picture_goes_on_moving(parse, tmp_path):
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=200)
    parse("pictures:remake", out.getvalue())
    with Image.open(tmp_path / "picture.gif") as image:
        assert image.n_frames == 3


def test_a_large_photo_is_made_smaller(parse):
    made = parse("pictures:remake", picture("JPEG", (9000, 6000)))
    assert (made["width"], made["height"]) == (4096, 2731)


@pytest.mark.alone
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bombs.png(50_000, 50_000), "слишком много точек: 50000 × 50000"),
        (picture("PNG")[:60], "повреждён"),
        (b"\x89PNG\r\n\x1a\n", "повреждён"),
        (picture("JPEG", (900, 900))[:700], "повреждён"),
        (b"", "повреждён"),
    ],
    ids=["bomb", "cut", "head only", "cut photo", "empty"],
)
def test_bad_pictures_are_refused_in_words(parse, content, words):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with pytest.raises(ParserFailed, match=words):
        parse("pictures:remake", content)
    assert time.monotonic() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


@pytest.mark.alone
def test_a_heap_of_frames_gives_one_still_frame(parse, tmp_path):
    began = time.monotonic()
    try:
        parse("pictures:remake", bombs.gif(20_000))
        with Image.open(tmp_path / "picture.gif") as image:
            assert image.n_frames == 1
    except ParserFailed as failure:
        assert failure.message in {sandbox.TOO_SLOW, BROKEN}
    assert time.monotonic() - began < 10.5


# ---------------------------------------------------------------------------------------- tables


def book(rows):
    out = io.BytesIO()
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def test_a_workbook_is_read_as_words(parse):
    content = book([["Фамилия", "Класс", "Час"], [" Ёлкина ", 5, 1.5], [None, None, None]])
    assert parse("tables:rows_of", content, 100, 10) == {
        "rows": [["Фамилия", "Класс", "Час"], ["Ёлкина", "5", "1.5"]],
        "is_cut": False,
    }


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_csv_is_read_in_every_russian_code(parse, code):
    content = 'Фамилия;Школа\nКотов;"№ 1; имени Пушкина"\n'.encode(code)
    rows = parse("tables:rows_of", content, 100, 10)["rows"]
    assert rows == [["Фамилия", "Школа"], ["Котов", "№ 1; имени Пушкина"]]


def test_too_many_rows_are_told(parse):
    assert parse("tables:rows_of", b"a;b\n" * 50, 10, 1) == {"rows": [["a"]] * 10, "is_cut": True}


@pytest.mark.alone
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (bombs.entity_workbook(), "не удалось прочитать"),
        (bombs.workbook(sheet1=80), "слишком большой объём"),
        (bombs.workbook(sheet1=bombs.sheet("<c"), sharedStrings=b"<x"), "не удалось прочитать"),
        (bombs.zipped({"a.txt": b"x"}), "не удалось прочитать"),
        (b"\0\1\2" * 500, "не удалось прочитать"),
    ],
    ids=["entities", "giant part", "broken", "no workbook", "bytes"],
)
def test_bad_tables_are_refused_in_words(parse, content, words):
    began = time.monotonic()
    with pytest.raises(ParserFailed, match=words):
        parse("tables:rows_of", content, 100, 10)
    assert time.monotonic() - began < 4


def test_one_endless_line_is_refused(parse):
    with pytest.raises(ParserFailed):
        parse("tables:rows_of", b'"' + b"a" * 70_000_000, 10, 10)


# Made once: a workbook carries the moment it was written, and its size goes with it.
SEEDS = [book([["а", 1]]), picture("PNG"), picture("GIF", mode="P"), office("word")]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_bytes_end_in_a_result_or_a_sentence(parse, data):
    content = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for function, *args in (("contents:tell",), ("pictures:remake",), ("tables:rows_of", 10, 10)):
        try:
            parse(function, bytes(content), *args)
        except ParserFailed as failure:
            assert failure.message
