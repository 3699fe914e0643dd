"""Whose business the papers are, what is owed, which initiators a regulation may name."""

from staffroom.shared.duties.registry import ACTS, KIND_LABELS
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

for _code, _act, _label in (
    (DECISION, "Решить", "Заявления о создании сообществ"),
    (ANSWER, "Ответить", "Вопросы о моих заявлениях"),
    (FOUNDING, "Ответить", "Приглашения в инициаторы"),
    (REGISTRATION, "Открыть", "Приказы о создании сообществ"),
    (DRAFT, "Открыть", "Заявления по моим темам"),
):
    ACTS[_code] = _act
    KIND_LABELS[_code] = _label


INITIATIVE = register_kind(
    Kind(
        code="initiative", label="Инициатива", new_label="Подать инициативу", icon="star", order=45
    )
)
