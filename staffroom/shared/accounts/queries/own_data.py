"""What the installation keeps of a person, gathered from every app that declared its share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from staffroom.shared.accounts.models import OwnArchive
from staffroom.shared.accounts.registry import own_data


@dataclass(frozen=True, slots=True)
class OwnSection:
    """One app's share: a heading and rows ready for JSON."""

    code: str
    title: str
    rows: list[dict[str, Any]]


def own_sections(person_id: int) -> Iterator[OwnSection]:
    """Every share, in the order in which the apps stand."""
    for plug in own_data.values():
        yield OwnSection(plug.code, plug.title, [_plain(row) for row in plug.rows(person_id)])


def own_archive(person_id: int) -> OwnArchive | None:
    """The copy that the person asked for, ready or being gathered."""
    return OwnArchive.objects.filter(person=person_id).first()


def archive_path(pid: str) -> Path:
    """Where the copy lies."""
    return Path(settings.DATA_DIR) / "own" / f"{pid}.zip"


def _plain(row: Any) -> dict[str, Any]:
    return {str(name): _value(value) for name, value in dict(row).items()}


def _value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float | dict | list) else str(value)
