"""Periods that plans are made for, counted from a day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import dates

from staffroom.features.plans.models import Period
from staffroom.shared.organizations.models import District

SEPTEMBER, JUNE = 9, 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A period as a form offers it."""

    code: str
    label: str
    period: str
    starts_on: date
    ends_on: date


def today_in(district: District, at: datetime) -> date:
    """The day that it is in the district."""
    return at.astimezone(ZoneInfo(district.time_zone)).date()


def school_year(on: date) -> int:
    """The year in which the academic year of this day began."""
    return on.year if on.month >= SEPTEMBER else on.year - 1


def choices(on: date) -> list[Choice]:
    """The academic year of this day and the next one, their halves, this month and the next."""
    first = school_year(on)
    found = [
        _choice(Period.YEAR, date(year, 9, 1), date(year + 1, 8, 31)) for year in (first, first + 1)
    ]
    found.append(_choice(Period.HALF, date(first, 9, 1), date(first, 12, 31)))
    found.append(_choice(Period.HALF, date(first + 1, 1, 1), date(first + 1, JUNE, 30)))
    begins = on.replace(day=1)
    for _month in range(2):
        last = begins.replace(day=monthrange(begins.year, begins.month)[1])
        found.append(_choice(Period.MONTH, begins, last))
        begins = last + timedelta(days=1)
    return found


def _choice(period: Period, starts_on: date, ends_on: date) -> Choice:
    return Choice(
        f"{period}:{starts_on:%Y-%m}", period_name(period, starts_on, ends_on), period, starts_on,
        ends_on,
    )  # fmt: skip


def period_name(period: str, starts_on: date, ends_on: date) -> str:
    """«2026/27 учебный год», «сентябрь 2026», «1.09.2026–31.12.2026»."""
    if period == Period.YEAR:
        return f"{starts_on.year}/{ends_on:%y} учебный год"
    if period == Period.HALF:
        which = "первое" if starts_on.month >= SEPTEMBER else "второе"
        year = school_year(starts_on)
        return f"{which} полугодие {year}/{(year + 1) % 100:02d} учебного года"
    if period == Period.MONTH:
        return f"{str(dates.MONTHS[starts_on.month]).lower()} {starts_on.year}"
    return f"{starts_on:%d.%m.%Y}–{ends_on:%d.%m.%Y}"
