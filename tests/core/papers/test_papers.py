"""One paper, three files, the same words; the form of the standard; letters that can be printed."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
import re
from zipfile import ZipFile
import zlib

from lxml import etree
import pytest

from staffroom.core.papers import (
    Annex,
    Bullet,
    Check,
    Heading,
    Item,
    Letterhead,
    Mark,
    Paper,
    Resolution,
    Signature,
    Table,
    Text,
    Word,
    words_of,
)  # fmt: skip
from staffroom.core.papers.docx import write_docx
from staffroom.core.papers.letters import TABLE, unprintable
from staffroom.core.papers.odt import write_odt
from staffroom.core.papers.pdf import write_pages, write_pdf
from tools.paper_letters import letters

AT = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
ORDER = Paper(
    title="ПРИКАЗ",
    second_title="БОЕРЫК",
    letterhead=Letterhead(
        names=("МКУ «Управление образования", "Примерного района»"),
        contacts="ул. Примерная, 1, тел. +7 000 000-00-00",
        second_names=("«Үрнәк районы мәгариф идарәсе» МКУ",),
        second_contacts="Үрнәк урамы, 1 нче йорт",
    ),
    date="31.08.2026",
    number="426-осн",
    place="пгт Примерный",
    heading="О создании группы «Җырлый-җырлый өйрәнәбез»",
    body=(
        Text("На основании заявления № 7 <b>& «кавычки» #let x = 1 $y$ *z* @a \\n и пункта 3.1"),
        Word("приказываю:"),
        Item("1.", "Создать группу."),
        Item("1.1.", "Утвердить состав (приложение № 1).", level=2),
        Bullet("довести до сведения;"),
        Item("2.", "Контроль оставляю за собой."),
    ),
    signatures=(
        Signature(
            position="Начальник управления",
            name="Г. Ф. Примерова",
            mark=Mark(
                certificate="00A1B2C3", owner="Примерова Гөлнара", valid="с 01.02.2026 по 01.05.2027"
            ),
        ),
    ),
    annexes=(
        Annex(
            lines=("Приложение № 1", "к приказу от 31.08.2026 № 426-осн"),
            heading="Состав группы",
            resolutions=(Resolution(word="УТВЕРЖДЕНО", lines=("приказом от 31.08.2026 № 426-осн",)),),
            body=(
                Heading("Участники", "1."),
                Table(("№", "Имя"), tuple((str(n), f"Анна Примерова {n}") for n in range(1, 81)), (1, 9)),
            ),
        ),
    ),
    check=Check(url="https://site.example/check/ABCD-EFGH", words="Проверка: код ABCD-EFGH"),
)  # fmt: skip


def streams(pdf: bytes) -> bytes:
    """The file with its packed parts unpacked."""
    found = [pdf]
    for part in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            found.append(part)
    return b"\n".join(found)


def words_of_docx(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as pack:
        parts = [
            name for name in pack.namelist() if re.match(r"word/(document|footer\d*)\.xml", name)
        ]
        return " ".join(
            "".join(etree.fromstring(pack.read(one)).itertext()) for one in sorted(parts)
        )


def words_of_odt(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as pack:
        parts = ("content.xml", "styles.xml")
        return " ".join("".join(etree.fromstring(pack.read(one)).itertext()) for one in parts)


@pytest.mark.parametrize(
    ("write", "read"), [(write_docx, words_of_docx), (write_odt, words_of_odt)]
)
def test_every_word_stands_in_the_file(
    write: Callable[..., bytes], read: Callable[[bytes], str]
) -> None:
    found = read(write(ORDER, made_at=AT))
    assert [words for words in words_of(ORDER) if words not in found] == []


def test_the_pdf_is_made_to_last_and_to_be_read_aloud() -> None:
    """PDF/A-2a and PDF/UA-1: Typst refuses what is neither; here is what a reader looks for."""
    found = streams(write_pdf(ORDER, made_at=AT))
    for part in (
        b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>",
        b"<pdfuaid:part>1</pdfuaid:part>", b"/MarkInfo", b"/Marked true", b"/Lang(ru", b"/StructTreeRoot",
        b"/OutputIntent", b"/FontFile", b"/Alt",
    ):  # fmt: skip
        assert part in found, part
    assert b"/Encrypt" not in found
    assert b"/JavaScript" not in found


def test_the_same_paper_gives_the_same_bytes() -> None:
    """What was signed is compared by its sum."""
    assert write_pdf(ORDER, made_at=AT) == write_pdf(ORDER, made_at=AT)
    assert write_odt(ORDER, made_at=AT) == write_odt(ORDER, made_at=AT)


def test_a_preview_shows_each_sheet() -> None:
    pages = write_pages(ORDER, dots=40)
    assert len(pages) >= 3
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_the_open_format_begins_with_its_type() -> None:
    data = write_odt(ORDER, made_at=AT)
    assert data[30:77] == b"mimetypeapplication/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Обычный приказ № 1 — «О создании»", ""),
        ("Җырлый-җырлый өйрәнәбез, Ҕ ҥ ө һ ү, 100 ₽", ""),
        ("Молодцы 😀", "😀"),
        ("по-китайски 中", "中"),
        ("знак\x07", "\x07"),
        ("знак\ufeff", "\ufeff"),
        ("половина \ud800", "\ud800"),
    ],
)
def test_signs_without_a_letter_are_named(text: str, sign: str) -> None:
    assert unprintable(text) == sign


def test_the_table_of_letters_is_that_of_the_fonts() -> None:
    assert TABLE.read_text(encoding="ascii") == letters()
