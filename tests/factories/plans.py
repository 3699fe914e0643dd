"""Plans and projects of the tests: one of each kind stands in the small district."""

from datetime import date
from typing import Any

from staffroom.core.viewer import SYSTEM
from staffroom.features.plans.actions import lines, plans, projects, tasks, teams
from staffroom.features.plans.models import Plan, PlanLine, Project, ProjectStage, Task
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.viewers import viewer_of
from tests.factories.world import THEN, World, acting

FROM, TO = date(2026, 9, 1), date(2027, 8, 31)


def plan_in_force(world: World) -> Plan:
    """Галина keeps it, members see it."""
    standing = Plan.objects.filter(community=world.community).first()
    if standing is not None:
        return standing
    home = Community.objects.select_related("district", "profile").get(pk=world.community.pk)
    galina = acting(world.galina)
    made = plans.begin_plan(
        community=home, period="year", starts_on=FROM, ends_on=TO, actor=galina, at=THEN
    )
    return plans.bring_in_force(plan=made, actor=galina, at=THEN)


def line_offered(world: World) -> PlanLine:
    """Анна is asked to be responsible."""
    plan = plan_in_force(world)
    content = lines.Content(title="Семинар", starts_on=date(2026, 10, 1))
    return lines.add_line(
        plan=plan, content=content, responsible=world.anna, actor=acting(world.galina), at=THEN
    )


def project(world: World, **said: Any) -> Project:
    """Галина leads it."""
    home = Community.objects.select_related("district", "profile").get(pk=world.community.pk)
    content = projects.Content(title="Банк задач", goal="Собрать задачи о районе", **said)
    return projects.begin_project(
        community=home, kind="project", content=content, actor=acting(world.galina), at=THEN
    )


def asked(world: World) -> Project:
    """Борис asks to be taken into its team."""
    made = project(world)
    teams.ask_in(
        project=made, words="Могу проверять", actor=viewer_of(world.boris, at=THEN)[0], at=THEN
    )
    return made


def invited(world: World) -> Project:
    """Анна is invited into its team."""
    made = project(world)
    teams.invite_in(project=made, person=world.anna, actor=acting(world.galina), at=THEN)
    return made


def stage(world: World) -> ProjectStage:
    """A step of the project."""
    made = project(world)
    return projects.add_stage(project=made, title="Сбор", until_on=None, actor=acting(world.galina))


def task(world: World) -> Task:
    """A task that nobody has taken; Анна is in the team."""
    made = invited(world)
    mate = made.mates.select_related("project__community__district").get()
    anna = acting(world.anna)
    teams.answer_invitation(mate=mate, accepts=True, actor=anna, at=THEN)
    return tasks.add_task(
        project=made, title="Придумать задачу", actor=acting(world.galina), at=THEN
    )


def plan_with(
    community: Community, *, held: int = 0, moved: int = 0, late: int = 0, ahead: int = 0
) -> Plan:
    """A plan in force with so many lines of each fate."""
    plan = plans.begin_plan(
        community=community, period="year", starts_on=FROM, ends_on=TO, actor=SYSTEM, at=THEN
    )
    plans.bring_in_force(plan=plan, actor=SYSTEM, at=THEN)

    def line(on: date) -> PlanLine:
        content = lines.Content(title="Встреча", starts_on=on)
        return lines.add_line(plan=plan, content=content, actor=SYSTEM, at=THEN)

    for _one in range(held):
        lines.hold_line(line=line(FROM), outcome="Собрались", actor=SYSTEM, at=THEN)
    for _one in range(moved):
        lines.move_line(
            line=line(FROM), to=date(2026, 12, 1), ends_on=None, words="Карантин", actor=SYSTEM,
            at=THEN,
        )  # fmt: skip
    for _one in range(late):
        line(FROM)
    for _one in range(ahead):
        line(date(2026, 11, 1))
    return plan
