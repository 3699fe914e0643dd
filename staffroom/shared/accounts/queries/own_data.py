"""What the installation keeps of a person, gathered from every app that declared its share."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from staffroom.shared.accounts.registry import own_data


@dataclass(frozen=True, slots=True)
class OwnSection:
    """One app's share: a heading and rows ready for JSON."""

    code: str
    title: str
    rows: list[dict[str, Any]]


def own_sections(person_id: int) -> list[OwnSection]:
    """Every share, in the order in which the apps stand."""
    return [
        OwnSection(plug.code, plug.title, [_plain(row) for row in plug.rows(person_id)])
        for plug in own_data.values()
    ]


def _plain(row: Any) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in dict(row).items()}


def _value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float | dict | list) else str(value)
