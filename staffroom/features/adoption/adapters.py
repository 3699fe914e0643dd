"""The board as a workbook."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from django.utils.timezone import localdate

from staffroom.core.papers.sheets import name_founder
from staffroom.features.adoption.models import Adoption, LocalAct

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Организация", 44), ("Вид", 28), ("Состояние", 18), ("Номер приказа", 18), ("Дата приказа", 14),
    ("Записано", 14), ("В срок", 10), ("Кто записал", 30), ("Отвечает за организацию", 30),
)  # fmt: skip


def as_xlsx(adoption: Adoption, acts: Iterable[LocalAct], *, at: datetime) -> bytes:
    """A sheet with one organisation a line; words stay words, whatever sign they begin with."""
    import xlsxwriter  # noqa: PLC0415 - slow to read; only this page needs it

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet, bold = book.add_worksheet("Принятие"), book.add_format({"bold": True})
        name_founder(sheet, adoption.district.authority)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        until = f"{adoption.document.name}. Принять до {adoption.due_on:%d.%m.%Y}"
        sheet.write_string(0, 0, until, bold)
        for column, (title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, title, bold)
        sheet.freeze_panes(2, 0)
        for line, one in enumerate(acts, 2):
            one.adoption = adoption
            for column, words in enumerate(_line(one, at)):
                sheet.write_string(line, column, words)
            adopted_on = localdate(one.adopted_at) if one.adopted_at else None
            for column, on in ((4, one.dated_on), (5, adopted_on)):
                if on:
                    sheet.write_datetime(line, column, on, day)
    return written.getvalue()


def _line(one: LocalAct, at: datetime) -> tuple[str, ...]:
    place = one.organization
    in_term = ("нет" if one.is_late_adopted else "да") if one.adopted_at else ""
    who = one.adopted_by.name if one.adopted_by else ""
    speaker = place.representative.name if place.representative else ""
    return (
        place.short_name, place.get_kind_display(), one.state_at(at).label, one.number, "", "", in_term, who, speaker,
    )  # fmt: skip
