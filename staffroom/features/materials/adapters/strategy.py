"""What communities and materials serve, as a workbook: the summary, communities, materials."""

from collections.abc import Iterable, Mapping, Sequence

from staffroom.core.papers.sheets import XLSX, Cell, Sheet, as_workbook
from staffroom.features.materials.queries.bank import BankRow
from staffroom.features.materials.queries.strategy import Line, Summary
from staffroom.features.materials.registry import STANDARDS
from staffroom.shared.communities.registry import LEVELS

__all__ = ["XLSX", "as_xlsx"]
Cells = Sequence[Cell]
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
    """Three sheets: the summary, communities, materials."""
    named = {one.code: one.label for one in found.aspects if one.code}
    above = f"{title}: стандарты и стратегия"
    return as_workbook(
        Sheet("Сводка", above, TOTALS, _totals(found)),
        Sheet("Сообщества", above, GROUPS, _groups(found, named)),
        Sheet("Материалы", above, MATERIALS, _materials(rows, named)),
        founder=founder,
    )


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
