"""Plans and projects of the demonstration, made by the same actions that people use."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from staffroom.core import clock
from staffroom.core.richtext import from_text
from staffroom.core.viewer import SYSTEM, Viewer
from staffroom.demo.furnishing import acting
from staffroom.features.plans.actions import lines, plans, projects, results, tasks, teams
from staffroom.features.plans.models import Plan, Project
from staffroom.features.plans.policies.plans import is_approved_here
from staffroom.features.plans.queries import periods
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_of
from staffroom.shared.publications.models import Publication

People = Mapping[str, Person]


def plan_all(
    texts: Mapping[str, Any], communities: Mapping[str, Community], people: People, *, now: datetime
) -> None:
    """Write what the texts say of plans, rubrics and projects."""
    for row in texts.get("plan", ()):
        with clock.told(now - timedelta(days=60)):
            _plan(row, communities[row["community"]], people, now=now)
    for row in texts.get("rubric", ()):
        plans.set_rubric(
            community=communities[row["community"]], weekday=row["weekday"], title=row["title"],
            actor=SYSTEM,
        )  # fmt: skip
    for row in texts.get("project", ()):
        with clock.told(now - timedelta(days=40)):
            _project(row, communities[row["community"]], people, now=now)


def _plan(row: Mapping[str, Any], home: Community, people: People, *, now: datetime) -> None:
    leader, began = acting(people[row["leader"]]), now - timedelta(days=60)
    today = periods.today_in(home.district, now)
    year = periods.choices(today)[0]
    plan = plans.begin_plan(
        community=home, period=year.period, starts_on=year.starts_on, ends_on=year.ends_on,
        text=from_text(row["text"]), actor=leader, at=began,
    )  # fmt: skip
    made = [(_line(plan, one, people, leader, today, began), one) for one in row["line"]]
    if is_approved_here(home):
        plans.submit_plan(plan=plan, actor=leader, at=began)
        if row.get("waits"):
            return
        plans.approve_plan(plan=plan, actor=SYSTEM, at=began + timedelta(days=3))
    else:
        plans.bring_in_force(plan=plan, actor=leader, at=began)
    lately = now - timedelta(hours=26)
    with clock.told(lately):
        _carried_out(made, plan, leader, today, lately)


def _carried_out(
    made: list[tuple[Any, Mapping[str, Any]]], plan: Plan, leader: Any, today: date, at: datetime
) -> None:
    for line, one in made:
        if "outcome" in one:
            lines.hold_line(line=line, outcome=one["outcome"], actor=leader, at=at)
        elif "moved" in one:
            to = _inside(plan, today + timedelta(days=one["to"]))
            if to != line.starts_on:
                lines.move_line(
                    line=line, to=to, ends_on=None, words=one["moved"], actor=leader, at=at
                )
        elif "cancelled" in one:
            lines.cancel_line(line=line, words=one["cancelled"], actor=leader, at=at)


def _inside(plan: Plan, on: date) -> date:
    return min(max(on, plan.starts_on), plan.ends_on)


def _line(
    plan: Plan, row: Mapping[str, Any], people: People, leader: Any, today: date, at: datetime
) -> Any:
    content = lines.Content(
        title=row["title"], starts_on=_inside(plan, today + timedelta(days=row["days"])),
        is_stage=row.get("is_stage", False), form=row.get("form", ""), result=row.get("result", ""),
    )  # fmt: skip
    who = people[row["who"]] if "who" in row else None
    line = lines.add_line(plan=plan, content=content, responsible=who, actor=leader, at=at)
    if who is not None and line.acceptance == "asked" and not row.get("asked"):
        lines.accept_line(line=line, actor=acting(who), at=at)
    return line


def _project(row: Mapping[str, Any], home: Community, people: People, *, now: datetime) -> None:
    at, leader = now - timedelta(days=40), acting(people[row["leader"]])
    today = periods.today_in(home.district, now)
    content = projects.Content(
        title=row["title"], goal=row["goal"], text=from_text(row["text"]), places=row.get("places"),
        starts_on=today - timedelta(days=40), ends_on=today + timedelta(days=row["ends_in"]),
    )  # fmt: skip
    made = projects.begin_project(
        community=home, kind=row.get("kind", "project"), content=content, actor=leader, at=at
    )
    for key in row.get("team", ()):
        mate = teams.invite_in(project=made, person=people[key], actor=leader, at=at)
        teams.answer_invitation(mate=mate, accepts=True, actor=acting(people[key]), at=at)
        made.refresh_from_db(fields=["mate_n"])
    for key in row.get("asks", ()):
        lately = now - timedelta(hours=30)
        asking = viewer_of(people[key], at=lately)[0]
        with clock.told(lately):
            teams.ask_in(project=made, words=row["ask_words"], actor=asking, at=lately)
    for words, days in row.get("stages", ()):
        until = today + timedelta(days=days)
        stage = projects.add_stage(project=made, title=words, until_on=until, actor=leader)
        if days < 0:
            projects.mark_stage(stage=stage, is_done=True, actor=leader, on=until)
    for one in row.get("task", ()):
        _task(made, one, people, leader, today, at)
    if row.get("is_running", True):
        projects.start_project(project=made, actor=leader)
    _brought(made, row, leader, now)


def _brought(made: Project, row: Mapping[str, Any], leader: Viewer, now: datetime) -> None:
    """What the project named as its results, and its end."""
    home = made.community
    lately = now - timedelta(days=4)
    works = Publication.objects.filter(district=home.district, title__in=row.get("results", ()))
    with clock.told(lately):
        for work in works.order_by("pk"):
            results.tie_result(project=made, publication=work, actor=leader, at=lately)
        if "outcome" in row:
            projects.close_project(
                project=made, state="done", outcome=row["outcome"], actor=leader, at=lately
            )


def _task(
    made: Any, row: Mapping[str, Any], people: People, leader: Any, today: date, at: datetime
) -> None:
    who = people[row["who"]] if "who" in row else None
    task = tasks.add_task(
        project=made, title=row["title"], due_on=today + timedelta(days=row["days"]), person=who,
        actor=leader, at=at,
    )  # fmt: skip
    if who is None or row.get("offered"):
        return
    if task.state == "offered":
        tasks.take_task(task=task, actor=viewer_of(who, at=at)[0], at=at)
    if "done" in row:
        tasks.finish_task(task=task, words=row["done"], actor=acting(who), on=today)
