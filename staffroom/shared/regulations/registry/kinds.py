"""What a key of a regulation is: its type, its options in words, and how a value is checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from staffroom.core.errors import DomainError
from staffroom.shared.accounts.registry import FUNCTIONS, POSITIONS, SUBJECTS, Power

Value = Any  # what JSON and TOML can hold: str, int, bool, None, list, dict

NONE = "none"  # how TOML, which has no null, says «нет» for numbers and terms


class WrongValue(DomainError):
    """A value that the key does not accept; the sentence names what is expected."""


class Kind(StrEnum):
    """How a key is written in a profile and edited on the settings page."""

    CHOICE = "choice"  # one code of the options
    MANY = "many"  # any codes of the options, in the order of the options
    FLAG = "flag"  # yes or no
    NUMBER = "number"  # a whole number; None where `empty` says what nothing means
    TERM = "term"  # days with their calendar, or None
    TEXT = "text"  # one line
    NAMED = "named"  # lines of one's own, each with a lasting code
    MINIMUM = "minimum"  # how many persons of how many organisations, with a leader or without
    ROLE = "role"  # the code of a role of `roles.catalogue`, or None
    ROLES = "roles"  # the catalogue of roles
    GROUPS = "groups"  # a ready list of communities


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its code, its words on the settings page and its sentence in the printed regulation."""

    code: str
    label: str
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One point on which districts differ.

    `read_by` are dotted names of the code that reads the key; empty means that the site does not act
    by it yet and the settings page shows it as read-only words. `page` says where a person notices it.
    """

    code: str
    group: str
    title: str
    hint: str
    kind: Kind
    default: Value
    options: tuple[Option, ...] = ()
    empty: str = ""  # words for None; without them None is refused
    unit: tuple[str, str, str] = ("", "", "")  # 1 день, 2 дня, 5 дней
    least: int = 1
    most: int = 100_000
    read_by: tuple[str, ...] = ()
    page: str = ""
    is_of_district: bool = False  # one value for the whole district: no community has its own

    @property
    def is_read(self) -> bool:
        """True when some code acts by this key, so that it may be changed."""
        return bool(self.read_by)

    def option(self, code: str) -> Option:
        """The option of this code (KeyError if there is none)."""
        for option in self.options:
            if option.code == code:
                return option
        raise KeyError(code)


CALENDARS = (Option("calendar", "календарных"), Option("working", "рабочих"))
POWERS = tuple(power.name.lower() for power in Power if power.name)
ROLE_SCOPES = (Option("district", "во всём районе"), Option("community", "в своём сообществе"))


def clean(key: Key, raw: Value) -> Value:
    """The value as it is stored.

    Raises:
        WrongValue: with a Russian sentence that says what the key expects.
    """
    return _CLEANERS[key.kind](key, raw)


def _choice(key: Key, raw: Value) -> str:
    if isinstance(raw, str) and any(option.code == raw for option in key.options):
        return raw
    raise WrongValue(f"выберите один из вариантов: {_codes(key.options)}; получено «{raw}»")


def _many(key: Key, raw: Value) -> list[str]:
    given = _list(raw)
    known = [option.code for option in key.options]
    for code in given:
        if code not in known:
            raise WrongValue(f"нет варианта «{code}»; есть: {_codes(key.options)}")
    return [code for code in known if code in given]


def _flag(key: Key, raw: Value) -> bool:
    if isinstance(raw, bool):
        return raw
    raise WrongValue(f"ответьте «да» или «нет» (true или false); получено «{raw}»")


def _number(key: Key, raw: Value) -> int | None:
    if raw is None or raw == NONE:
        if key.empty:
            return None
        raise WrongValue("укажите число")
    return _whole(raw, key.least, key.most)


def _term(key: Key, raw: Value) -> dict[str, Any] | None:
    if raw is None or raw == NONE:
        if key.empty:
            return None
        raise WrongValue("укажите число дней")
    fields = _fields(raw, {"days", "calendar"})
    calendar = fields.get("calendar", "calendar")
    if calendar not in {option.code for option in CALENDARS}:
        raise WrongValue(f"дни бывают {_codes(CALENDARS)}; получено «{calendar}»")
    return {"days": _whole(fields.get("days"), key.least, key.most), "calendar": calendar}


def _text(key: Key, raw: Value) -> str:
    if not isinstance(raw, str):
        raise WrongValue(f"нужна строка; получено «{raw}»")
    text = " ".join(raw.split())
    if len(text) > 300:
        raise WrongValue("не длиннее 300 знаков")
    if not text and not key.empty:
        raise WrongValue("напишите хотя бы слово")
    return text


def _named(key: Key, raw: Value) -> list[dict[str, str]]:
    rows = [_fields(row, {"code", "label"}) for row in _list(raw)]
    cleaned = [{"code": _word(row, "code", 60), "label": _word(row, "label", 160)} for row in rows]
    _unique([row["code"] for row in cleaned])
    _unique([row["label"].lower() for row in cleaned])
    return cleaned


def _minimum(key: Key, raw: Value) -> dict[str, Any]:
    fields = _fields(raw, {"persons", "organizations", "leader"})
    cleaned = {
        "persons": _whole(fields.get("persons"), 1, 1000),
        "organizations": _whole(fields.get("organizations"), 1, 1000),
        "leader": _flag(key, fields.get("leader")),
    }
    if cleaned["organizations"] > cleaned["persons"]:
        raise WrongValue("организаций не может быть больше, чем людей")
    return cleaned


def _role(key: Key, raw: Value) -> str | None:
    if raw is None or raw == NONE:
        if key.empty:
            return None
        raise WrongValue("выберите роль")
    if isinstance(raw, str):
        return raw  # that the role exists is judged with the whole profile
    raise WrongValue(f"нужен код роли; получено «{raw}»")


def _list(raw: Value) -> list[Any]:
    if raw == NONE or raw is None:
        return []
    if isinstance(raw, list | tuple):
        return list(raw)
    raise WrongValue(f"нужен список; получено «{raw}»")


def _fields(raw: Value, allowed: set[str]) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise WrongValue(f"нужны поля {', '.join(sorted(allowed))}; получено «{raw}»")
    unknown = set(raw) - allowed
    if unknown:
        raise WrongValue(f"лишние поля: {', '.join(sorted(unknown))}")
    return raw


def _word(fields: Mapping[str, Any], name: str, longest: int) -> str:
    word = fields.get(name)
    if not isinstance(word, str) or not word.strip():
        raise WrongValue(f"поле «{name}» пусто")
    word = " ".join(word.split())
    if len(word) > longest:
        raise WrongValue(f"«{word[:40]}…»: не длиннее {longest} знаков")
    return word


def _whole(raw: Value, least: int, most: int) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise WrongValue(f"нужно целое число; получено «{raw}»")
    if not least <= raw <= most:
        raise WrongValue(f"число от {least} до {most}; получено {raw}")
    return raw


def _unique(words: Iterable[str]) -> None:
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise WrongValue(f"«{word}» встречается дважды")
        seen.add(word)


def _codes(options: Iterable[Option]) -> str:
    return ", ".join(f"«{option.label}» ({option.code})" for option in options)


def _roles(key: Key, raw: Value) -> list[dict[str, Any]]:
    """Roles with distinct codes and numbers; powers by the names of the `Power` enum, in small letters."""
    cleaned = []
    for row in _list(raw):
        fields = _fields(row, {"code", "number", "title", "scope", "powers"})
        scope = fields.get("scope")
        if scope not in {option.code for option in ROLE_SCOPES}:
            raise WrongValue(f"роль действует {_codes(ROLE_SCOPES)}; получено «{scope}»")
        powers = _list(fields.get("powers"))
        for power in powers:
            if power not in POWERS:
                raise WrongValue(f"нет права «{power}»; есть: {', '.join(POWERS)}")
        cleaned.append(
            {
                "code": _word(fields, "code", 40),
                "number": _whole(fields.get("number"), 1, 200),
                "title": _word(fields, "title", 120),
                "scope": scope,
                "powers": [power for power in POWERS if power in powers],
            }
        )
    if not cleaned:
        raise WrongValue("нужна хотя бы одна роль")
    _unique([role["code"] for role in cleaned])
    _unique([str(role["number"]) for role in cleaned])
    _unique([role["title"].lower() for role in cleaned])
    return cleaned


def _groups(key: Key, raw: Value) -> list[dict[str, Any]]:
    """Ready communities, each for the positions, subjects and functions it names."""
    catalogues: dict[str, Mapping[str, object]] = {
        "positions": POSITIONS,
        "subjects": SUBJECTS,
        "functions": FUNCTIONS,
    }
    cleaned = []
    for row in _list(raw):
        fields = _fields(row, {"code", "name", "participants", "page", *catalogues})
        group: dict[str, Any] = {
            "code": _word(fields, "code", 60),
            "name": _word(fields, "name", 160),
            "participants": str(fields.get("participants", "")).strip(),
            "page": str(fields.get("page", "")).strip(),
        }
        for name, catalogue in catalogues.items():
            given = _list(fields.get(name))
            unknown = [code for code in given if code not in catalogue]
            if unknown:
                raise WrongValue(f"«{group['name']}»: нет кода «{unknown[0]}» в поле {name}")
            group[name] = given
        cleaned.append(group)
    _unique([group["code"] for group in cleaned])
    _unique([group["name"].lower() for group in cleaned])
    return cleaned


_CLEANERS = {
    Kind.CHOICE: _choice,
    Kind.MANY: _many,
    Kind.FLAG: _flag,
    Kind.NUMBER: _number,
    Kind.TERM: _term,
    Kind.TEXT: _text,
    Kind.NAMED: _named,
    Kind.MINIMUM: _minimum,
    Kind.ROLE: _role,
    Kind.ROLES: _roles,
    Kind.GROUPS: _groups,
}
