"""Values in words: for the settings page, the list of versions and the printed regulation."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from staffroom.shared.accounts.registry import POWER_LABELS, Power
from staffroom.shared.regulations.registry.kinds import Key, Kind, Value
from staffroom.ui.words import number, plural

DAYS = {
    "calendar": ("календарный день", "календарных дня", "календарных дней"),
    "working": ("рабочий день", "рабочих дня", "рабочих дней"),
}


def counted(n: int, unit: tuple[str, str, str]) -> str:
    """«30 дней», «1 день»; the number alone where the key has no unit."""
    return f"{number(n)} {plural(n, *unit)}" if unit[0] else number(n)


def joined(words: Iterable[str]) -> str:
    """«чай, кофе и вода»."""
    listed = list(words)
    return " и ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def lowered(label: str) -> str:
    """«Новости» → «новости», but «ФГОС» stays: for labels inside a sentence."""
    first = label.split(maxsplit=1)[0]
    return label if len(first) > 1 and first.isupper() else label[:1].lower() + label[1:]


def in_words(key: Key, value: Value, roles: Mapping[str, str]) -> list[str]:
    """The value as lines that a person reads; `roles` are titles by code."""
    if value in (None, "", []):
        return [key.empty or "не выбрано"]
    return _SAYERS[key.kind](key, value, roles)


def _choice(key: Key, value: str, roles: Mapping[str, str]) -> list[str]:
    return [key.option(value).label]


def _many(key: Key, value: list[str], roles: Mapping[str, str]) -> list[str]:
    return [option.label for option in key.options if option.code in value]


def _flag(key: Key, value: Value, roles: Mapping[str, str]) -> list[str]:
    return ["да" if value else "нет"]


def _number(key: Key, value: int, roles: Mapping[str, str]) -> list[str]:
    return [counted(value, key.unit)]


def _term(key: Key, value: Mapping[str, Any], roles: Mapping[str, str]) -> list[str]:
    return [counted(value["days"], DAYS[value["calendar"]])]


def _text(key: Key, value: str, roles: Mapping[str, str]) -> list[str]:
    return [value]


def _named(key: Key, value: list[dict[str, str]], roles: Mapping[str, str]) -> list[str]:
    return [row["label"] for row in value]


def _minimum(key: Key, value: Mapping[str, Any], roles: Mapping[str, str]) -> list[str]:
    words = counted(value["persons"], ("человек", "человека", "человек"))
    if value["organizations"] > 1:
        words += f" из {number(value['organizations'])} разных организаций"
    return [words + (", нужен руководитель" if value["leader"] else "")]


def _role(key: Key, value: str, roles: Mapping[str, str]) -> list[str]:
    return [roles.get(value, value)]


def _roles(key: Key, value: list[dict[str, Any]], roles: Mapping[str, str]) -> list[str]:
    return [f"{role['title']}: {powers_in_words(role['powers'])}" for role in value]


def _groups(key: Key, value: list[dict[str, Any]], roles: Mapping[str, str]) -> list[str]:
    return [group["name"] for group in value]


def powers_in_words(names: Iterable[str]) -> str:
    """«Принимает участников, скрывает записи» in small letters, from names of powers."""
    labels = [POWER_LABELS[Power[name.upper()]] for name in names]
    return ", ".join(label[:1].lower() + label[1:] for label in labels) or "особых прав нет"


_SAYERS: dict[Kind, Callable[[Key, Any, Mapping[str, str]], list[str]]] = {
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
