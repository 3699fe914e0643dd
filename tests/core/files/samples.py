# ruff: noqa: E501 - pieces of foreign formats are read whole
"""True files of every kind, written by the writers that we have and, where none is, by hand."""

from collections.abc import Iterable
import io
import struct
import zipfile

import docx
import typst
import xlsxwriter

from tests.core.sandbox.bombs import zipped

PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def word() -> bytes:
    """A lesson with headings, a list, a table."""
    made = docx.Document()
    made.add_heading("Урок. Степень числа", 0)
    made.add_heading("Ход урока", 1)
    made.add_paragraph("Проверка домашней работы: ответ < 5 & больше нуля.")
    made.add_paragraph("карточки", style="List Bullet")
    table = made.add_table(2, 2)
    for place, words in zip(
        ((0, 0), (0, 1), (1, 0), (1, 1)), ("Этап", "Минуты", "Опрос", "10"), strict=True
    ):
        table.cell(*place).text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_parts(content: bytes, **parts: bytes) -> bytes:
    """An office file with further parts; «__» in a name stands for a folder, the last «_» for a point."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, added in parts.items():
            folder, _, last = name.replace("__", "/").rpartition("/")
            archive.writestr(f"{folder}/{last[::-1].replace('_', '.', 1)[::-1]}".lstrip("/"), added)
    return out.getvalue()


def word_with_macros() -> bytes:
    """A lesson with a program inside."""
    return with_parts(word(), word__vbaProject_bin=b"Sub AutoOpen()")


def book() -> bytes:
    """Two sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        first, second = made.add_worksheet("Классы"), made.add_worksheet("Итоги")
        for n, row in enumerate((["Класс", "Учеников"], ["5А", 27], ["5Б", 25.5])):
            first.write_row(n, 0, row)
        second.write_row(0, 0, ["Всего", 52])
    return out.getvalue()


def pdf(pages: Iterable[str] = ("Первая страница урока", "Вторая страница")) -> bytes:
    """A PDF of pages of words."""
    body = "\n#pagebreak()\n".join(pages)
    return bytes(typst.compile(f"#set page(width: 200pt, height: 120pt)\n{body}".encode()))


def slide(title: str, lines: Iterable[str]) -> bytes:
    """One slide of a presentation."""
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return (
        f'<p:sld xmlns:p="{PRESENTATION}" xmlns:a="{DRAWING}"><p:cSld><p:spTree>'
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr/><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></p:txBody></p:sp>"
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="b" descr="Схема дроби"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f"<p:txBody><a:bodyPr/>{paragraphs}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    ).encode()


def slides(
    shown: Iterable[tuple[str, list[str]]] = (
        ("Дроби", ["Половина", "Четверть"]),
        ("Итог", ["Спасибо"]),
    ),
) -> bytes:
    """A presentation."""
    made = list(shown)
    kinds = "".join(
        f'<Override PartName="/ppt/slides/slide{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/>'
        for n in range(1, len(made) + 1)
    )
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(made) + 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/slide" Target="slides/slide{n}.xml"/>'
        for n in range(1, len(made) + 1)
    )
    return zipped(
        {
            "[Content_Types].xml": (
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/>'
                f"{kinds}</Types>"
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="ppt/presentation.xml"/></Relationships>'
            ).encode(),
            "ppt/presentation.xml": (
                f'<p:presentation xmlns:p="{PRESENTATION}" xmlns:r="{RELATIONS}"><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>'
            ).encode(),
            "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'.encode(),
            **{
                f"ppt/slides/slide{n}.xml": slide(title, lines)
                for n, (title, lines) in enumerate(made, 1)
            },
        }
    )


OPEN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink">'
    "<office:body>%s</office:body></office:document-content>"
)


def open_document(kind: str, body: str, **parts: bytes) -> bytes:
    """An ODT, ODS or ODP with a body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED
        )
        archive.writestr("content.xml", OPEN % body)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def letter() -> bytes:
    """An ODT."""
    return open_document(
        "text",
        '<office:text><text:h text:outline-level="2">План</text:h><text:p>Работа<text:s/>на<text:tab/>год</text:p>'
        "<text:list><text:list-item><text:p>сентябрь</text:p></text:list-item></text:list></office:text>",
    )


def calc() -> bytes:
    """An ODS whose last row is repeated a million times."""
    return open_document(
        "spreadsheet",
        '<office:spreadsheet><table:table table:name="Часы"><table:table-row><table:table-cell><text:p>Тема</text:p></table:table-cell>'
        "<table:table-cell><text:p>6</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet>",
    )


def rich() -> bytes:
    """An RTF in the Russian code page and in Unicode."""
    cp = "".join(f"\\'{byte:02x}" for byte in "Разработка урока".encode("cp1251"))
    return (
        rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Times;}}{\*\generator Riched;}"
        + cp.encode()
        + rb"\par \u1059?\u1088?\u1086?\u1082? 2\par}"
    )


def box(kind: bytes, content: bytes) -> bytes:
    """A box of an MP4."""
    return struct.pack(">I", len(content) + 8) + kind + content


def video(seconds: int = 125, width: int = 1280, height: int = 720) -> bytes:
    """The headers of an MP4."""
    head = bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80)
    track = bytes(76) + struct.pack(">HHHH", width, 0, height, 0)
    return (
        box(b"ftyp", b"isom\0\0\2\0isommp42")
        + box(b"moov", box(b"mvhd", head) + box(b"trak", box(b"tkhd", track)))
        + box(b"mdat", bytes(64))
    )


def sound(seconds: int = 3) -> bytes:
    """A WAV of silence."""
    data = bytes(8000 * seconds)
    fmt = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    body = b"WAVEfmt " + struct.pack("<I", 16) + fmt + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body
