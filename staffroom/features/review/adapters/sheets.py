"""The plan of spreading with its record as a workbook."""

from collections.abc import Sequence
from io import BytesIO

from staffroom.core.papers.sheets import name_founder
from staffroom.features.review.queries.spreading import Line

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Когда", 12), ("Было назначено", 14), ("Проведено", 12), ("Участников", 12), ("Что это", 30), ("Что делаем", 50),
    ("Где", 36), ("Отвечает", 30), ("Состояние", 16), ("Причина", 36), ("Ссылка", 40), ("Документ", 36),
    ("Заметка", 44),
)  # fmt: skip
DAYS = 3  # the columns before words are days, the next a number


def as_xlsx(title: str, lines: Sequence[Line], *, founder: str = "") -> bytes:
    """A sheet with one step a row; words stay words, whatever sign they begin with."""
    import xlsxwriter  # noqa: PLC0415 - slow to read; only this page needs it

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet, bold = book.add_worksheet("Диссеминация"), book.add_format({"bold": True})
        name_founder(sheet, founder)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
        sheet.write_string(0, 0, f"План диссеминации: {title}", bold)
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, name, bold)
        sheet.freeze_panes(2, 0)
        for row, one in enumerate(lines, 2):
            step = one.step
            for column, on in enumerate((step.planned_on, step.first_on, step.held_on)):
                if on:
                    sheet.write_datetime(row, column, on, day)
            if step.people_n is not None:
                sheet.write_number(row, DAYS, step.people_n, wrapped)
            for column, words in enumerate(_words(one), DAYS + 1):
                sheet.write_string(row, column, words, wrapped)
    return written.getvalue()


def _words(one: Line) -> tuple[str, ...]:
    step = one.step
    return (
        step.get_kind_display(), step.title, step.held_where or step.place,
        one.who if step.answer == "accepted" else "", step.get_state_display(), step.words,
        step.link, step.paper, step.remark,
    )  # fmt: skip
