"""The register of materials as a workbook."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from staffroom.core.papers.sheets import name_founder
from staffroom.features.materials.queries.bank import BankRow
from staffroom.features.materials.registry import STANDARDS, TERMS
from staffroom.shared.communities.registry import LEVELS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Вид", 28), ("Название", 60), ("Автор", 32), ("Организация", 32), ("Предмет", 22), ("Класс", 14),
    ("Уровень", 26), ("Стандарт", 16), ("Требование стандарта", 40), ("Условия пользования", 30),
    ("Опубликован", 13), ("Версий", 9), ("Уроков", 9),
    ("Состояние", 18), ("Уровень опыта", 24), ("Направления стратегии", 60),
)  # fmt: skip


def as_xlsx(
    title: str, rows: Sequence[BankRow], *, aspects: Mapping[str, str], founder: str = ""
) -> bytes:
    """A sheet with one material a row; words stay words, whatever sign they begin with."""
    import xlsxwriter  # noqa: PLC0415 - slow to read; only this page needs it

    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet, bold = book.add_worksheet("Материалы"), book.add_format({"bold": True})
        name_founder(sheet, founder)
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
        sheet.write_string(0, 0, f"Реестр материалов: {title}", bold)
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, name, bold)
        sheet.freeze_panes(2, 0)
        for row, one in enumerate(rows, 2):
            for column, words in enumerate(_line(one)):
                sheet.write_string(row, column, words, wrapped)
            sheet.write_datetime(row, 10, one.published_at.replace(tzinfo=None), day)
            sheet.write_number(row, 11, one.version_n, wrapped)
            sheet.write_number(row, 12, one.use_n, wrapped)
            sheet.write_string(row, 13, one.stage, wrapped)
            sheet.write_string(row, 14, one.reach, wrapped)
            served = "; ".join(aspects.get(code, code) for code in one.aspects)
            sheet.write_string(row, 15, served, wrapped)
    return written.getvalue()


def _line(one: BankRow) -> tuple[str, ...]:
    terms = TERMS.get(one.terms)
    return (
        one.kind, one.title, one.author_name, one.organization, one.subject, one.grades,
        LEVELS.get(one.level, ""), STANDARDS.get(one.standard, ""), one.requirement,
        terms.label if terms else "",
    )  # fmt: skip
