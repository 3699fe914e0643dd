"""Whose business the papers are, and what is owed on their way."""

from staffroom.shared.duties.registry import DutySort, declare

ROSTER_PAPER = "rosters.order"
APPOINTMENT_PAPER = "rosters.appointment"

CONSENT = "rosters.consent"
REGISTRATION = "rosters.registration"
PREPARATION = "rosters.preparation"

ENTRY = "roster_entry"  # subjects of duties
ROSTER = "roster"
APPOINTMENT = "appointment"

for _sort in (
    DutySort(
        code=CONSENT, act="Ответить", label="Согласие войти в состав сообщества", is_private=True
    ),
    DutySort(code=REGISTRATION, act="Открыть", label="Приказы о составе и назначениях"),
    DutySort(code=PREPARATION, act="Подготовить", label="Состав ждёт приказа"),
):
    declare(_sort)
