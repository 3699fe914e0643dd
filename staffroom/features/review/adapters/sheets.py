"""The plan of spreading with its record as a workbook."""

from collections.abc import Sequence

from staffroom.core.papers.sheets import XLSX, Cell, Sheet, as_workbook
from staffroom.features.review.queries.spreading import Line

__all__ = ["XLSX", "as_xlsx"]
COLUMNS = (
    ("Когда", 12), ("Было назначено", 14), ("Проведено", 12), ("Участников", 12), ("Что это", 30), ("Что делаем", 50),
    ("Где", 36), ("Отвечает", 30), ("Состояние", 16), ("Причина", 36), ("Ссылка", 40), ("Документ", 36),
    ("Заметка", 44),
)  # fmt: skip


def as_xlsx(title: str, lines: Sequence[Line], *, founder: str = "") -> bytes:
    """A sheet with one step a row."""
    rows = map(_cells, lines)
    return as_workbook(
        Sheet("Диссеминация", f"План диссеминации: {title}", COLUMNS, rows), founder=founder
    )


def _cells(one: Line) -> tuple[Cell, ...]:
    step = one.step
    return (
        step.planned_on, step.first_on, step.held_on, step.people_n, step.get_kind_display(),
        step.title, step.held_where or step.place, one.who if step.answer == "accepted" else "",
        step.get_state_display(), step.words, step.link, step.paper, step.remark,
    )  # fmt: skip
