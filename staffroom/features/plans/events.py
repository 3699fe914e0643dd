"""Facts about plans, their lines, projects and tasks: ids and codes only."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFact(Event):
    """Something happened to a plan."""

    subject: ClassVar[str] = "plan_id"

    plan_id: int
    community_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBegun(PlanFact):
    """Составляется план работы."""

    code: ClassVar[str] = "plans.plan.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(PlanFact):
    """План работы изменён."""

    code: ClassVar[str] = "plans.plan.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSubmitted(PlanFact):
    """План работы отправлен на утверждение."""

    code: ClassVar[str] = "plans.plan.submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReturned(PlanFact):
    """План работы возвращён на доработку."""

    code: ClassVar[str] = "plans.plan.returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApproved(PlanFact):
    """План работы утверждён."""

    code: ClassVar[str] = "plans.plan.approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInForce(PlanFact):
    """План работы введён в действие."""

    code: ClassVar[str] = "plans.plan.in_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFact(Event):
    """Something happened to a line of a plan."""

    subject: ClassVar[str] = "line_id"

    line_id: int
    plan_id: int
    community_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAdded(LineFact):
    """В план добавлена строка."""

    code: ClassVar[str] = "plans.line.added"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChanged(LineFact):
    """Строка плана изменена."""

    code: ClassVar[str] = "plans.line.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRemoved(LineFact):
    """Строка убрана из плана, который ещё не действовал."""

    code: ClassVar[str] = "plans.line.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOffered(LineFact):
    """Участнику предложено отвечать за строку плана."""

    code: ClassVar[str] = "plans.line.offered"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAccepted(LineFact):
    """Участник согласился отвечать за строку плана."""

    code: ClassVar[str] = "plans.line.accepted"

    person_id: int
    offered_by_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDeclined(LineFact):
    """Участник отказался отвечать за строку плана."""

    code: ClassVar[str] = "plans.line.declined"

    person_id: int
    offered_by_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMoved(LineFact):
    """Строка плана перенесена на другой день."""

    code: ClassVar[str] = "plans.line.moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineHeld(LineFact):
    """Строка плана проведена."""

    code: ClassVar[str] = "plans.line.held"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCancelled(LineFact):
    """Строка плана отменена."""

    code: ClassVar[str] = "plans.line.cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineReopened(LineFact):
    """Строка возвращена в план."""

    code: ClassVar[str] = "plans.line.reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTied(LineFact):
    """К строке плана отнесена запись."""

    code: ClassVar[str] = "plans.line.tied"

    publication_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineUntied(LineFact):
    """Запись больше не относится к строке плана."""

    code: ClassVar[str] = "plans.line.untied"

    publication_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricFact(Event):
    """Something happened to a rubric."""

    subject: ClassVar[str] = "community_id"

    community_id: int
    weekday: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricSet(RubricFact):
    """Назначена рубрика дня недели."""

    code: ClassVar[str] = "plans.rubric.set"


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricDropped(RubricFact):
    """Рубрика дня недели убрана."""

    code: ClassVar[str] = "plans.rubric.dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFact(Event):
    """Something happened to a project."""

    subject: ClassVar[str] = "project_id"

    project_id: int
    community_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectBegun(ProjectFact):
    """Открыт проект."""

    code: ClassVar[str] = "plans.project.begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChanged(ProjectFact):
    """Проект изменён."""

    code: ClassVar[str] = "plans.project.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectClosed(ProjectFact):
    """Проект закончен."""

    code: ClassVar[str] = "plans.project.closed"

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultBegun(ProjectFact):
    """Начат материал с результатом проекта."""

    code: ClassVar[str] = "plans.project.result_begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTied(ProjectFact):
    """Запись названа итогом проекта."""

    code: ClassVar[str] = "plans.project.tied"

    publication_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectUntied(ProjectFact):
    """Запись больше не итог проекта."""

    code: ClassVar[str] = "plans.project.untied"

    publication_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MateFact(ProjectFact):
    """Something happened between a person and a team."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MateAsked(MateFact):
    """Участник просится в команду проекта."""

    code: ClassVar[str] = "plans.mate.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class MateInvited(MateFact):
    """Участник приглашён в команду проекта."""

    code: ClassVar[str] = "plans.mate.invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class MateJoined(MateFact):
    """Участник вошёл в команду проекта."""

    code: ClassVar[str] = "plans.mate.joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class MateRefused(MateFact):
    """Участник не принят в команду проекта."""

    code: ClassVar[str] = "plans.mate.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class MateDeclined(MateFact):
    """Участник отклонил приглашение в команду проекта."""

    code: ClassVar[str] = "plans.mate.declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class MateLeft(MateFact):
    """Участник вышел из команды проекта."""

    code: ClassVar[str] = "plans.mate.left"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFact(Event):
    """Something happened to a task of a project."""

    subject: ClassVar[str] = "task_id"

    task_id: int
    project_id: int
    community_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAdded(TaskFact):
    """В проект добавлена задача."""

    code: ClassVar[str] = "plans.task.added"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOffered(TaskFact):
    """Участнику предложена задача."""

    code: ClassVar[str] = "plans.task.offered"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTaken(TaskFact):
    """Задача взята в работу."""

    code: ClassVar[str] = "plans.task.taken"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDeclined(TaskFact):
    """От задачи отказались."""

    code: ClassVar[str] = "plans.task.declined"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone(TaskFact):
    """Задача сделана."""

    code: ClassVar[str] = "plans.task.done"

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRemoved(TaskFact):
    """Задача убрана из проекта."""

    code: ClassVar[str] = "plans.task.removed"
