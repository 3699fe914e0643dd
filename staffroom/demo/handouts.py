"""Files beside the topics of a demonstration: a lesson, a table, slides, written from the texts.

A text is told by signs at the beginning of its lines: «# » a heading (of slides: a new slide), «- » an
item, «| » a row of cells; anything else is a paragraph. The ending of the name says who writes it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
import io
from typing import Any
from xml.sax.saxutils import escape
import zipfile

from staffroom.core import files
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{short}="{OASIS}:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("draw", "drawing"), ("style", "style"),
        ("presentation", "presentation"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
ODP = "application/vnd.oasis.opendocument.presentation"


def bring(row: Mapping[str, Any], author: Person, *, at: datetime) -> tuple[str, ...]:
    """Store the files of a topic for its author; their public ids, to be attached."""
    actor = Viewer(person_id=author.pk, pid=author.pid, name=author.name)
    return tuple(
        files.store_upload(actor=actor, source=written(one), name=one["name"], at=at).pid
        for one in row.get("handout", ())
    )


def written(one: Mapping[str, Any]) -> bytes:
    """The bytes of a file of the texts."""
    lines = [line for line in one["text"].strip().splitlines() if line.strip()]
    return WRITERS[one["name"].rpartition(".")[2]](lines)


def _docx(lines: list[str]) -> bytes:
    import docx  # noqa: PLC0415 - a third of a second, needed for the demonstration alone

    made = docx.Document()
    table = None
    for line in lines:
        if not line.startswith("| "):
            table = None
        if line.startswith("# "):
            made.add_heading(line[2:], 1)
        elif line.startswith("- "):
            made.add_paragraph(line[2:], style="List Bullet")
        elif line.startswith("| "):
            cells = _cells(line)
            table = table or made.add_table(0, len(cells), style="Table Grid")
            for place, words in zip(table.add_row().cells, cells, strict=False):
                place.text = words
        else:
            made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _xlsx(lines: list[str]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - as above

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet, row = None, 0
        for line in lines:
            if line.startswith("# "):
                sheet, row = made.add_worksheet(line[2:][:31]), 0
                continue
            sheet = sheet or made.add_worksheet()
            for column, words in enumerate(_cells(line)):
                sheet.write(
                    row, column, float(words) if words.replace(".", "", 1).isdigit() else words
                )
            row += 1
    return out.getvalue()


def _odp(lines: list[str]) -> bytes:
    pages = "".join(
        f'<draw:page draw:name="Слайд {n}" draw:master-page-name="Plain">'
        f"{_frame(2, 3, [title])}{_frame(6, 11, said)}</draw:page>"
        for n, (title, said) in enumerate(_slides(lines), 1)
    )
    body = f"<office:body><office:presentation>{pages}</office:presentation></office:body>"
    look = (
        '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties'
        ' fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Plain" style:page-layout-name="L"/>'
        "</office:master-styles>"
    )
    listed = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
        for path, kind in (("/", ODP), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODP, zipfile.ZIP_STORED)
        archive.writestr("content.xml", _rooted("document-content", body))
        archive.writestr("styles.xml", _rooted("document-styles", look))
        archive.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{OASIS}:manifest:1.0" m:version="1.2">{listed}</m:manifest>',
        )
    return out.getvalue()


def _rooted(name: str, body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{name} {SPACES} office:version="1.2">{body}</office:{name}>'


def _slides(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    title: str = ""
    said: list[str] = []
    for line in lines:
        if line.startswith("# "):
            if title:
                yield title, said
            title, said = line[2:], []
        else:
            said.append(line.removeprefix("- "))
    yield title, said


def _frame(top: int, height: int, lines: list[str]) -> str:
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return (
        f'<draw:frame svg:x="2cm" svg:y="{top}cm" svg:width="24cm" svg:height="{height}cm">'
        f"<draw:text-box>{words}</draw:text-box></draw:frame>"
    )


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]


WRITERS = {"docx": _docx, "xlsx": _xlsx, "odp": _odp}
