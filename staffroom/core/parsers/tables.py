"""Tables that people bring: XLSX and CSV as rows of words."""

import csv
from datetime import date, datetime
import io
import mimetypes
from typing import Any, BinaryIO
import zipfile

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.archives import BOMB, BROKEN, checked, read_member

MAX_PART = 64 * 1024 * 1024
MAX_CELL = 4000
NOT_A_TABLE = "Таблицу не удалось прочитать. Сохраните её как «Книга Excel (.xlsx)» или CSV и попробуйте ещё раз."


def rows_of(file: BinaryIO, max_rows: int, max_columns: int) -> dict[str, Any]:
    """The rows of the first sheet as texts, blank rows and columns at the end left out.

    Returns `{"rows": [[text, …], …], "is_cut": bool}`; dates come as 2026-09-01.

    Raises:
        Refusal: not a table, or one that unpacks into too much.
    """
    is_zip = file.read(4) == b"PK\x03\x04"
    file.seek(0)
    rows = (
        _xlsx(file, max_rows + 1, max_columns)
        if is_zip
        else cells_of_csv(file, max_rows + 1, max_columns)
    )
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((n for row in rows for n, word in enumerate(row, 1) if word), default=0)
    rows = [row[:width] for row in rows]
    return {"rows": rows[:max_rows], "is_cut": len(rows) > max_rows}


def _unpacked(file: BinaryIO) -> zipfile.ZipFile:
    """The book as an archive; who brings a table is told of a table, not of what it is packed in."""
    try:
        return checked(file)
    except Refusal as refusal:
        raise (Refusal(NOT_A_TABLE) if str(refusal) == BROKEN else refusal) from None


def _xlsx(file: BinaryIO, max_rows: int, max_columns: int) -> list[list[str]]:
    archive = _unpacked(file)
    for member in archive.infolist():
        if member.file_size > MAX_PART:
            raise Refusal(BOMB)
        if member.filename.endswith((".xml", ".rels")) and _has_entities(
            read_member(archive, member.filename, MAX_PART)
        ):
            raise Refusal(NOT_A_TABLE)
    mimetypes.knownfiles.clear()  # openpyxl asks it to read the system's lists, which we may not
    import openpyxl  # noqa: PLC0415 - a quarter of a second

    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(max_row=max_rows, max_col=max_columns, values_only=True)
        return [[word_of(value) for value in row] for row in cells]
    except MemoryError:
        raise
    except Exception as problem:  # openpyxl lets every kind of error through
        raise Refusal(NOT_A_TABLE) from problem


def _has_entities(xml: bytes) -> bool:
    """No office program writes a document type; it is the way to entity bombs and outer files."""
    return (
        b"<!DOCTYPE" in xml[:4096]
        or b"<!ENTITY" in xml
        or b"<\0!\0" in xml[:4096]
        or b"\0<\0!" in xml[:4096]
    )


def word_of(value: object) -> str:
    """A cell as words: dates as 2026-09-01, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return " ".join(str(value)[:MAX_CELL].split())


def cells_of_csv(file: BinaryIO, max_rows: int, max_columns: int) -> list[list[str]]:
    """The rows of a CSV, whatever its sign between cells and its code.

    Raises:
        Refusal: not a table.
    """
    content = file.read(MAX_PART + 1)
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if len(content) > MAX_PART or (b"\0" in content[:65536] and not is_wide):
        raise Refusal(NOT_A_TABLE)
    text = decoded(content)
    csv.field_size_limit(1024 * 1024)
    first = text.split("\n", 1)[0][:10_000]
    sign = max(";\t,", key=first.count)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            rows.append([word_of(value) for value in row[:max_columns]])
            if len(rows) >= max_rows:
                break
    except csv.Error:
        raise Refusal(NOT_A_TABLE) from None
    return rows


def decoded(content: bytes) -> str:
    """UTF-8 (with or without its mark), UTF-16 with a mark, else the Russian code page of Excel."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")
