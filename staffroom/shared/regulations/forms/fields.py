"""One form field for each kind of key; the value of a field is the value of the key."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from staffroom.core.addresses import number
from staffroom.core.ids import slug_of
from staffroom.shared.accounts.registry import (
    FUNCTIONS,
    POSITIONS,
    POWER_LABELS,
    SUBJECTS,
    Power,
)
from staffroom.shared.regulations.registry import CALENDARS, ROLE_SCOPES, Key, Kind, Value

YES, NO = "yes", "no"
ROWS_LIMIT = 60  # rows that one form reads, whatever a client sends


class TermField(forms.MultiValueField):
    """Days and their calendar; empty days mean that no term is set."""

    def __init__(self, **options: Any) -> None:
        days = forms.IntegerField(min_value=1, max_value=1000, required=False)
        choices = [(option.code, f"{option.label} дней") for option in CALENDARS]
        calendar = forms.ChoiceField(choices=choices)
        widget = PartsWidget(
            ("days", "calendar"),
            (
                forms.NumberInput({"min": 1, "aria-label": _("Сколько дней")}),
                forms.Select({"aria-label": _("Какие дни")}, choices=choices),
            ),
        )
        super().__init__(
            fields=(days, calendar), widget=widget, require_all_fields=False, **options
        )

    def compress(self, parts: list[Any]) -> Value:
        """The term as the key keeps it."""
        return {"days": parts[0], "calendar": parts[1]} if parts and parts[0] else None


class MinimumField(forms.MultiValueField):
    """People, organisations, and whether a leader is needed."""

    def __init__(self, **options: Any) -> None:
        leader = [(NO, _("руководитель не нужен")), (YES, _("нужен руководитель"))]
        fields = (
            forms.IntegerField(min_value=1, max_value=1000),
            forms.IntegerField(min_value=1, max_value=1000),
            forms.ChoiceField(choices=leader),
        )
        widget = PartsWidget(
            ("persons", "organizations", "leader"),
            (
                forms.NumberInput({"min": 1, "aria-label": _("Сколько людей")}),
                forms.NumberInput({"min": 1, "aria-label": _("Из скольких организаций")}),
                forms.Select({"aria-label": _("Руководитель")}, choices=leader),
            ),
        )
        super().__init__(fields=fields, widget=widget, **options)

    def compress(self, parts: list[Any]) -> Value:
        """The minimum as the key keeps it."""
        persons, organizations, leader = parts
        return {"persons": persons, "organizations": organizations, "leader": leader == YES}


class PartsWidget(forms.MultiWidget):
    """Several controls in a row, from a dict of the value."""

    template_name = "ui/forms/widgets/multiwidget.html"

    def __init__(self, names: Sequence[str], widgets: Sequence[forms.Widget]) -> None:
        """`names` are the parts in the order of their controls: PostgreSQL keeps none in a value."""
        self.names = names
        super().__init__(widgets)

    def decompress(self, value: Value) -> list[Any]:
        """The value's parts for the controls."""
        parts = [(value or {}).get(name) for name in self.names]
        return [YES if part is True else NO if part is False else part for part in parts]


class NamedField(forms.CharField):
    """Lines of one's own; a line that was there keeps its code."""

    def __init__(self, *, known: list[dict[str, str]], **options: Any) -> None:
        self.known = known
        super().__init__(widget=forms.Textarea({"rows": 5}), **options)

    def prepare_value(self, value: Any) -> Any:
        """Rows as lines of text."""
        return "\n".join(row["label"] for row in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Value:
        """Lines as rows with codes; as many lines as before and one new means it was renamed."""
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        lines = [line for line in lines if line]
        codes = {row["label"]: row["code"] for row in self.known}
        if len(lines) == len(self.known):
            gone = [row["code"] for row in self.known if row["label"] not in lines]
            codes |= dict(zip([line for line in lines if line not in codes], gone, strict=False))
        taken = set(codes.values())
        rows = []
        for line in lines:
            code = codes.get(line) or _fresh(slug_of(line, length=50) or "tema", taken)
            taken.add(code)
            rows.append({"code": code, "label": line})
        return rows


class RowsWidget(forms.Widget):
    """Rows of a table: each known one can be edited or dropped, one empty row adds a new one."""

    names: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: MultiValueDict[str, Any],  # noqa: ARG002 - Django's signature
        name: str,
    ) -> Any:
        """Rows as the key keeps them, without those dropped and the empty one."""
        rows = []
        for place in range(ROWS_LIMIT):
            prefix = f"{name}-{place}"
            if f"{prefix}-{self.names[1]}" not in data:
                break
            row: dict[str, Any] = {
                field: str(data.get(f"{prefix}-{field}", "")).strip() for field in self.names
            }
            for field in self.lists:
                key = f"{prefix}-{field}"
                row[field] = data.getlist(key) if hasattr(data, "getlist") else data.get(key, [])
            if row[self.names[1]] and not data.get(f"{prefix}-gone"):
                rows.append(row)
        return rows

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The rows and the catalogues they choose from."""
        context = super().get_context(name, None, attrs)
        context["widget"]["rows"] = value or []
        context["widget"]["catalogues"] = self.catalogues()
        return context

    def catalogues(self) -> dict[str, list[tuple[str, str]]]:
        """Codes and words of each list field."""
        return {}

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002 - Django's signature
        """The rows are judged together, not by the browser."""
        return False

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002 - Django's signature
        """No single control: the label is a legend."""
        return ""

    use_fieldset = True


class RolesWidget(RowsWidget):
    """The catalogue of roles."""

    template_name = "regulations/widgets/roles.html"
    names = ("code", "title", "scope", "number")
    lists = ("powers",)

    def catalogues(self) -> dict[str, list[tuple[str, str]]]:
        """Powers and places of roles."""
        return {
            "powers": [
                (str(power.name).lower(), label)
                for power, label in POWER_LABELS.items()
                if power in Power
            ],
            "scope": [(option.code, option.label) for option in ROLE_SCOPES],
        }


class GroupsWidget(RowsWidget):
    """The ready list of communities."""

    template_name = "regulations/widgets/groups.html"
    names = ("code", "name", "participants", "page")
    lists = ("positions", "subjects", "functions")

    def catalogues(self) -> dict[str, list[tuple[str, str]]]:
        """Positions, subjects and functions."""
        return {
            "positions": [(code, position.label) for code, position in POSITIONS.items()],
            "subjects": [(code, subject.label) for code, subject in SUBJECTS.items()],
            "functions": [(code, function.label) for code, function in FUNCTIONS.items()],
        }


class RowsField(forms.Field):
    """Rows with lasting codes; a new row gets a code made from its words."""

    def __init__(self, *, word: str, is_numbered: bool = False, **options: Any) -> None:
        self.word, self.is_numbered = word, is_numbered
        super().__init__(**options)

    def clean(self, value: Any) -> Value:
        """Rows with their codes and numbers."""
        rows = [dict(row) for row in value]
        taken = {row["code"] for row in rows}
        numbers = [
            int(row["number"]) for row in rows if number(str(row.get("number", ""))) is not None
        ]
        for row in rows:
            if not row["code"]:
                row["code"] = _fresh(slug_of(row[self.word], length=36) or "row", taken)
                taken.add(row["code"])
            if self.is_numbered:
                is_known = number(str(row["number"])) is not None
                row["number"] = int(row["number"]) if is_known else max(numbers, default=0) + 1
                numbers.append(row["number"])
        return rows


def field_of(key: Key, value: Value, roles: Mapping[str, str]) -> forms.Field:
    """The field of a key, showing `value`; `roles` are titles by code."""
    common: dict[str, Any] = {
        "label": key.title,
        "help_text": key.hint,
        "initial": value,
        "required": True,
    }
    return _MAKERS[key.kind](key, common, roles)


def _choice(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    choices = [(option.code, option.label) for option in key.options]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


def _many(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    choices = [(option.code, option.label) for option in key.options]
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(
        choices=choices, widget=widget, **{**common, "required": False}
    )


def _flag(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[(YES, _("Да")), (NO, _("Нет"))],
        coerce=lambda word: word == YES,
        widget=forms.RadioSelect,
        **{**common, "initial": YES if common["initial"] else NO},
    )


def _number(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    return forms.IntegerField(
        min_value=key.least, max_value=key.most, **{**common, "required": not key.empty}
    )


def _term(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    return TermField(**{**common, "required": False})


def _text(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    return forms.CharField(max_length=300, **{**common, "required": not key.empty})


def _named(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    return NamedField(known=common["initial"], **{**common, "required": False})


def _minimum(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    return MinimumField(**common)


def _role(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    empty = [("", key.empty)] if key.empty else []
    return forms.TypedChoiceField(
        choices=[*empty, *roles.items()],
        empty_value=None,
        **{**common, "required": not key.empty},
    )


def _roles(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    return RowsField(word="title", is_numbered=True, widget=RolesWidget(), **common)


def _groups(key: Key, common: dict[str, Any], roles: Mapping[str, str]) -> forms.Field:
    return RowsField(word="name", widget=GroupsWidget(), **{**common, "required": False})


def _fresh(code: str, taken: set[str]) -> str:
    """The code, or the code with the first free number."""
    free, number = code, 2
    while free in taken:
        free, number = f"{code}-{number}", number + 1
    return free


_MAKERS = {
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
