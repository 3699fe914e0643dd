"""What communities and materials serve, as a workbook: the summary, communities, materials."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from staffroom.core.papers.sheets import name_founder
from staffroom.features.materials.queries.bank import BankRow
from staffroom.features.materials.queries.strategy import Line, Summary
from staffroom.features.materials.registry import STANDARDS
from staffroom.shared.communities.registry import LEVELS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = Sequence[str | int]
TOTALS = (("Что", 24), ("Название", 60), ("Сообществ", 12), ("Материалов", 12))
GROUPS = (
    ("Сообщество", 60),
    ("Участников", 12),
    ("Уровни стандарта", 50),
    ("Направления стратегии", 70),
)
MATERIALS = (
    ("Материал", 60), ("Автор", 32), ("Вид", 28), ("Уровень", 32), ("Стандарт", 16), ("Направления стратегии", 70),
)  # fmt: skip


def as_xlsx(title: str, found: Summary, rows: Sequence[BankRow], *, founder: str = "") -> bytes:
    """Three sheets; words stay words, whatever sign they begin with."""
    import xlsxwriter  # noqa: PLC0415 - slow to read; only this page needs it

    named = {one.code: one.label for one in found.aspects if one.code}
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        for name, columns, lines in (
            ("Сводка", TOTALS, list(_totals(found))),
            ("Сообщества", GROUPS, list(_groups(found, named))),
            ("Материалы", MATERIALS, list(_materials(rows, named))),
        ):
            _sheet(book, name, f"{title}: стандарты и стратегия", columns, lines, founder)
    return written.getvalue()


def _sheet(
    book: Any, name: str, title: str, columns: Sequence[tuple[str, int]], lines: Iterable[Cells],
    founder: str,
) -> None:  # fmt: skip
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    name_founder(sheet, founder)
    sheet.write_string(0, 0, title, bold)
    for column, (words, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, words, bold)
    sheet.freeze_panes(2, 0)
    for row, cells in enumerate(lines, 2):
        for column, value in enumerate(cells):
            write = sheet.write_number if isinstance(value, int) else sheet.write_string
            write(row, column, value, wrapped)


def _totals(found: Summary) -> Iterable[Cells]:
    def told(what: str, lines: Sequence[Line]) -> Iterable[Cells]:
        for one in lines:
            yield what, one.label, len(one.groups), one.material_n

    yield from told("Уровень стандарта", found.levels)
    yield from told("Направление стратегии", found.aspects)


def _groups(found: Summary, named: Mapping[str, str]) -> Iterable[Cells]:
    for one in found.groups:
        levels = "; ".join(LEVELS.get(code, code) for code in one.levels)
        yield (
            one.name,
            one.member_n,
            levels,
            "; ".join(named.get(code, code) for code in one.aspects),
        )


def _materials(rows: Sequence[BankRow], named: Mapping[str, str]) -> Iterable[Cells]:
    for one in rows:
        aspects = "; ".join(named.get(code, code) for code in one.aspects)
        level, standard = LEVELS.get(one.level, ""), STANDARDS.get(one.standard, "")
        yield one.title, one.author_name, one.kind, level, standard, aspects
