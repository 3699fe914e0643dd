"""What is owed about what organisations share."""

from staffroom.shared.duties.registry import DutySort, declare

ANSWER = "sharing.answer"  # whoever is responsible for a resource owes an answer
OUTCOME = "sharing.outcome"  # whoever asked owes the word how it went

REQUEST = "resource_request"  # the subject of these duties

ANSWER_DAYS = 5  # working days for an answer
OUTCOME_DAYS = 5  # working days after the last day of use

for _sort in (
    DutySort(code=ANSWER, act="Ответить", label="Просьбы о ресурсах", quotes=True),
    DutySort(code=OUTCOME, act="Отметить", label="Как прошло: общие ресурсы", quotes=True),
):
    declare(_sort)
