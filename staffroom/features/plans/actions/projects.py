"""Beginning, changing and closing projects; their stages."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.richtext import EMPTY, RichText
from staffroom.core.viewer import Viewer
from staffroom.features.plans import events
from staffroom.features.plans.models import (
    CLOSED,
    Project,
    ProjectKind,
    ProjectStage,
    ProjectState,
    TaskState,
)
from staffroom.features.plans.policies import projects as policies
from staffroom.shared.communities.models import Community
from staffroom.shared.duties.actions import close_duties
from staffroom.shared.duties.registry import Outcome

SUBJECT, TASK = "plans.project", "plans.task"


def address(community: Community) -> str:
    """Where the projects of a community stand; it was loaded with its district."""
    return f"/{community.district.slug}/c/{community.pid}-{community.slug}/projects/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a project says of itself."""

    title: str
    goal: str
    text: RichText = EMPTY
    places: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@transaction.atomic
def begin_project(
    *, community: Community, kind: str, content: Content, actor: Viewer, at: datetime
) -> Project:
    """Begin a project; who begins it leads it."""
    require(policies.may_begin(actor, community, kind))
    project = Project(
        community=community, kind=ProjectKind(kind), leader_id=actor.author_id, made_at=at
    )
    _fill(project, content)
    project.save(force_insert=True)
    tell(events.ProjectBegun, project, actor)
    return project


@transaction.atomic
def change_project(*, project: Project, content: Content, actor: Viewer) -> Project:
    """Write anew what the project says of itself.

    Raises:
        DomainError: fewer places than people in the team.
    """
    require(policies.may_lead(actor, project))
    _fill(project, content)
    project.save(update_fields=["title", "goal", "html", "plain", "places", "starts_on", "ends_on"])
    tell(events.ProjectChanged, project, actor)
    return project


def _fill(project: Project, content: Content) -> None:
    if content.places is not None and content.places < project.mate_n:
        raise DomainError(_("В команде уже больше людей."), field="places")
    if content.starts_on and content.ends_on and content.ends_on < content.starts_on:
        raise DomainError(_("Последний день раньше первого."), field="ends_on")
    project.title, project.goal = content.title.strip(), content.goal.strip()
    project.html, project.plain = content.text.html, content.text.plain
    project.places = content.places
    project.starts_on, project.ends_on = content.starts_on, content.ends_on


@transaction.atomic
def start_project(*, project: Project, actor: Viewer) -> Project:
    """The team is together, the work begins."""
    require(policies.may_lead(actor, project))
    _turn(project, ProjectState.RUNNING, was=(ProjectState.GATHERING,))
    tell(events.ProjectChanged, project, actor)
    return project


@transaction.atomic
def close_project(
    *, project: Project, state: str, outcome: str, actor: Viewer, at: datetime
) -> Project:
    """End the project as done or stopped, never without its outcome or the reason.

    Raises:
        DomainError: nothing is said, or it is no end.
    """
    require(policies.may_lead(actor, project))
    if state not in CLOSED:
        raise DomainError(_("Выберите, чем закончился проект."), field="state")
    if not outcome.strip():
        raise DomainError(_("Напишите, чем закончился проект: это увидят все."), field="outcome")
    was = (ProjectState.GATHERING, ProjectState.RUNNING)
    _turn(project, ProjectState(state), was=was, outcome=outcome.strip(), closed_at=at)
    for task in project.tasks.filter(state=TaskState.OFFERED).order_by("pk"):
        close_duties(subject=(TASK, task.pk), outcome=Outcome.GONE, actor=actor, at=at)
    for mate in project.mates.order_by("pk"):
        close_duties(subject=("plans.mate", mate.pk), outcome=Outcome.GONE, actor=actor, at=at)
    tell(events.ProjectClosed, project, actor, state=state)
    return project


def _turn(project: Project, to: ProjectState, *, was: tuple[str, ...], **changes: Any) -> None:
    found = Project.objects.filter(pk=project.pk, state__in=was)
    if not found.update(state=to, **changes):
        raise Stale(_("Пока вы смотрели, проект изменили. Откройте страницу заново."))
    for name, value in {"state": to, **changes}.items():
        setattr(project, name, value)


@transaction.atomic
def add_stage(
    *, project: Project, title: str, until_on: date | None, actor: Viewer
) -> ProjectStage:
    """Add a step."""
    require(policies.may_lead(actor, project))
    stage = ProjectStage(project=project, title=title.strip(), until_on=until_on)
    stage.save(force_insert=True)
    tell(events.ProjectChanged, project, actor)
    return stage


@transaction.atomic
def mark_stage(*, stage: ProjectStage, is_done: bool, actor: Viewer, on: date) -> None:
    """Say that a step is done, or take it back."""
    require(policies.may_lead(actor, stage.project))
    stage.done_on = on if is_done else None
    stage.save(update_fields=["done_on"])
    tell(events.ProjectChanged, stage.project, actor)


@transaction.atomic
def remove_stage(*, stage: ProjectStage, actor: Viewer) -> None:
    """Take a step away."""
    require(policies.may_lead(actor, stage.project))
    stage.delete()
    tell(events.ProjectChanged, stage.project, actor)


def tell(fact: Any, project: Project, actor: Viewer, **more: Any) -> None:
    """Publish a fact about the project."""
    publish(
        fact(
            district_id=project.community.district_id, actor_id=actor.person_id,
            project_id=project.pk, community_id=project.community_id, **more,
        )
    )  # fmt: skip
