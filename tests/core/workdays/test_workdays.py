"""Ends of terms: dated cases, counted by hand with the calendars of 2024-2027."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from staffroom.core.workdays import Unit, region_named, regions, workdays

DAYS, WORKING, WEEKS = Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS
MONTHS, YEARS = Unit.MONTHS, Unit.YEARS

# region, day of the act, count, unit, last day, why
CASES = [
    # calendar days
    ("", "2026-09-14", 7, DAYS, "2026-09-21", "Monday to Monday"),
    ("", "2026-09-12", 7, DAYS, "2026-09-21", "an end on Saturday goes to Monday"),
    ("", "2026-09-13", 7, DAYS, "2026-09-21", "an end on Sunday goes to Monday"),
    ("", "2026-09-14", 1, DAYS, "2026-09-15", "the day of the act is not counted"),
    ("", "2026-09-18", 1, DAYS, "2026-09-21", "Friday and a day is Saturday"),
    ("", "2025-12-30", 7, DAYS, "2026-01-12", "6 January, and the holidays last until the 11th"),
    ("", "2026-12-30", 7, DAYS, "2027-01-11", "the eighth is a Friday off, then a weekend"),
    ("", "2024-12-30", 7, DAYS, "2025-01-09", "the holidays of 2025 end on the eighth"),
    ("", "2026-02-16", 7, DAYS, "2026-02-24", "23 February"),
    ("", "2026-03-01", 7, DAYS, "2026-03-10", "8 March is a Sunday, so the ninth is off"),
    ("", "2026-03-02", 7, DAYS, "2026-03-10", "the ninth is off"),
    ("", "2025-03-03", 7, DAYS, "2025-03-10", "8 March 2025 went to 13 June: the tenth is worked"),
    ("", "2025-02-16", 7, DAYS, "2025-02-24", "23 February 2025 went to 8 May: the 24th is worked"),
    ("", "2025-06-06", 7, DAYS, "2025-06-16", "13 June 2025 is off by the decree"),
    ("", "2025-05-01", 7, DAYS, "2025-05-12", "8 and 9 May are off, then a weekend"),
    ("", "2024-04-20", 7, DAYS, "2024-04-27", "a Saturday that was worked"),
    ("", "2024-04-22", 7, DAYS, "2024-05-02", "29 and 30 April were off, then 1 May"),
    ("", "2024-10-26", 7, DAYS, "2024-11-02", "another worked Saturday"),
    ("", "2025-10-25", 7, DAYS, "2025-11-01", "1 November 2025 was worked"),
    ("", "2025-10-27", 7, DAYS, "2025-11-05", "3 and 4 November were off"),
    ("", "2026-05-01", 10, DAYS, "2026-05-12", "9 May is a Saturday, so the 11th is off"),
    ("", "2027-02-13", 7, DAYS, "2027-02-20", "20 February 2027 is worked"),
    ("", "2027-02-15", 7, DAYS, "2027-02-24", "22 February 2027 is off"),
    ("", "2027-06-05", 7, DAYS, "2027-06-15", "12 June is a Saturday, so the 14th is off"),
    ("", "2027-10-29", 7, DAYS, "2027-11-08", "5 November 2027 is off"),
    ("", "2026-12-24", 7, DAYS, "2027-01-11", "31 December 2026 is off"),
    # working days
    ("", "2026-09-14", 5, WORKING, "2026-09-21", "a week of five days"),
    ("", "2026-09-18", 1, WORKING, "2026-09-21", "Friday, then Monday"),
    ("", "2025-12-29", 3, WORKING, "2026-01-13", "30 December, then 12 and 13 January"),
    ("", "2026-12-28", 5, WORKING, "2027-01-13", "two in December, three in January"),
    ("", "2026-02-20", 1, WORKING, "2026-02-24", "over 23 February"),
    ("", "2026-03-06", 2, WORKING, "2026-03-11", "over the weekend of 8 March"),
    ("", "2024-04-26", 2, WORKING, "2024-05-02", "the worked Saturday is counted, then four days off"),
    ("", "2025-10-31", 2, WORKING, "2025-11-05", "the worked Saturday is counted"),
    ("", "2026-04-30", 10, WORKING, "2026-05-18", "both holidays of May"),
    ("", "2027-02-19", 2, WORKING, "2027-02-24", "Saturday is worked, Monday and Tuesday are off"),
    ("", "2026-06-11", 1, WORKING, "2026-06-15", "over the day of Russia"),
    # weeks, months, years
    ("", "2026-09-14", 1, WEEKS, "2026-09-21", "a week ends on the same weekday"),
    ("", "2026-02-23", 2, WEEKS, "2026-03-10", "a week that ends on a day off"),
    ("", "2026-01-31", 1, MONTHS, "2026-03-02", "28 February is a Saturday"),
    ("", "2027-11-30", 3, MONTHS, "2028-02-29", "a leap year has the 29th"),
    ("", "2026-08-31", 1, MONTHS, "2026-09-30", "a shorter month"),
    ("", "2026-12-14", 1, MONTHS, "2027-01-14", "over the year's end"),
    ("", "2024-02-29", 1, YEARS, "2025-02-28", "no 29th in 2025"),
    ("", "2025-09-01", 1, YEARS, "2026-09-01", "a school year"),
    # Tatarstan: own days, a weekend gives nothing more
    ("tatarstan", "2026-03-13", 7, DAYS, "2026-03-23", "Uraza-bairam is a Friday"),
    ("", "2026-03-13", 7, DAYS, "2026-03-20", "elsewhere that Friday is worked"),
    ("tatarstan", "2026-05-26", 1, WORKING, "2026-05-28", "Kurban-bairam"),
    ("tatarstan", "2026-08-28", 1, WORKING, "2026-08-31", "30 August is a Sunday and moves nothing"),
    ("tatarstan", "2026-11-03", 1, WORKING, "2026-11-05", "unity day"),
    ("tatarstan", "2026-11-05", 1, WORKING, "2026-11-09", "the day of the constitution is a Friday"),
    ("tatarstan", "2024-08-23", 7, DAYS, "2024-09-02", "the day of the republic is a Friday"),
    ("tatarstan", "2025-03-29", 2, DAYS, "2025-03-31", "Uraza-bairam on a Sunday gives no Monday"),
    # Sakha: a day off that meets a holiday goes on
    ("sakha", "2026-04-24", 1, WORKING, "2026-04-28", "the day of the republic is a Monday"),
    ("sakha", "2025-04-25", 1, WORKING, "2025-04-29", "27 April 2025 was a Sunday, so the 28th was off"),
    ("sakha", "2026-06-19", 1, WORKING, "2026-06-23", "Ysyakh is a Sunday, so the 22nd is off"),
    ("", "2026-06-19", 1, WORKING, "2026-06-22", "elsewhere that Monday is worked"),
]  # fmt: skip


@pytest.mark.parametrize(("region", "begins", "count", "unit", "ends", "why"), CASES)
def test_the_last_day_of_a_term(
    region: str, begins: str, count: int, unit: Unit, ends: str, why: str
) -> None:
    found = workdays(region).last_day(date.fromisoformat(begins), count, unit)
    assert found == date.fromisoformat(ends), why


@pytest.mark.parametrize(
    ("zone", "began", "ends"),
    [
        # 23:30 in Moscow is already the next day in Olyokminsk
        ("Europe/Moscow", "2026-09-14T20:30", "2026-09-21T23:59:59+03:00"),
        ("Asia/Yakutsk", "2026-09-14T20:30", "2026-09-22T23:59:59+09:00"),
        ("Asia/Yakutsk", "2026-09-14T14:59", "2026-09-21T23:59:59+09:00"),
        ("Asia/Yakutsk", "2026-09-14T15:00", "2026-09-22T23:59:59+09:00"),
        # clocks put forward on 29 March and back on 25 October
        ("Europe/Berlin", "2026-03-26T10:00", "2026-04-02T23:59:59+02:00"),
        ("Europe/Berlin", "2026-10-22T10:00", "2026-10-29T23:59:59+01:00"),
    ],
)
def test_a_term_ends_with_the_day_where_it_is_kept(zone: str, began: str, ends: str) -> None:
    at = datetime.fromisoformat(began).replace(tzinfo=UTC)
    found = workdays().end_of_term(at, 7, DAYS, ZoneInfo(zone))
    assert found.isoformat() == ends


def test_days_left_are_counted_both_ways() -> None:
    days, last = workdays(), date(2026, 3, 10)
    assert days.days_left(date(2026, 3, 6), last) == 4
    assert days.days_left(date(2026, 3, 6), last, WORKING) == 1
    assert days.days_left(last, last, WORKING) == 0
    assert days.days_left(date(2026, 3, 12), last, WORKING) == -2


def test_days_before_are_working_ones() -> None:
    assert workdays().before(date(2026, 5, 12), 2) == date(2026, 5, 7)
    assert workdays("tatarstan").before(date(2026, 3, 23), 1) == date(2026, 3, 19)


def test_a_region_is_known_by_its_name() -> None:
    assert region_named(" республика татарстан ") == "tatarstan"
    assert region_named("Республика Мордовия") == ""


def test_a_term_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="a term of 0 days"):
        workdays().last_day(date(2026, 9, 14), 0)


def test_an_unknown_region_is_refused() -> None:
    assert set(regions()) == {"tatarstan", "sakha"}
    with pytest.raises(KeyError):
        workdays("atlantis")


def test_the_installations_own_file_adds_days(tmp_path: Path) -> None:
    """A new year's decree and a region's new day need no new version of the product."""
    (tmp_path / "workdays.toml").write_text(
        '[moved.2028]\n"2028-01-02" = "2028-03-10"\n[region.tatarstan]\ndates = ["2027-03-10"]\n'
        '[region.mordovia]\nname = "Мордовия"\ndates = ["2026-09-15"]\n',
        encoding="utf-8",
    )
    ours = workdays("tatarstan", tmp_path)
    assert not ours.is_working(date(2028, 3, 10))
    assert ours.is_settled(2028)
    assert not workdays().is_settled(2028)
    assert not ours.is_working(date(2027, 3, 10))
    assert not ours.is_working(date(2026, 3, 20)), "what was known stays"
    assert regions(tmp_path)["mordovia"] == "Мордовия"
    assert not workdays("mordovia", tmp_path).is_working(date(2026, 9, 15))


@pytest.mark.parametrize(
    ("year", "working"), [(2023, 247), (2024, 248), (2025, 247), (2026, 247), (2027, 247)]
)
def test_a_year_has_as_many_working_days_as_the_production_calendar_says(
    year: int, working: int
) -> None:
    days = [
        date.fromordinal(n)
        for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    ]
    assert sum(map(workdays().is_working, days)) == working
