"""Staff lists as schools keep them: which column is which, what a cell means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
import re

from staffroom.core.errors import DomainError
from staffroom.shared.accounts.registry import POSITIONS, SUBJECTS

TITLES = {
    "last_name": "Фамилия",
    "first_name": "Имя",
    "patronymic": "Отчество",
    "email": "Почта",
    "organization": "Организация",
    "position": "Должность",
    "subjects": "Предметы",
    "from_on": "Дата приёма",
}
NEEDED = ("email", "organization", "position")
HEADINGS = {
    "last_name": ("фамилия",),
    "first_name": ("имя",),
    "patronymic": ("отчество",),
    "full_name": (
        "фио",
        "сотрудник",
        "педагог",
        "фамилия имя отчество",
        "фамилия, имя, отчество",
    ),
    "email": (
        "почта",
        "электронная почта",
        "эл почта",
        "адрес электронной почты",
        "email",
        "e-mail",
    ),
    "organization": (
        "организация",
        "место работы",
        "школа",
        "оу",
        "оо",
        "учреждение",
        "образовательная организация",
    ),
    "position": ("должность", "основная должность"),
    "subjects": ("предметы", "предмет", "преподаваемые предметы", "преподаваемый предмет"),
    "from_on": ("дата приёма", "дата приема", "принят", "работает с", "дата приёма на работу"),
}
COLUMN_OF = {
    " ".join(words.replace("ё", "е").split()): column
    for column, names in HEADINGS.items()
    for words in names
}
SEARCHED = 10  # the headings stand among the first lines
NO_HEADINGS = (
    "Не нашли в файле строку с названиями столбцов. Первой строкой напишите: Фамилия, Имя, Отчество,"
    " Почта, Организация, Должность. Образец можно скачать на этой странице."
)
FORMULA = "=+-@\t\r|"

# How positions are written besides the catalogue's own words.
ALSO = {
    "учитель": "subject_teacher",
    "учитель начальных классов": "primary_teacher",
    "директор": "head",
    "заведующий": "head",
    "заведующая": "head",
    "руководитель": "head",
    "завуч": "deputy_head",
    "заместитель директора": "deputy_head",
    "зам директора": "deputy_head",
    "психолог": "school_psychologist",
    "логопед": "speech_therapist",
    "дефектолог": "special_needs_teacher",
    "библиотекарь": "school_librarian",
    "преподаватель-организатор основ безопасности жизнедеятельности": "safety_lecturer",
    "советник директора по воспитанию и взаимодействию с детскими общественными объединениями": "upbringing_adviser",
}


@dataclass(frozen=True, slots=True)
class StaffList:
    """A staff list that was read: lines by columns, and headings that mean nothing to us."""

    lines: list[dict[str, str]]
    ignored: list[str]


def folded(words: str) -> str:
    """Words as they are compared: without case, ё, quotes and points."""
    plain = words.casefold().replace("ё", "е")
    return " ".join(re.sub(r"[«»\"'“”„.№]+", " ", plain).split())


def harmless(words: str) -> str:
    """A cell without the signs by which a table program takes it for a formula."""
    return words.strip().lstrip(FORMULA).strip()[:300]


def staff_list(rows: Sequence[Sequence[str]]) -> StaffList:
    """The lines of a table under its headings; roles and other unknown columns are not read.

    Raises:
        DomainError: no headings, a needed column is missing, nothing below.
    """
    top, columns = _headings(rows)
    ignored = [word for place, word in enumerate(rows[top]) if word and place not in columns]
    lines = [
        {"n": str(number), **_cells(row, columns)}
        for number, row in enumerate(rows[top + 1 :], top + 2)
        if any(row)
    ]
    if not lines:
        raise DomainError("Под названиями столбцов нет ни одной строки.", field="file")
    return StaffList(lines, [words[:60] for words in ignored][:20])


def _cells(row: Sequence[str], columns: Mapping[int, str]) -> dict[str, str]:
    cells = {column: harmless(row[place]) for place, column in columns.items() if place < len(row)}
    if "full_name" in cells:
        parts = cells.pop("full_name").split(maxsplit=2)
        for column, part in zip(("last_name", "first_name", "patronymic"), parts, strict=False):
            cells.setdefault(column, part)
    return cells


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    best: tuple[int, dict[int, str]] = (0, {})
    for number, row in enumerate(rows[:SEARCHED]):
        found: dict[int, str] = {}
        for place, word in enumerate(row):
            column = COLUMN_OF.get(folded(word)) or COLUMN_OF.get(word.casefold().strip())
            if column and column not in found.values():
                found[place] = column
        if len(found) > len(best[1]):
            best = (number, found)
    known = set(best[1].values())
    if len(known) < 2:
        raise DomainError(NO_HEADINGS, field="file")
    missing = [TITLES[column] for column in NEEDED if column not in known]
    if "full_name" not in known:
        missing[:0] = [TITLES[name] for name in ("last_name", "first_name") if name not in known]
    if missing:
        raise DomainError(f"В файле нет столбцов: {', '.join(missing)}.", field="file")
    return best


POSITION_OF = {folded(position.label): code for code, position in POSITIONS.items()} | ALSO
FORMERLY = {  # what lists of staff still call subjects that were renamed on 1 September 2024
    "технология": "technology", "труд": "technology", "обж": "life_safety", "обзр": "life_safety",
    "основы безопасности жизнедеятельности": "life_safety",
}  # fmt: skip
TAUGHT_FORMERLY = {
    "технологии": "technology", "труда": "technology", "обж": "life_safety", "обзр": "life_safety",
    "основ безопасности жизнедеятельности": "life_safety",
}  # fmt: skip
SUBJECT_OF = {folded(subject.label): code for code, subject in SUBJECTS.items()} | FORMERLY
SUBJECT_TAUGHT = {folded(subject.of): code for code, subject in SUBJECTS.items()} | TAUGHT_FORMERLY


def position_of(words: str) -> tuple[str, list[str]]:
    """The code of a position, and the subjects its words name («учитель физики»); "" when unknown."""
    plain = folded(words)
    if plain in POSITION_OF:
        return POSITION_OF[plain], []
    if plain.startswith("учитель ") and (subject := SUBJECT_TAUGHT.get(plain[8:])):
        return "subject_teacher", [subject]
    if plain.startswith(("заместитель директора", "заместитель заведующ", "зам директора")):
        return "deputy_head", []
    return "", []


def subjects_of(words: str) -> tuple[list[str], list[str]]:
    """Codes of the subjects named in a cell, and the words that name none."""
    codes, unknown = [], []
    for part in re.split(r"[;,/\n]+", words):
        if not part.strip():
            continue
        plain = folded(part)
        code = SUBJECT_OF.get(plain) or SUBJECT_TAUGHT.get(plain)
        if code is None:
            unknown.append(part.strip())
        elif code not in codes:
            codes.append(code)
    return codes, unknown


def day_of(words: str) -> date | None:
    """A day written as 01.09.2020 or 2020-09-01.

    Raises:
        ValueError: it is neither.
    """
    if not words:
        return None
    for way in ("%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y"):
        try:
            return datetime.strptime(words, way).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(words)
