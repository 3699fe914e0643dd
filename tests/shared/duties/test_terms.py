"""Reminders, overdue, controllers: what time brings, and what it never does."""

from datetime import UTC, date, datetime, timedelta
import inspect
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core import mail
from django.test import Client
import pytest

from staffroom.core import clock, jobs
from staffroom.core.jobs import queue, run_once
from staffroom.core.jobs.worker import perform
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.core.workdays import Unit
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import (
    Admission,
    AdmissionState,
    CommunityState,
    RoleGrant,
    ScopeKind,
)
from staffroom.shared.communities.queries.viewers import viewer_for
from staffroom.shared.duties import actions, policies, queries
from staffroom.shared.duties.jobs import escalate_overdue, remind_of_terms
from staffroom.shared.duties.models import Duty, DutyRecord, Escalation
from staffroom.shared.duties.registry import DutyKind, Outcome
from staffroom.shared.notifications.models import MailSetting, NoticeRow
from staffroom.shared.organizations.models import District
from staffroom.shared.regulations import actions as regulations
from tests.factories import world as factory
from tests.factories.people import person, sign_in
from tests.shared.accounts.pages import text_of

MOSCOW = ZoneInfo("Europe/Moscow")
MONDAY = datetime(2026, 9, 14, 12, 0, tzinfo=MOSCOW)


@pytest.fixture
def world(db: Any) -> factory.World:
    """The small district."""
    return factory.make_world()


def owe(
    world: factory.World,
    *,
    due_at: datetime | None,
    at: datetime = MONDAY,
    owner: Person | None = None,
    kind: str = DutyKind.REQUEST,
    number: int = 1,
    **more: Any,
) -> Duty:
    """Something owed by a person, or by those who moderate the community."""
    who: dict[str, Any] = (
        {"owner_id": owner.pk}
        if owner
        else {"power": Power.MODERATE, "scope": ("community", world.community.pk)}
    )
    made = actions.open_duty(
        kind=kind, district_id=world.district.pk, subject=("thing", number), title="Решить",
        url="/", due_at=due_at, actor=SYSTEM, at=at, **who, **more,
    )  # fmt: skip
    assert made is not None
    return made


def hours_of(day: date, zone: ZoneInfo = MOSCOW) -> list[datetime]:
    """The hours of a day that matter: night, morning, noon, evening."""
    return [
        datetime(day.year, day.month, day.day, hour, 40, tzinfo=zone) for hour in (3, 8, 13, 22)
    ]


def work(moment: datetime) -> None:
    """What the site does in an hour of its own."""
    with clock.told(moment):
        remind_of_terms()
        escalate_overdue()
    post(moment)


def post(moment: datetime) -> None:
    """What waits in the queue is done, without the schedules."""
    with clock.told(moment):
        while rows := queue.claim(worker="test", at=moment):
            perform(rows)


def days(first: date, last: date) -> list[date]:
    """Every day of a stretch."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def reminded(duty: Duty) -> list[date]:
    rows = DutyRecord.objects.filter(duty=duty, act="reminded").order_by("at")
    return [row.at.astimezone(MOSCOW).date() for row in rows]


def told(who: Person, kind: str) -> list[str]:
    rows = NoticeRow.objects.filter(person=who, kind=kind).order_by("pk")
    return [f"{row.at.astimezone(MOSCOW):%d.%m %H} {row.text}" for row in rows]


def test_reminders_come_on_the_days_of_the_regulation_once_a_day(world: factory.World) -> None:
    """Three working days before, one, and on the last day; the weekend is stepped over."""
    last = datetime(2026, 9, 22, 23, 59, 59, tzinfo=MOSCOW)  # a Tuesday
    duty = owe(world, due_at=last)
    for day in days(date(2026, 9, 14), date(2026, 9, 22)):
        for moment in hours_of(day):
            work(moment)
    assert reminded(duty) == [date(2026, 9, 17), date(2026, 9, 21), date(2026, 9, 22)]
    assert told(world.galina, "duties.due") == [
        "17.09 08 Подходит срок дела: осталось 5 дней",
        "21.09 08 Подходит срок дела: осталось 1 день",
        "22.09 08 Сегодня последний день срока одного из ваших дел",
    ]
    assert not NoticeRow.objects.exclude(person=world.galina).filter(kind="duties.due").exists()


def test_a_day_on_which_the_site_stood_still_is_made_good(world: factory.World) -> None:
    duty = owe(world, due_at=datetime(2026, 9, 22, 23, 59, 59, tzinfo=MOSCOW))
    work(datetime(2026, 9, 18, 10, 0, tzinfo=MOSCOW))  # Thursday's is sent on Friday
    work(datetime(2026, 9, 18, 11, 0, tzinfo=MOSCOW))
    assert reminded(duty) == [date(2026, 9, 18)]


def test_nobody_is_reminded_of_what_is_about_himself_or_not_his(world: factory.World) -> None:
    """A duty of a power reaches those who hold it, but for the one whom it is about."""
    irina = person("Ирина Белова")
    factory.grant(irina, ScopeKind.COMMUNITY, world.community.pk, "moderator", Power.MODERATE)
    late = person("Олег Дымов")
    held = factory.grant(late, ScopeKind.COMMUNITY, world.community.pk, "moderator", Power.MODERATE)
    RoleGrant.objects.filter(pk=held.pk).update(to_at=MONDAY)
    owe(world, due_at=MONDAY + timedelta(days=1, hours=9), about_id=irina.pk)
    work(datetime(2026, 9, 15, 9, 0, tzinfo=MOSCOW))
    told_of_it = NoticeRow.objects.filter(kind="duties.due")
    assert set(told_of_it.values_list("person__name", flat=True)) == {"Галина Ветрова"}


def test_the_letter_waits_for_the_morning_and_the_choice_of_the_reader(
    world: factory.World,
) -> None:
    """Quiet hours: a reminder of Yakutsk's morning is no letter in Moscow's night."""
    District.objects.filter(pk=world.district.pk).update(time_zone="Asia/Yakutsk")
    MailSetting.objects.create(person=world.anna, zone="Europe/Moscow")
    owe(world, due_at=datetime(2026, 9, 15, 23, 59, 59, tzinfo=ZoneInfo("Asia/Yakutsk")), owner=world.anna,
        at=MONDAY - timedelta(days=5))  # fmt: skip
    mail.outbox.clear()
    work(datetime(2026, 9, 15, 8, 40, tzinfo=ZoneInfo("Asia/Yakutsk")))  # 2:40 in Moscow
    assert told(world.anna, "duties.due")
    assert mail.outbox == []
    post(datetime(2026, 9, 15, 8, 1, tzinfo=MOSCOW))
    assert [letter.to for letter in mail.outbox] == [[world.anna.email]]


class TestControllers:
    @pytest.fixture
    def overdue(self, world: factory.World) -> list[Duty]:
        """Three duties overdue since Friday, one that is about the coordinator himself."""
        friday = datetime(2026, 9, 11, 23, 59, 59, tzinfo=MOSCOW)
        early = MONDAY - timedelta(days=10)
        made = [owe(world, due_at=friday, at=early, number=n) for n in range(3)]
        made.append(owe(world, due_at=friday, at=early, number=9, about_id=world.dmitry.pk))
        owe(world, due_at=friday, at=early, number=10, owner=world.anna, kind=DutyKind.INVITATION)
        return made

    def test_one_notice_a_working_day_names_them_all(
        self, world: factory.World, overdue: list[Duty]
    ) -> None:
        for day in days(date(2026, 9, 12), date(2026, 9, 20)):
            for moment in hours_of(day):
                work(moment)
        assert told(world.dmitry, "duties.overdue") == [
            f"{day}.09 08 Под вашим контролем 3 дела просрочены" for day in (14, 15, 16, 17, 18)
        ]
        assert set(
            NoticeRow.objects.filter(kind="duties.overdue").values_list("person__name", flat=True)
        ) == {"Дмитрий Лаптев"}
        assert Escalation.objects.count() == 5
        line = DutyRecord.objects.get(duty=overdue[0], act="escalated")
        assert (line.person_id, line.n) == (world.dmitry.pk, 5)
        assert not DutyRecord.objects.filter(duty=overdue[3], act="escalated").exists()

    def test_what_is_done_is_no_longer_told(
        self, world: factory.World, overdue: list[Duty]
    ) -> None:
        for n in range(3):
            actions.close_duties(
                subject=("thing", n), outcome=Outcome.DONE, actor=SYSTEM, at=MONDAY
            )
        work(MONDAY)
        assert told(world.dmitry, "duties.overdue") == []

    def test_a_named_controller_is_told_instead_until_he_leaves(
        self, client: Client, world: factory.World, overdue: list[Duty], frozen: Any
    ) -> None:
        """Борис holds no role: he controls one order's line, sees it, and nothing else (BT-O.2)."""
        actions.name_controller(duty=overdue[0], to=world.boris, actor=SYSTEM, at=MONDAY)
        work(MONDAY)
        assert told(world.boris, "duties.overdue") == [
            "14.09 12 Под вашим контролем 1 дело просрочено"
        ]
        assert told(world.dmitry, "duties.overdue") == [
            "14.09 12 Под вашим контролем 2 дела просрочены"
        ]
        boris = sign_in(client, world.boris)
        words = text_of(boris.get("/home/duties/control/"))
        assert words.count("Пока никто не взял") == 1
        assert boris.get(f"/home/duties/{overdue[0].pid}/").status_code == 200
        assert boris.get(f"/home/duties/{overdue[1].pid}/").status_code == 404
        Admission.objects.filter(person=world.boris).update(state=AdmissionState.LEFT)
        work(MONDAY + timedelta(days=1))
        assert len(told(world.boris, "duties.overdue")) == 1
        assert told(world.dmitry, "duties.overdue")[-1].endswith("3 дела просрочены")

    def test_who_lost_the_rights_is_told_nothing(
        self, world: factory.World, overdue: list[Duty]
    ) -> None:
        """The leading role without a power over the district's work opens nothing."""
        RoleGrant.objects.filter(person=world.dmitry).update(powers=int(Power.PUBLISH_NEWS))
        work(MONDAY)
        assert not NoticeRow.objects.filter(kind="duties.overdue").exists()

    def test_the_leading_role_is_the_regulations(
        self, world: factory.World, overdue: list[Duty]
    ) -> None:
        """The methodist of the district is told where `roles.lead` names his role."""
        olga = person("Ольга Мирная")
        factory.admit(olga, world.district)
        factory.grant(
            olga, ScopeKind.DISTRICT, world.district.pk, "methodist", Power.SEE_STATISTICS
        )
        work(MONDAY)
        assert told(olga, "duties.overdue") == []
        regulations.change_keys(
            profile=world.community.profile, changes={"roles.lead": "methodist"}, actor=SYSTEM,
            at=MONDAY,
        )  # fmt: skip
        work(MONDAY + timedelta(days=1))
        assert told(olga, "duties.overdue") == ["15.09 12 Под вашим контролем 4 дела просрочены"]
        assert len(told(world.dmitry, "duties.overdue")) == 1


@pytest.mark.once
def test_a_year_of_terms(world: factory.World) -> None:
    """From 1 September 2026 to 31 August 2027 in Tatarstan: a duty each second week, half of them late.

    Reminders and escalations come on working days, no day twice though the evening is tried again, none
    on the 6th of November or in the New Year's holidays; what nobody does stays open.
    """
    District.objects.filter(pk=world.district.pk).update(region="Республика Татарстан")
    world.district.refresh_from_db()
    begun = datetime(2026, 9, 1, 12, 0, tzinfo=MOSCOW)
    calendar = queries.workdays_of(world.district)
    made: list[Duty] = []
    for day in days(date(2026, 9, 1), date(2027, 8, 31)):
        noon = datetime(day.year, day.month, day.day, 12, 0, tzinfo=MOSCOW)
        if (day - begun.date()).days % 14 == 0:
            due_at = queries.due_after(7, Unit.DAYS, noon, world.district)
            made.append(owe(world, due_at=due_at, at=noon, number=len(made)))
        for number, duty in enumerate(made):
            if number % 2 == 0 and duty.made_at.date() == day - timedelta(days=5):
                actions.close_duties(
                    subject=("thing", number), outcome=Outcome.DONE, actor=SYSTEM, at=noon
                )
        with clock.told(noon.replace(hour=9)):
            remind_of_terms()
            escalate_overdue()
        if day.day % 9 == 0:
            with clock.told(noon.replace(hour=23)):
                remind_of_terms()
                escalate_overdue()

    assert len(made) == 27
    told_on = list(Escalation.objects.order_by("on").values_list("on", flat=True))
    assert all(calendar.is_working(day) for day in told_on)
    first = made[1].due_at
    assert first is not None
    expected = [
        day for day in days(first.astimezone(MOSCOW).date() + timedelta(days=1), date(2027, 8, 31))
        if calendar.is_working(day)
    ]  # fmt: skip
    assert told_on == expected
    assert date(2026, 11, 6) not in told_on
    assert not [day for day in told_on if date(2026, 12, 31) <= day <= date(2027, 1, 10)]
    for duty in made:
        on = reminded(duty)
        assert len(on) == len(set(on))
        assert all(calendar.is_working(day) for day in on)
    new_year = next(one for one in made if one.made_at.date() == date(2026, 12, 22))
    assert new_year.due_at == datetime(2026, 12, 29, 23, 59, 59, tzinfo=MOSCOW)
    assert not Duty.objects.filter(subject_id__in=range(1, 26, 2)).exclude(closed_at=None).exists()
    assert Duty.objects.filter(is_kept=True).count() == 13
    assert not Duty.objects.filter(is_kept=False).exists()


class TestNothingHappensByItself:
    def test_no_job_closes_or_approves(self) -> None:
        """The names of what ends a duty or decides a thing stand in no job of the product."""
        ends = (
            "close_duty",
            "close_duties",
            "close_scope",
            "admissions.admit(",
            "decide_request",
            "approve",
        )
        folder = Path(inspect.getfile(jobs)).parents[2]
        sources = [*folder.rglob("jobs.py"), *folder.rglob("jobs/*.py")]
        assert len(sources) > 10
        found = [
            f"{path.relative_to(folder)}: {word}"
            for path in sources
            for word in ends
            if word in path.read_text(encoding="utf-8")
        ]
        assert found == []

    @pytest.mark.once
    def test_every_scheduled_job_leaves_an_unanswered_application_open(
        self, world: factory.World
    ) -> None:
        """Half a year after the term the application still waits, the community is as it was."""
        newcomer = person("Елена Рогова")
        asked = Admission.objects.create(
            person=newcomer, district=world.district, organization=world.organization,
            position="subject_teacher", state=AdmissionState.WAITING, asked_at=MONDAY,
        )  # fmt: skip
        duty = owe(world, due_at=MONDAY + timedelta(days=7), kind=DutyKind.ADMISSION)
        later = MONDAY + timedelta(days=183)
        with clock.told(later):
            for name in jobs.schedules:
                jobs.registry[name]()
        run_once(at=later)
        duty.refresh_from_db()
        asked.refresh_from_db()
        world.community.refresh_from_db()
        assert (duty.closed_at, duty.outcome) == (None, "")
        assert (asked.state, asked.decided_at) == (AdmissionState.WAITING, None)
        assert world.community.state == CommunityState.ACTIVE


class TestTermsOfTheRegulation:
    def test_days_with_their_calendar_in_the_districts_zone(self, world: factory.World) -> None:
        """`due_after` counts by the district's region and clock: the same moment, different last days."""
        moment = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)  # 23:30 on Thursday in Moscow
        found = {}
        for region, zone in (("", "Europe/Moscow"), ("Республика Татарстан", "Europe/Moscow"),
                             ("Республика Саха (Якутия)", "Asia/Yakutsk")):  # fmt: skip
            district = District(region=region, time_zone=zone)
            end = queries.due_after(8, Unit.DAYS, moment, district)
            found[region] = f"{end.astimezone(ZoneInfo(zone)):%d.%m %H:%M:%S}"
        assert found == {
            "": "20.03 23:59:59",
            "Республика Татарстан": "23.03 23:59:59",
            "Республика Саха (Якутия)": "23.03 23:59:59",
        }

    def test_a_running_procedure_ends_under_the_version_it_began_with(
        self, world: factory.World
    ) -> None:
        """Seven days when it began stay seven for it, though the regulation now says three."""
        change = regulations.change_keys
        profile = world.community.profile
        seven = {"creation.decision_days": {"days": 7, "calendar": "calendar"}}
        change(profile=profile, changes=seven, actor=SYSTEM, at=MONDAY)
        term = queries.term_by(
            queries.rules_in_force(world.district), "creation.decision_days", MONDAY, world.district
        )
        duty = owe(world, due_at=term.due_at, rules_id=term.rules_id, clause=term.clause)
        three = {"creation.decision_days": {"days": 3, "calendar": "working"}}
        change(profile=profile, changes=three, actor=SYSTEM, at=MONDAY)
        duty = Duty.objects.get(pk=duty.pk)
        assert duty.due_at == datetime(2026, 9, 21, 23, 59, 59, tzinfo=MOSCOW)
        again = queries.term_by(
            queries.rules_begun(duty), "creation.decision_days", MONDAY, world.district
        )
        assert again.due_at == duty.due_at
        now_in_force = queries.term_by(
            queries.rules_in_force(world.district), "creation.decision_days", MONDAY, world.district
        )
        assert now_in_force.due_at == datetime(2026, 9, 17, 23, 59, 59, tzinfo=MOSCOW)

    def test_a_regulation_without_a_term_sets_none(self, world: factory.World) -> None:
        rules = queries.rules_in_force(world.district)
        term = queries.term_by(rules, "creation.decision_days", MONDAY, world.district)
        assert (term.due_at, term.rules_id) == (None, rules.id)


def as_viewer(who: Person) -> Viewer:
    return viewer_for(who, at=MONDAY)


def test_the_faces_of_the_page_policy_agree(world: factory.World) -> None:
    """`visible_pages` and `may_open` answer alike for every duty and every person."""
    duties = [
        owe(world, due_at=MONDAY, number=1),
        owe(world, due_at=None, number=2, owner=world.anna),
        owe(world, due_at=None, number=3, owner=world.anna, kind=DutyKind.COAUTHOR),
        owe(world, due_at=MONDAY, number=4, about_id=world.galina.pk),
        owe(world, due_at=MONDAY, number=5, about_id=world.dmitry.pk),
        owe(world, due_at=MONDAY, number=6, controller_id=world.boris.pk),
        owe(world, due_at=MONDAY, number=7, controller_id=world.boris.pk, about_id=world.boris.pk),
    ]
    actions.close_duties(subject=("thing", 1), outcome=Outcome.DONE, actor=SYSTEM, at=MONDAY)
    opened = {}
    for who in (world.anna, world.boris, world.vera, world.galina, world.dmitry, world.timur):
        seen = set(policies.visible_pages(as_viewer(who)).values_list("pk", flat=True))
        rows = Duty.objects.order_by("pk")
        assert seen == {one.pk for one in rows if policies.may_open(as_viewer(who), one)}, who.name
        opened[who.first_name] = sorted(duties.index(one) + 1 for one in rows if one.pk in seen)
    assert opened == {
        "Анна": [2, 3],
        "Борис": [6],
        "Вера": [],
        "Галина": [1, 5, 6, 7],
        "Дмитрий": [1, 2, 4, 6, 7],
        "Тимур": [],
    }
