"""Working days and the ends of terms, by the Civil Code and the Labour Code; days off are data.

    days = workdays("tatarstan")
    days.last_day(date(2026, 12, 30), 7, Unit.DAYS)       # → 11 January 2027
    days.end_of_term(moment, 10, Unit.WORKING_DAYS, zone)  # the last second of the last day there

A term begins on the day after the act (Civil Code, article 191); one whose last day is a day off
ends on the next working day (193); what is done until midnight is done in time (194). `days.toml`
holds federal holidays, moved days and the days of regions; a file of the same shape named
`workdays.toml` in the data folder adds to it, so a new year needs no new version.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
import tomllib
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
FEDERAL = ""
SATURDAY = 5
DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a term is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working days of a region: what is off beside weekends, which weekend days are worked."""

    region: str
    name: str
    data: Mapping[str, Any]

    def is_working(self, day: date) -> bool:
        """True when offices work on that day (a week of five days)."""
        off, worked = _exceptions(self, day.year)
        return day in worked or (day.weekday() < SATURDAY and day not in off)

    def next_working(self, day: date) -> date:
        """The day itself when it is a working one, or the first working day after it."""
        while not self.is_working(day):
            day += DAY
        return day

    def last_day(self, begins_on: date, count: int, unit: Unit = Unit.DAYS) -> date:
        """The last day of a term that an act of `begins_on` starts (Civil Code, articles 191-193).

        Args:
            begins_on: the day of the act; the term runs from the next one.
            count: how many units, at least one.
            unit: what is counted.

        Raises:
            ValueError: less than one unit.
        """
        if count < 1:
            message = f"a term of {count} {unit} has no last day"
            raise ValueError(message)
        if unit is Unit.WORKING_DAYS:
            day = begins_on
            for _ in range(count):
                day = self.next_working(day + DAY)
            return day
        if unit in {Unit.MONTHS, Unit.YEARS}:
            return self.next_working(
                _months_on(begins_on, count * (12 if unit is Unit.YEARS else 1))
            )
        return self.next_working(begins_on + count * (7 if unit is Unit.WEEKS else 1) * DAY)

    def end_of_term(self, began_at: datetime, count: int, unit: Unit, zone: ZoneInfo) -> datetime:
        """The last second of a term in the time zone where it is kept (article 194).

        Args:
            began_at: the moment of the act, aware; its day is that of `zone`.
            count: how many units.
            unit: what is counted.
            zone: where the term is kept.
        """
        last = self.last_day(began_at.astimezone(zone).date(), count, unit)
        return datetime.combine(last, time(23, 59, 59), tzinfo=zone)

    def before(self, day: date, count: int) -> date:
        """The day that lies so many working days before."""
        while count > 0:
            day -= DAY
            count -= self.is_working(day)
        return day

    def days_left(self, today: date, last: date, unit: Unit = Unit.DAYS) -> int:
        """How many days are left of a term; 0 on its last day, less than 0 when it is over."""
        if unit is not Unit.WORKING_DAYS:
            return (last - today).days
        sign, (low, high) = (1, (today, last)) if last >= today else (-1, (last, today))
        return sign * sum(self.is_working(low + n * DAY) for n in range(1, (high - low).days + 1))

    def is_settled(self, year: int) -> bool:
        """True when the year's moved days are known; before that weekends and holidays alone count."""
        return str(year) in self.data.get("moved", {})


def regions(folder: Path | None = None) -> dict[str, str]:
    """Codes of regions that have days off of their own, with their names."""
    return {code: row["name"] for code, row in _data(folder).get("region", {}).items()}


def region_named(name: str, folder: Path | None = None) -> str:
    """The code of the region that bears this name; `""` where only federal days off are known."""
    codes = {words.casefold(): code for code, words in regions(folder).items()}
    return codes.get(name.strip().casefold(), FEDERAL)


@cache
def workdays(region: str = FEDERAL, folder: Path | None = None) -> Workdays:
    """The working days of a region (`""`: the federal ones only).

    Args:
        region: a code of `regions()`.
        folder: where a `workdays.toml` of the installation may lie.

    Raises:
        KeyError: no such region.
    """
    data = _data(folder)
    name = data["region"][region]["name"] if region else data["federal"]["name"]
    return Workdays(region, name, _Frozen(data))


class _Frozen(dict[str, Any]):
    """The table as a key of a cache: the same object is the same table."""

    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__  # type: ignore[assignment]


@cache
def _data(folder: Path | None) -> dict[str, Any]:
    data = tomllib.loads((HERE / "days.toml").read_text(encoding="utf-8"))
    own = folder / "workdays.toml" if folder else None
    if own and own.is_file():
        more = tomllib.loads(own.read_text(encoding="utf-8"))
        data["moved"] |= more.get("moved", {})
        for code, row in more.get("region", {}).items():
            kept = data["region"].setdefault(code, {"name": code, "fixed": [], "dates": []})
            kept |= {**row, "dates": [*kept.get("dates", []), *row.get("dates", [])]}
    return data


@cache
def _exceptions(days: Workdays, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off that are no weekends, and weekend days that are worked, in a year."""
    federal, moved = days.data["federal"], days.data.get("moved", {})
    january = set(_in_year(year, federal["new_year"]))
    fixed = set(_in_year(year, federal["fixed"]))
    holidays = january | fixed
    pairs = {
        date.fromisoformat(old): date.fromisoformat(new)
        for table in moved.values()
        for old, new in table.items()
    }
    off = holidays | {new for new in pairs.values() if new.year == year}
    worked = {old for old in pairs if old.year == year} - holidays
    _shift(sorted(fixed - set(pairs)), off, worked)
    if days.region:
        region = days.data["region"][days.region]
        own = set(_in_year(year, region.get("fixed", [])))
        own |= {day for day in map(date.fromisoformat, region.get("dates", [])) if day.year == year}
        off |= own
        if region.get("moves"):
            _shift(sorted(own), off, worked)
        worked -= own
    return frozenset(off), frozenset(worked)


def _shift(holidays: list[date], off: set[date], worked: set[date]) -> None:
    """A day off that meets a holiday goes to the next working day after it (article 112)."""
    for holiday in holidays:
        if holiday.weekday() >= SATURDAY:
            day = holiday + DAY
            while day in off or (day.weekday() >= SATURDAY and day not in worked):
                day += DAY
            off.add(day)


def _in_year(year: int, days: list[str]) -> Iterator[date]:
    for day in days:
        yield date.fromisoformat(f"{year}-{day}")


def _months_on(day: date, months: int) -> date:
    """The same number of a later month, or that month's last day (article 192)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
