"""Rights over projects, their teams and tasks."""

from django.db.models import QuerySet

from staffroom.core.policy import ALLOW, HIDE, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.plans.models import (
    MateState,
    Project,
    ProjectKind,
    ProjectMate,
    ProjectState,
    Task,
    TaskState,
)
from staffroom.features.plans.policies.plans import may_see_plans, runs
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.shared.communities.queries.rules import rules_beside

FORM = "project"
STANDING: dict[str, str] = {
    MateState.IN: "Вы в команде.",
    MateState.ASKED: "Вы уже попросились в команду.",
    MateState.INVITED: "Вас пригласили: ответьте на приглашение.",
}


def visible_projects(viewer: Viewer, community: Community) -> QuerySet[Project]:
    """Projects of a community, for whoever sees its inside."""
    if not may_see_plans(viewer, community):
        return Project.objects.none()
    return Project.objects.filter(community=community)


def may_see(viewer: Viewer, project: Project) -> Verdict:
    """The face of `visible_projects` for one project."""
    return may_see_plans(viewer, project.community)


def may_begin(viewer: Viewer, community: Community, kind: str = ProjectKind.PROJECT) -> Verdict:
    """Begin a project: any member; an innovation site, those who lead (BB-2.1.5.a, PD-1.2.b)."""
    verdict = may_see_plans(viewer, community)
    if not verdict:
        return verdict
    if FORM not in rules_beside(community).many("forms.enabled"):
        return deny("По положению района новых проектов здесь не начинают.")
    if not (open_door := groups.may_speak(community)):
        return open_door
    if runs(viewer, community):
        return ALLOW
    if kind == ProjectKind.SITE:
        return deny("Инновационную площадку открывают те, кто ведёт сообщество.")
    if groups.is_member(viewer, community):
        return ALLOW
    return deny("Начать проект может участник сообщества.")


def may_lead(viewer: Viewer, project: Project) -> Verdict:
    """Change the project, its stages, tasks and team: its leader and those who lead the community."""
    if not may_see(viewer, project):
        return HIDE
    if project.is_closed:
        return deny("Проект закончен: его можно только читать.")
    leads = viewer.person_id == project.leader_id and groups.is_member(viewer, project.community)
    if leads or runs(viewer, project.community):
        return groups.may_speak(project.community)
    return deny("Это решает руководитель проекта.")


def may_ask(viewer: Viewer, project: Project, mate: ProjectMate | None) -> Verdict:
    """Ask to join: a member of the community, while there are open places."""
    if not may_see(viewer, project):
        return HIDE
    if project.is_closed:
        return deny("Проект закончен.")
    if viewer.person_id == project.leader_id:
        return deny("Вы руководите этим проектом.")
    if mate is not None and mate.state in STANDING:
        return deny(STANDING[mate.state])
    if not groups.is_member(viewer, project.community):
        return deny("В команду просятся участники сообщества.")
    if project.free_n == 0:
        return deny("Свободных мест в команде нет.")
    return groups.may_speak(project.community)


def is_in_team(viewer: Viewer, project: Project, mate: ProjectMate | None) -> bool:
    """True for the leader and for whoever was admitted."""
    if viewer.person_id is None:
        return False
    return viewer.person_id == project.leader_id or (
        mate is not None and mate.person_id == viewer.person_id and mate.state == MateState.IN
    )


def may_take(viewer: Viewer, task: Task, mate: ProjectMate | None) -> Verdict:
    """Take a free task: anybody of the team; nobody is given one against his will (BB-7.1.3)."""
    project = task.project
    if not may_see(viewer, project):
        return HIDE
    if project.is_closed:
        return deny("Проект закончен.")
    if task.state not in {TaskState.FREE, TaskState.OFFERED}:
        return deny("Задача уже взята.")
    if task.state == TaskState.OFFERED and task.owner_id != viewer.person_id:
        return deny("Задачу предложили коллеге: подождите его ответа.")
    if not is_in_team(viewer, project, mate):
        return deny("Задачи берёт команда проекта.")
    return groups.may_speak(project.community)


def may_decline(viewer: Viewer, task: Task) -> Verdict:
    """Decline an offered task, or give back one that was taken: its owner alone."""
    is_his = task.owner_id is not None and task.owner_id == viewer.person_id
    if not is_his or task.state not in {TaskState.OFFERED, TaskState.TAKEN}:
        return HIDE
    if task.project.is_closed:
        return deny("Проект закончен.")
    return groups.may_touch(task.project.community)


def may_finish(viewer: Viewer, task: Task) -> Verdict:
    """Say that a task is done: who took it."""
    if not may_see(viewer, task.project):
        return HIDE
    if task.state != TaskState.TAKEN or task.owner_id != viewer.person_id:
        return deny("Отмечает тот, кто взял задачу.")
    if task.project.is_closed:
        return deny("Проект закончен.")
    return groups.may_touch(task.project.community)


def may_remove_task(viewer: Viewer, task: Task) -> Verdict:
    """Take a task out of the project while nobody works at it."""
    if task.state in {TaskState.TAKEN, TaskState.DONE}:
        return deny("Над задачей работают: её можно только завершить или вернуть.")
    return may_lead(viewer, task.project)


def tiable_projects(viewer: Viewer, community: Community) -> QuerySet[Project]:
    """Projects whose result a publication may be named: of the leader, the team, or all for who leads."""
    found = visible_projects(viewer, community).exclude(state=ProjectState.STOPPED)
    if runs(viewer, community):
        return found
    if viewer.person_id is None:
        return found.none()
    mine = ProjectMate.objects.filter(person=viewer.person_id, state=MateState.IN)
    return found.filter(pk__in=mine.values("project")) | found.filter(leader=viewer.person_id)


def may_hand_in(viewer: Viewer, project: Project) -> Verdict:
    """Hand the result in to the bank, or name it there: the team and those who lead the community (BB-2.1.5.a)."""
    if not may_see(viewer, project):
        return HIDE
    if project.state == ProjectState.STOPPED:
        return deny("Проект остановлен: результата у него нет.")
    if not tiable_projects(viewer, project.community).filter(pk=project.pk).exists():
        return deny("Результат сдаёт команда проекта.")
    return groups.may_speak(project.community)
