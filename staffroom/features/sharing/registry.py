"""What is owed about what organisations share and agree upon."""

from staffroom.shared.duties.registry import DutySort, declare

ANSWER = "sharing.answer"  # whoever is responsible for a resource owes an answer
OUTCOME = "sharing.outcome"  # whoever asked owes the word how it went
CONSENT = "sharing.consent"  # a side owes its yes or what to change
PAPER = "sharing.paper"  # keepers of papers owe the registration
NOTICE = "sharing.notice"  # before the last day of notice a side owes: extend, or let it end
ENDING = "sharing.ending"  # a side owes the sum of what came of it
PROPOSAL = "sharing.proposal"  # whoever speaks for an organisation owes an answer

REQUEST = "resource_request"  # subjects of duties
AGREEMENT = "agreement"
SIDE = "agreement_side"
OFFER = "partner_proposal"

AGREEMENT_PAPER = "sharing.agreement"  # the origin of its paper
SIDE_FILES = "sharing.side"  # whose the signed copies are

NEAR_DAYS = 30  # days before a term on which it is owed
MOST_SIDES = 8
MOST_THEMES, LONGEST_THEME = 12, 80

for _sort in (
    DutySort(code=ANSWER, act="Ответить", label="Просьбы о ресурсах", quotes=True),
    DutySort(code=OUTCOME, act="Отметить", label="Как прошло: общие ресурсы", quotes=True),
    DutySort(code=CONSENT, act="Ответить", label="Согласование договоров", quotes=True),
    DutySort(code=PAPER, act="Зарегистрировать", label="Регистрация договоров", quotes=True),
    DutySort(code=NOTICE, act="Решить", label="Договоры: продлить или закончить"),
    DutySort(code=ENDING, act="Подвести итог", label="Итоги договоров"),
    DutySort(code=PROPOSAL, act="Ответить", label="Предложения о сотрудничестве"),
):
    declare(_sort)
