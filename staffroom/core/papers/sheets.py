"""Workbooks: sheets of a title, columns and rows; above printed ones the body that founded the network."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias

Cell: TypeAlias = str | int | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MOST = 250  # a workbook's header takes 255 signs


def name_founder(sheet: Any, founder: str) -> None:
    """Print the founder's full name at the top of every page of a sheet (BB-O.3).

    Args:
        sheet: a worksheet of xlsxwriter.
        founder: the name; nothing is printed without it.
    """
    if founder:
        sheet.set_header("&L" + founder.replace("&", "&&")[:MOST])


class Sheet(NamedTuple):
    """A sheet: its name, what stands above, columns with widths in signs, rows; an empty cell is None."""

    name: str
    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]


def as_workbook(*sheets: Sheet, founder: str = "") -> bytes:
    """The sheets as XLSX; words stay words, whatever sign they begin with, and days stay days."""
    import xlsxwriter  # noqa: PLC0415 - slow to read; only these downloads need it

    written = BytesIO()
    with xlsxwriter.Workbook(written, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            name_founder(sheet, founder)
            sheet.write_string(0, 0, one.title, bold)
            for column, (words, width) in enumerate(one.columns):
                sheet.set_column(column, column, width)
                sheet.write_string(1, column, words, bold)
            sheet.freeze_panes(2, 0)
            for row, cells in enumerate(one.rows, 2):
                for column, value in enumerate(cells):
                    _write(sheet, row, column, value, day if isinstance(value, date) else wrapped)
    return written.getvalue()


def _write(sheet: Any, row: int, column: int, value: Cell, looks: Any) -> None:
    if isinstance(value, date):
        bare = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        sheet.write_datetime(row, column, bare, looks)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, looks)
    elif value is not None:
        sheet.write_string(row, column, value, looks)
