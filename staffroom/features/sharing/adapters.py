"""The register of agreements as a workbook."""

from collections.abc import Iterable
from io import BytesIO

from staffroom.core.papers.sheets import name_founder
from staffroom.features.sharing.models import Agreement
from staffroom.shared.organizations.models import District

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Номер", 12), ("Дата", 12), ("Вид", 34), ("О чём", 44), ("Стороны", 44), ("Что дают", 60),
    ("С", 12), ("По", 12), ("Предупреждение, дней", 14), ("Состояние", 20), ("Итоги", 60),
)  # fmt: skip
DAYS = (1, 6, 7)


def as_xlsx(district: District, agreements: Iterable[Agreement]) -> bytes:
    """A sheet with one agreement a line; words stay words, whatever sign they begin with."""
    import xlsxwriter  # noqa: PLC0415 - slow to read; only this page needs it

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet, bold = book.add_worksheet("Договоры"), book.add_format({"bold": True})
        name_founder(sheet, district.authority)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, bold)
        sheet.freeze_panes(1, 0)
        for line, one in enumerate(agreements, 1):
            for column, words in enumerate(_line(one)):
                sheet.write_string(line, column, words)
            dated_on = one.document.dated_on if one.document else None
            for column, on in zip(DAYS, (dated_on, one.starts_on, one.last_on), strict=True):
                if on:
                    sheet.write_datetime(line, column, on, day)
    return written.getvalue()


def _line(one: Agreement) -> tuple[str, ...]:
    sides = list(one.sides.all())
    names = "; ".join(side.organization.short_name for side in sides)
    gives = "; ".join(
        f"{side.organization.short_name}: {side.gives}" for side in sides if side.gives
    )
    sums = "; ".join(
        f"{side.organization.short_name}: {side.summary}" for side in sides if side.summary
    )
    return (
        one.document.number if one.document else "", "", one.get_sort_display(), one.subject, names, gives,
        "", "", str(one.notice_days), one.get_state_display(), sums,
    )  # fmt: skip
