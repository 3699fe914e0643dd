"""Duties of plans and projects, and how they are called."""

from enum import StrEnum

from staffroom.shared.duties.registry import ACTS, KIND_LABELS


class PlanDuty(StrEnum):
    """What is owed."""

    APPROVAL = "plans.approval"
    LINE = "plans.line"
    MATE = "plans.mate"
    INVITATION = "plans.invitation"
    TASK = "plans.task"


ACTS |= {
    PlanDuty.APPROVAL: "Решить",
    PlanDuty.LINE: "Ответить",
    PlanDuty.MATE: "Решить",
    PlanDuty.INVITATION: "Ответить",
    PlanDuty.TASK: "Ответить",
}
KIND_LABELS |= {
    PlanDuty.APPROVAL: "Планы на утверждение",
    PlanDuty.LINE: "Отвечать за строку плана",
    PlanDuty.MATE: "Просьбы в команду проекта",
    PlanDuty.INVITATION: "Приглашения в проекты",
    PlanDuty.TASK: "Предложенные задачи",
}
