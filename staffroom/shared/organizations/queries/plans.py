"""What a staff list would do, line by line, with nothing written: the dry run of an import.

A line of the plan is a mapping kept as JSON: `n` (line of the file), `kind`, `name`, `email`,
`organization` (its key), `place` (its short name), `position`, `subjects`, `from_on`, `notes` (what
changes, what to look at), `errors`, `person` (key of who stands already), `parts` (of the name).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.forms.cards import proper_name
from staffroom.shared.accounts.models import Person, SubjectTaught
from staffroom.shared.accounts.registry import POSITIONS, SUBJECTS
from staffroom.shared.organizations import policies
from staffroom.shared.organizations.models import Affiliation, District, ImportDraft, Organization
from staffroom.shared.organizations.queries.columns import (
    TITLES,
    day_of,
    folded,
    position_of,
    subjects_of,
)

NEW, SAME, CHANGE, ERROR = "new", "same", "change", "error"
KINDS = {NEW: "новый", SAME: "уже есть", CHANGE: "изменится", ERROR: "ошибка"}
CHUNK = 500
Line = Mapping[str, str]


def draft(viewer: Viewer, place: District, pid: str) -> ImportDraft:
    """The viewer's own import.

    Raises:
        Absent: there is none.
    """
    found = one_or_none(policies.visible_imports(viewer).filter(district=place, pid=pid))
    if found is None:
        raise Absent
    return found


class Known:
    """What the site knows that a list is compared with; read at once, whatever the list's length."""

    def __init__(self, district: District, emails: Sequence[str]) -> None:
        self.organizations: dict[str, Organization] = {}
        for one in Organization.objects.filter(district=district).order_by("-pk"):
            self.organizations[folded(one.name)] = one
        for one in Organization.objects.filter(district=district).order_by("-pk"):
            self.organizations[folded(one.short_name)] = one
        self.people: dict[str, Person] = {}
        self.work: dict[int, Affiliation] = {}
        self.taught: dict[int, set[str]] = {}
        for start in range(0, len(emails), CHUNK):
            part = emails[start : start + CHUNK]
            for person in Person.objects.filter(email__in=part).order_by("pk"):
                self.people[person.email] = person
            subjects = SubjectTaught.objects.filter(person__email__in=part)
            for key, code in subjects.values_list("person_id", "code"):
                self.taught.setdefault(key, set()).add(code)
        self.names: dict[tuple[str, int], str] = {}
        working = Affiliation.objects.filter(organization__district=district, to_on=None)
        for row in working.select_related("person").order_by("is_main", "pk"):
            self.work[row.person_id] = row
            self.names[folded(row.person.name), row.organization_id] = row.person.email


def plan_of(district: District, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """What each line would do; nothing is written."""
    emails = sorted({line.get("email", "").lower() for line in lines} - {""})
    known = Known(district, emails)
    first: dict[str, str] = {}
    plan = []
    for line in lines:
        row = _read(line, known)
        before = first.setdefault(row["email"], row["n"]) if row["email"] else row["n"]
        if before != row["n"]:
            row["errors"].append(f"Эта почта уже стоит в строке {before}.")
        if not row["errors"]:
            _compare(row, known)
        row["kind"] = ERROR if row["errors"] else row["kind"]
        plan.append(row)
    return plan


def counts_of(plan: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many lines there are of each kind."""
    counts = dict.fromkeys(KINDS, 0)
    for row in plan:
        counts[row["kind"]] += 1
    return counts


def _read(line: Line, known: Known) -> dict[str, Any]:
    """The line in codes, with everything that is wrong in it."""
    parts = {name: line.get(name, "") for name in ("last_name", "first_name", "patronymic")}
    email = line.get("email", "").lower()
    position, also = position_of(line.get("position", ""))
    subjects, unknown = subjects_of(line.get("subjects", ""))
    organization = known.organizations.get(folded(line.get("organization", "")))
    row: dict[str, Any] = {
        "n": line["n"],
        "kind": NEW,
        "name": " ".join(part for part in parts.values() if part),
        "parts": parts,
        "email": email,
        "organization": organization.pk if organization else None,
        "place": organization.short_name if organization else line.get("organization", ""),
        "position": position,
        "subjects": list(dict.fromkeys([*also, *subjects])),
        "from_on": None,
        "notes": [f"Предмет «{words}» не узнали и пропустим." for words in unknown],
        "errors": [*_name_errors(parts), *_email_errors(email)],
        "person": None,
    }
    if organization is None or organization.closed_on:
        row["errors"].append(_organization_error(line.get("organization", ""), organization))
    if not position:
        words = line.get("position", "")
        row["errors"].append(f"Должность «{words}» не узнали." if words else "Нет должности.")
    try:
        day = day_of(line.get("from_on", ""))
        row["from_on"] = day.isoformat() if day else None
    except ValueError:
        row["errors"].append("Дата приёма выглядит так: 01.09.2020.")
    return row


def _organization_error(words: str, found: Organization | None) -> str:
    if not words:
        return "Нет организации."
    if found is not None:
        return f"Организация «{found.short_name}» закрыта."
    return f"Организации «{words}» нет в списке района: добавьте её или исправьте название."


def _name_errors(parts: Mapping[str, str]) -> list[str]:
    errors = []
    for column, words in parts.items():
        title = TITLES[column]
        if not words:
            if column != "patronymic":
                errors.append(f"Нет столбца «{title}» в этой строке.")
            continue
        try:
            proper_name(words)
        except ValidationError as error:
            errors += [f"{title}: {sentence}" for sentence in error.messages]
        if len(words) > 80:
            errors.append(f"{title}: длиннее 80 знаков.")
    return errors


def _email_errors(email: str) -> list[str]:
    if not email:
        return ["Нет почты: без неё человек не сможет войти."]
    try:
        validate_email(email)
    except ValidationError:
        return [f"Почта «{email}» написана с ошибкой."]
    return ["Почта слишком длинная."] if len(email) > 254 else []


def _compare(row: dict[str, Any], known: Known) -> None:
    """Tell a newcomer from who stands already, and say what would change."""
    person = known.people.get(row["email"])
    shown = f"{row['parts']['first_name']} {row['parts']['last_name']}"
    if person is None:
        namesake = known.names.get((folded(shown), row["organization"]))
        if namesake:
            row["notes"].append(
                f"В этой организации уже есть {shown} с другой почтой ({namesake}):"
                " проверьте, не тот ли это человек."
            )
        return
    work = known.work.get(person.pk)
    if not person.is_active or work is None:
        row["errors"].append(
            "Аккаунт с этой почтой уже есть, но в организациях района этот человек не числится:"
            " пусть он сам подаст заявку."
        )
        return
    row["person"] = person.pk
    changes = _changes(row, work, known.taught.get(person.pk, set()))
    row["kind"] = CHANGE if changes else SAME
    row["notes"] += changes
    if folded(person.name) != folded(shown):
        row["notes"].append(f"На сайте это {person.name}: имя не изменим.")


def _changes(row: Mapping[str, Any], work: Affiliation, taught: set[str]) -> list[str]:
    changes = []
    if work.organization_id != row["organization"]:
        changes.append(f"Место работы станет «{row['place']}».")
    if work.position != row["position"]:
        changes.append(f"Должность станет «{POSITIONS[row['position']].label}».")
    if added := [SUBJECTS[code].label for code in row["subjects"] if code not in taught]:
        changes.append(f"Добавятся предметы: {', '.join(added)}.")
    return changes
