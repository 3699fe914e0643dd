"""Named fields of a template: `{цель}` in a line, or a line of its own that takes several lines.

A value in the middle of a line stays one line whatever was typed, so that it makes no items or tables
of its own; a field that is alone on its line takes paragraphs, items and tables as they are typed.
"""

from collections.abc import Iterator, Mapping
import re

from staffroom.core.errors import DomainError
from staffroom.core.papers.letters import unprintable

FIELD = re.compile(r"\{([^{}\n]*)\}")
NAME = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яё0-9 -]{1,59}")
ALONE = re.compile(r"[ \t]*\{([^{}\n]*)\}[ \t]*")
MOST_FIELDS = 40


def fields_in(text: str) -> list[str]:
    """The names of the fields, each once, in the order of reading."""
    return list(dict.fromkeys(found.strip() for found in FIELD.findall(text)))


def long_fields_in(text: str) -> frozenset[str]:
    """Those that stand alone on a line and take several lines."""
    return frozenset(
        found[1].strip() for line in text.splitlines() if (found := ALONE.fullmatch(line))
    )


def require_sound(text: str, name: str) -> None:
    """Stop at what is broken in a template.

    Raises:
        DomainError: a bracket without its pair, a field without a name, a sign that cannot be printed;
            the sentence names the line, at the form's field `name`.
    """
    wrong = next(_wrong(text), "")
    if wrong:
        raise DomainError(wrong, field=name)


def _wrong(text: str) -> Iterator[str]:
    for n, line in enumerate(text.replace("\r", "").split("\n"), 1):
        rest = FIELD.sub("", line)
        if "{" in rest or "}" in rest:
            sign = "{" if "{" in rest else "}"
            yield f"Строка {n}: у скобки «{sign}» нет пары. Поле пишут так: {{цель}}."
        for found in FIELD.findall(line):
            if not NAME.fullmatch(found.strip()):
                yield f"Строка {n}: «{{{found}}}» не похоже на имя поля. Имя пишут русскими буквами: {{цель}}."
        sign = unprintable(line.replace("\t", " "))
        if sign:
            shown = sign if sign.isprintable() else "?"
            yield f"Строка {n}: знака «{shown}» нет в шрифте документов, уберите его."
    if len(fields_in(text)) > MOST_FIELDS:
        yield f"В шаблоне больше {MOST_FIELDS} полей: столько никто не заполнит."


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with values in the places of fields; a field without a value stays as it is."""

    def line_of(line: str) -> str:
        found = ALONE.fullmatch(line)
        if found and values.get(found[1].strip()):
            return values[found[1].strip()].strip("\n")
        return filled_line(line, values)

    return "\n".join(line_of(line) for line in text.replace("\r", "").split("\n"))


def filled_line(line: str, values: Mapping[str, str]) -> str:
    """One line, which stays one whatever the values hold: a heading."""

    def value_of(found: re.Match[str]) -> str:
        value = " ".join(values.get(found[1].strip(), "").split()).replace("|", "/")
        if line[found.end() : found.end() + 1] == ".":
            value = value.rstrip(".")
        if line[: found.start()].endswith("«"):
            value = value.replace("«", "„").replace("»", "“")
        return value or found[0]

    return FIELD.sub(value_of, line)
