"""The register of materials as a workbook."""

from collections.abc import Mapping, Sequence

from staffroom.core.papers.sheets import XLSX, Cell, Sheet, as_workbook
from staffroom.features.materials.queries.bank import BankRow
from staffroom.features.materials.registry import STANDARDS, TERMS
from staffroom.shared.communities.registry import LEVELS

__all__ = ["XLSX", "as_xlsx"]
COLUMNS = (
    ("Вид", 28), ("Название", 60), ("Автор", 32), ("Организация", 32), ("Предмет", 22), ("Класс", 14),
    ("Уровень", 26), ("Стандарт", 16), ("Требование стандарта", 40), ("Условия пользования", 30),
    ("Опубликован", 13), ("Версий", 9), ("Уроков", 9),
    ("Состояние", 18), ("Уровень опыта", 24), ("Направления стратегии", 60),
)  # fmt: skip


def as_xlsx(
    title: str, rows: Sequence[BankRow], *, aspects: Mapping[str, str], founder: str = ""
) -> bytes:
    """A sheet with one material a row."""
    lines = (_cells(one, aspects) for one in rows)
    return as_workbook(
        Sheet("Материалы", f"Реестр материалов: {title}", COLUMNS, lines), founder=founder
    )


def _cells(one: BankRow, aspects: Mapping[str, str]) -> tuple[Cell, ...]:
    terms = TERMS.get(one.terms)
    return (
        one.kind, one.title, one.author_name, one.organization, one.subject, one.grades,
        LEVELS.get(one.level, ""), STANDARDS.get(one.standard, ""), one.requirement,
        terms.label if terms else "", one.published_at, one.version_n, one.use_n, one.stage, one.reach,
        "; ".join(aspects.get(code, code) for code in one.aspects),
    )  # fmt: skip
