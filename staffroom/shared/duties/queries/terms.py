"""Terms: the working days of a district, where a term ends, when it is reminded of, what is unanswered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BigIntegerField, Q

from staffroom.core.prepared import Prepared
from staffroom.core.workdays import Unit, Workdays, region_named, workdays
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.duties.models import Duty
from staffroom.shared.duties.registry import DutyKind
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.registry import kinds
from staffroom.shared.regulations.models import Profile
from staffroom.shared.regulations.queries.rules import Rules, values

WORKING_DAYS = 5
MOST_QUESTIONS = 500
BATCH = 500
REMIND_FROM = 8  # o'clock where the duty is owed
FARTHEST = timedelta(days=40)  # a reminder seven working days before, over the longest holidays


def workdays_of(district: District) -> Workdays:
    """The working days of a district: federal holidays, moved days, its region's own days."""
    folder = Path(settings.DATA_DIR)
    return workdays(region_named(district.region, folder), folder)


def working_days_before(moment: datetime, days: int, district: District) -> datetime:
    """The beginning of the day that lies so many of the district's working days before."""
    zone = ZoneInfo(district.time_zone)
    day = workdays_of(district).before(moment.astimezone(zone).date(), days)
    return datetime.combine(day, time(), zone)


def working_days_after(moment: datetime, days: int, district: District) -> datetime:
    """The last second of the day that lies so many of the district's working days ahead."""
    return due_after(days, Unit.WORKING_DAYS, moment, district)


def help_days(scope: Community | District) -> int:
    """Working days after which an unanswered question is raised (`consultations.sla_days`)."""
    return rules_of(scope).number("consultations.sla_days") or WORKING_DAYS


def unanswered(*, at: datetime) -> list[Publication]:
    """Questions that nobody has answered for longer than their community's regulation allows."""
    questions = [code for code, kind in kinds.items() if kind.is_question]
    open_or_by_hand = Q(closed_at=None) | ~Q(closing_words="")
    raised = Duty.objects.filter(open_or_by_hand, kind=DutyKind.UNANSWERED).values("subject_id")
    rows = (
        Publication.objects.filter(
            kind__in=questions, status=PublicationStatus.PUBLISHED, answered_at=None,
            solved_at=None, closed_at=None, published_at__lt=at - timedelta(days=1),
        )
        .exclude(home_community=None)
        .exclude(pk__in=raised)
        .select_related("home_community", "district")
        .order_by("published_at", "pk")
    )[:MOST_QUESTIONS]  # fmt: skip
    return [row for row in rows if _is_late(row, at)]


def _is_late(row: Publication, at: datetime) -> bool:
    if row.home_community is None or row.published_at is None:
        return False
    days = help_days(row.home_community)
    return row.published_at < working_days_before(at, days, row.district)


@dataclass(frozen=True, slots=True)
class Term:
    """The term of a duty: its end, the clause it comes from, the rules under which it began."""

    due_at: datetime | None
    clause: str
    rules_id: int


def due_after(days: int, unit: Unit, at: datetime, district: District) -> datetime:
    """The last second of a term that an act begins, by the district's clock and calendar.

    Args:
        days: how many units, at least one.
        unit: days, working days, weeks, months or years.
        at: the moment of the act; the term runs from the next day there.
        district: whose zone and whose days off count.

    Raises:
        ValueError: less than one unit.
    """
    return workdays_of(district).end_of_term(at, days, unit, ZoneInfo(district.time_zone))


def end_of(day: date, district: District) -> datetime:
    """The last second of a day that somebody named as a term; a day off moves on to a working one.

    Args:
        day: of the district.
        district: whose zone and whose days off count.
    """
    last = workdays_of(district).next_working(day)
    return datetime.combine(last, time(23, 59, 59), ZoneInfo(district.time_zone))


def term_by(rules: Rules, code: str, at: datetime, district: District) -> Term:
    """The term that a regulation sets by a key of days (`creation.decision_days`, BT-3.2.a).

    `rules` are kept on the duty by `rules_id`: hand them back by `rules_begun` when the procedure
    goes on, so that it ends under the version it began with.

    Args:
        rules: the rules in force, or those a running procedure began with.
        code: a key whose value is a number of days, or days with their calendar.
        at: the moment of the act that begins the term.
        district: whose zone and whose days off count.

    Returns:
        A term without an end where the regulation sets none.
    """
    value, clause = rules[code], rules.source(code).clause[:80]
    if value is None:
        return Term(None, clause, rules.id)
    if isinstance(value, int):
        return Term(due_after(value, Unit.WORKING_DAYS, at, district), clause, rules.id)
    unit = Unit.WORKING_DAYS if value["calendar"] == "working" else Unit.DAYS
    return Term(due_after(value["days"], unit, at, district), clause, rules.id)


def rules_in_force(scope: Community | District) -> Rules:
    """The rules that a procedure begun now would go by."""
    return rules_of(scope)


def rules_begun(duty: Duty) -> Rules:
    """The rules under which a duty began, whatever has been changed since."""
    return values(duty.rules_id) if duty.rules_id else rules_of(duty.district)


def reminders(*, at: datetime) -> Iterator[tuple[Duty, date]]:
    """Open duties whose owners are to be reminded today, with the day where they are owed.

    A reminder goes on working days from eight o'clock there, so many working days before the last
    one as `duties.remind_days` says; a day on which the site stood still is made good on the next one.
    """
    days_of = _DaysBefore()
    for duty in _due_within(at):
        zone = ZoneInfo(duty.district.time_zone)
        local = at.astimezone(zone)
        calendar, today = workdays_of(duty.district), local.date()
        if duty.due_at is None or local.hour < REMIND_FROM or not calendar.is_working(today):
            continue
        last, began = duty.due_at.astimezone(zone).date(), duty.made_at.astimezone(zone).date()
        since = max(began, duty.reminded_on or began)
        days = (_reminder_day(calendar, last, n) for n in days_of(duty))
        if any(since < day <= today for day in days):
            yield duty, today


def _reminder_day(calendar: Workdays, last: date, days: int) -> date:
    """The working day that lies so many working days before the last one of a term; 0 is that one itself."""
    return calendar.before(last, days if days or calendar.is_working(last) else 1)


def _due_within(at: datetime) -> Iterator[Duty]:
    """Open duties whose term ends soon, by key, a batch at a time."""
    soon = Duty.objects.filter(closed_at=None, due_at__gte=at, due_at__lte=at + FARTHEST)
    rows = soon.select_related("district").order_by("due_at", "pk")
    after: tuple[datetime, int] | None = None
    while True:
        found = rows
        if after is not None:
            found = rows.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], pk__gt=after[1]))
        batch = list(found[:BATCH])
        yield from batch
        if len(batch) < BATCH or batch[-1].due_at is None:
            return
        after = (batch[-1].due_at, batch[-1].pk)


class _DaysBefore:
    """`duties.remind_days` of the rules in force in each district, asked once in a run."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[int, ...]] = {}

    def __call__(self, duty: Duty) -> tuple[int, ...]:
        if duty.district_id not in self.known:
            self.known[duty.district_id] = remind_days(duty.district)
        return self.known[duty.district_id]


def remind_days(district: District) -> tuple[int, ...]:
    """How many working days before the end of a term a district reminds of it (`duties.remind_days`)."""
    try:
        return tuple(int(code) for code in rules_of(district).many("duties.remind_days"))
    except Profile.DoesNotExist:
        return ()


def districts_overdue(*, at: datetime) -> list[District]:
    """Districts with something overdue where a working day has begun."""
    late = Duty.objects.filter(closed_at=None, due_at__lt=at).values("district")
    found = District.objects.filter(pk__in=late).order_by("pk")
    return [one for one in found if _works(one, at)]


def _works(district: District, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(district.time_zone))
    return local.hour >= REMIND_FROM and workdays_of(district).is_working(local.date())


def today_in(district: District, at: datetime) -> date:
    """The day of a moment by the district's clock."""
    return at.astimezone(ZoneInfo(district.time_zone)).date()


def is_answered(publication_id: int) -> bool:
    """True when somebody else than the author has answered."""
    return Publication.objects.filter(pk=publication_id).exclude(answered_at=None).exists()


_open_question = Prepared(
    lambda key: Duty.objects.filter(
        subject_kind="publication", subject_id=key, kind=DutyKind.UNANSWERED, closed_at=None
    ).only("pk"),
    key=BigIntegerField(),
)


def is_question_open(publication_id: int) -> bool:
    """True when somebody owes this request for help an answer: asked at every reply."""
    return _open_question.plain(key=publication_id) is not None
