"""Demands of the shipped regulations in our own words: one file a regulation, one line a demand.

The files are data of the product. `row` is the requirement's code; a line without it stands for a
clause that only a key of the profile names. `state` is `done` or `open`, kept by `python -m
tools.clause_states`; what an open demand lacks is said in `lacks`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
COLUMNS = ("row", "clause", "area", "key", "state", "asks", "by", "lacks", "screen")

AREAS = {
    "accounts": "Вход и профиль",
    "admin": "Управление",
    "analytics": "Показатели",
    "chat": "Сообщения",
    "communities": "Сообщества",
    "consultations": "Консультации",
    "contests": "Конкурсы",
    "discussions": "Обсуждения",
    "documents": "Документы",
    "events": "Мероприятия",
    "learning": "Обучение",
    "materials": "Материалы",
    "mentoring": "Наставничество",
    "moderation": "Модерация",
    "notifications": "Уведомления",
    "organizations": "Организации",
    "partners": "Партнёры",
    "polls": "Опросы",
    "portfolio": "Портфолио",
    "public site": "Открытый сайт",
    "reports": "Отчёты",
    "review": "Экспертиза",
    "search": "Поиск",
    "surveys": "Анкеты",
    "video": "Видео",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that a clause asks for, and what in the product carries it out."""

    row: str
    clause: str
    area: str
    key: str
    state: str
    asks: str
    by: str
    lacks: str
    screen: str


@cache
def demands_of(code: str) -> tuple[Demand, ...]:
    """The demands of a shipped regulation, in the order of its clauses; none for a profile without a document."""
    path = DATA / f"{code}.tsv"
    if not code.isidentifier() or not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(
        Demand(**dict(zip(COLUMNS, line.split("\t"), strict=True))) for line in lines if line
    )
