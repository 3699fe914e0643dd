"""The register as a workbook."""

from collections.abc import Iterable
from io import BytesIO

from staffroom.core.papers.sheets import name_founder
from staffroom.shared.documents.models import Document

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Вид", 18), ("Номер", 14), ("Дата", 12), ("О чём", 60), ("Кто издал", 40), ("Сообщество", 30), ("Уровень", 16),
    ("Состояние", 14), ("Действует до", 14), ("Основание", 30), ("Код проверки", 16),
)  # fmt: skip


def as_xlsx(documents: Iterable[Document], *, founder: str = "") -> bytes:
    """A sheet with one paper a line; words stay words, whatever sign they begin with."""
    import xlsxwriter  # noqa: PLC0415 - slow to read; only this page needs it

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet, bold = book.add_worksheet("Реестр"), book.add_format({"bold": True})
        name_founder(sheet, founder)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, bold)
        sheet.freeze_panes(1, 0)
        for line, one in enumerate(documents, 1):
            words = _line(one)
            for column, text in enumerate(words):
                sheet.write_string(line, column, text)
            for column, date in ((2, one.dated_on), (8, one.valid_until_on)):
                if date:
                    sheet.write_datetime(line, column, date, day)
    return written.getvalue()


def _line(one: Document) -> tuple[str, ...]:
    return (
        one.sort.title, one.number, "", one.heading, one.issuer_name, one.community.name if one.community else "",
        one.get_level_display(), one.get_state_display(), "", one.basis.name if one.basis else "", one.check_code or "",
    )  # fmt: skip
