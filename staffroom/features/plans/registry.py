"""Duties of plans and projects, and how they are called."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from staffroom.shared.duties.registry import DutySort, declare


class PlanDuty(StrEnum):
    """What is owed."""

    APPROVAL = "plans.approval"
    LINE = "plans.line"
    MATE = "plans.mate"
    INVITATION = "plans.invitation"
    TASK = "plans.task"


for _sort in (
    DutySort(code=PlanDuty.APPROVAL, label="Планы на утверждение", act="Решить"),
    DutySort(code=PlanDuty.LINE, label="Отвечать за строку плана", act="Ответить", is_private=True),
    DutySort(code=PlanDuty.MATE, label="Просьбы в команду проекта", act="Решить", is_private=True),
    DutySort(
        code=PlanDuty.INVITATION, label="Приглашения в проекты", act="Ответить", is_private=True
    ),
    DutySort(code=PlanDuty.TASK, label="Предложенные задачи", act="Ответить", is_private=True),
):
    declare(_sort)

# Kind of publications → how a draft of it is begun as the result of a project, given `project`, `actor` and
# `at`: bridges put their functions here, so what stands in the bank is known without knowing the bank.
banks: dict[str, Callable[..., Any]] = {}
