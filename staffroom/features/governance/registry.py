"""Whose business the papers are, what is owed, which initiators a regulation may name."""

from staffroom.shared.duties.registry import DutySort, declare
from staffroom.shared.publications.registry import Kind, register_kind

APPLICATION_PAPER = "governance.application"
ORDER_PAPER = "governance.order"
REFUSAL_PAPER = "governance.refusal"
STANDING_PAPER = "governance.standing"  # one order about communities that work already

DECISION = "governance.decision"
ANSWER = "governance.answer"
FOUNDING = "governance.founding"
REGISTRATION = "governance.registration"
DRAFT = "governance.draft"

SUBJECT = "application"

for _sort in (
    DutySort(code=DECISION, act="Решить", label="Заявления о создании сообществ"),
    DutySort(code=ANSWER, act="Ответить", label="Вопросы о моих заявлениях", is_private=True),
    DutySort(code=FOUNDING, act="Ответить", label="Приглашения в инициаторы", is_private=True),
    DutySort(code=REGISTRATION, act="Открыть", label="Приказы о создании сообществ"),
    DutySort(code=DRAFT, act="Открыть", label="Заявления по моим темам", is_private=True),
):
    declare(_sort)


INITIATIVE = register_kind(
    Kind(
        code="initiative", label="Инициатива", new_label="Подать инициативу", icon="star", order=45
    )
)
