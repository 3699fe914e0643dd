"""A plan as a workbook."""

from collections.abc import Iterable
from io import BytesIO

from staffroom.core.papers.sheets import name_founder
from staffroom.features.plans.models import PlanLine
from staffroom.features.plans.queries.plans import form_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("С", 12), ("По", 12), ("Что делаем", 60), ("Форма", 28), ("Ожидаемый результат", 44), ("Отвечает", 30),
    ("Состояние", 16), ("Было назначено", 14), ("Причина переноса или отмены", 40), ("Что получилось", 44),
)  # fmt: skip


def as_xlsx(title: str, lines: Iterable[PlanLine], *, founder: str = "") -> bytes:
    """A sheet with one line a row; words stay words, whatever sign they begin with."""
    import xlsxwriter  # noqa: PLC0415 - slow to read; only this page needs it

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet, bold = book.add_worksheet("План"), book.add_format({"bold": True})
        name_founder(sheet, founder)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
        sheet.write_string(0, 0, title, bold)
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, name, bold)
        sheet.freeze_panes(2, 0)
        for row, one in enumerate(lines, 2):
            for column, words in enumerate(_line(one)):
                sheet.write_string(row, column, words, wrapped)
            for column, on in ((0, one.starts_on), (1, one.ends_on), (7, one.first_on)):
                if on:
                    sheet.write_datetime(row, column, on, day)
    return written.getvalue()


def _line(one: PlanLine) -> tuple[str, ...]:
    title = f"Этап: {one.title}" if one.is_stage else one.title
    who = one.responsible.name if one.responsible and one.is_accepted else ""
    state = "" if one.is_stage else one.get_state_display()
    return "", "", title, form_name(one.form), one.result, who, state, "", one.words, one.outcome
