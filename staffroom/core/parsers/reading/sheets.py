"""XLSX and CSV: every sheet as a table of words."""

import mimetypes
import re
from typing import BinaryIO

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.reading.gather import MOST_COLUMNS, MOST_ROWS, Gathered
from staffroom.core.parsers.reading.packed import ENTITIES, Package, has_entities
from staffroom.core.parsers.tables import NOT_A_TABLE, cells_of_csv, word_of

MOST_SHEETS = 50
RUNNING = re.compile(rb"<f[^>]*>[^<]*\|[^<]*!|ddeLink", re.IGNORECASE)
FETCHING = re.compile(rb"<f[^>]*>[^<]*(WEBSERVICE|IMPORTDATA|IMPORTXML)\(", re.IGNORECASE)


def read(package: Package, file: BinaryIO, gathered: Gathered) -> None:
    """Gather the words of an XLSX; `pages` is the number of its sheets.

    Raises:
        Refusal: broken, or with document types inside.
    """
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            content = package.content(name)
            if has_entities(content):
                raise Refusal(ENTITIES)
            mark(content, gathered)
    mimetypes.knownfiles.clear()  # openpyxl asks it to read the system's lists, which we may not
    import openpyxl  # noqa: PLC0415 - a quarter of a second

    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        gathered.facts["pages"] = len(book.worksheets)
        for sheet in book.worksheets[:MOST_SHEETS]:
            cells = sheet.iter_rows(
                max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True
            )
            rows = ([word_of(value) for value in row] for row in cells)
            gathered.take([["part", sheet.title]])
            gathered.take([["table", rows]])
            if gathered.is_late:
                return
    except (MemoryError, Refusal):
        raise
    except Exception as problem:  # openpyxl lets every kind of error through
        raise Refusal(NOT_A_TABLE) from problem


def mark(content: bytes, gathered: Gathered) -> None:
    """Formulas that start a program or fetch something when the table is opened."""
    if RUNNING.search(content):
        gathered.marks.add("active")
    if FETCHING.search(content):
        gathered.marks.add("outer")


def read_csv(file: BinaryIO, gathered: Gathered) -> None:
    """Gather the rows of a CSV."""
    rows = cells_of_csv(file, MOST_ROWS + 1, MOST_COLUMNS + 1)
    gathered.take([["table", rows]])
