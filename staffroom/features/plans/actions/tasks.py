"""Tasks of a project: taken, or offered and accepted; never imposed (BB-7.1.3)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.plans import events
from staffroom.features.plans.actions.projects import address
from staffroom.features.plans.models import MateState, Project, ProjectMate, Task, TaskState
from staffroom.features.plans.policies import projects as policies
from staffroom.features.plans.registry import PlanDuty
from staffroom.shared.accounts.models import Person
from staffroom.shared.duties.actions import close_duties, open_duty
from staffroom.shared.duties.registry import Outcome

SUBJECT = "plans.task"


@transaction.atomic
def add_task(
    *, project: Project, title: str, actor: Viewer, at: datetime, words: str = "",
    due_on: date | None = None, person: Person | None = None,
) -> Task:  # fmt: skip
    """Add a task; it is free, or offered to somebody of the team.

    Raises:
        DomainError: the person is not in the team.
    """
    require(policies.may_lead(actor, project))
    task = Task(project=project, title=title.strip(), words=words.strip(), due_on=due_on)
    task.save(force_insert=True)
    _tell(events.TaskAdded, task, actor)
    if person is not None:
        offer_task(task=task, person=person, actor=actor, at=at)
    return task


@transaction.atomic
def offer_task(*, task: Task, person: Person, actor: Viewer, at: datetime) -> Task:
    """Offer a free task to somebody of the team; who offers it to himself has taken it.

    Raises:
        DomainError: he is not in the team, or the task is not free.
    """
    project = task.project
    require(policies.may_lead(actor, project))
    in_team = project.mates.filter(person=person, state=MateState.IN)
    if person.pk != project.leader_id and not in_team.exists():
        raise DomainError(_("Задачу предлагают тому, кто в команде."), field="person")
    is_own = person.pk == actor.person_id
    state = TaskState.TAKEN if is_own else TaskState.OFFERED
    _turn(
        task, (TaskState.FREE,), state, owner_id=person.pk, offered_by_id=actor.person_id, said=""
    )
    if is_own:
        _tell(events.TaskTaken, task, actor, person_id=person.pk)
        return task
    open_duty(
        kind=PlanDuty.TASK, district_id=project.community.district_id, subject=(SUBJECT, task.pk),
        title=f"Взять или отклонить задачу: {task.title}",
        url=f"{address(project.community)}{project.pid}/#tasks", owner_id=person.pk, actor=actor,
        at=at,
    )  # fmt: skip
    _tell(events.TaskOffered, task, actor, person_id=person.pk)
    return task


@transaction.atomic
def take_task(*, task: Task, actor: Viewer, at: datetime) -> Task:
    """Take a free task, or accept the one offered; from now on it counts."""
    mate = ProjectMate.objects.filter(project=task.project_id, person=actor.person_id).first()
    require(policies.may_take(actor, task, mate))
    _turn(task, (task.state,), TaskState.TAKEN, owner_id=actor.author_id, said="")
    close_duties(subject=(SUBJECT, task.pk), outcome=Outcome.DONE, actor=actor, at=at)
    _tell(events.TaskTaken, task, actor, person_id=actor.author_id)
    return task


@transaction.atomic
def decline_task(*, task: Task, words: str, actor: Viewer, at: datetime) -> Task:
    """Decline an offered task, or give a taken one back, with the reason; it is free again.

    Raises:
        DomainError: no reason is given.
    """
    require(policies.may_decline(actor, task))
    if not words.strip():
        raise DomainError(_("Напишите, почему отказываетесь."), field="words")
    said = _("%(name)s: %(words)s") % {"name": actor.name, "words": words.strip()}
    _turn(task, (task.state,), TaskState.FREE, owner_id=None, said=said[:400])
    close_duties(subject=(SUBJECT, task.pk), outcome=Outcome.REFUSED, actor=actor, at=at)
    _tell(events.TaskDeclined, task, actor, person_id=actor.author_id)
    return task


@transaction.atomic
def finish_task(*, task: Task, words: str, actor: Viewer, on: date) -> Task:
    """Say that it is done and what came out."""
    require(policies.may_finish(actor, task))
    _turn(task, (TaskState.TAKEN,), TaskState.DONE, said=words.strip()[:400], done_on=on)
    _tell(events.TaskDone, task, actor, person_id=actor.author_id)
    return task


@transaction.atomic
def remove_task(*, task: Task, actor: Viewer, at: datetime) -> None:
    """Take a task out while nobody works at it."""
    require(policies.may_remove_task(actor, task))
    close_duties(subject=(SUBJECT, task.pk), outcome=Outcome.GONE, actor=actor, at=at)
    _tell(events.TaskRemoved, task, actor)
    task.delete()


def _turn(task: Task, was: tuple[str, ...], to: TaskState, **changes: Any) -> None:
    if not Task.objects.filter(pk=task.pk, state__in=was).update(state=to, **changes):
        raise Stale(_("Пока вы смотрели, задачу взял другой. Откройте страницу заново."))
    for name, value in {"state": to, **changes}.items():
        setattr(task, name, value)


def _tell(fact: Any, task: Task, actor: Viewer, **more: Any) -> None:
    place = task.project.community
    publish(
        fact(
            district_id=place.district_id, actor_id=actor.person_id, task_id=task.pk,
            project_id=task.project_id, community_id=place.pk, **more,
        )
    )  # fmt: skip
