"""What is owed under an order."""

from staffroom.shared.duties.registry import DutySort, declare

ITEM = "control.item"  # the responsible person owes the deed
ACCEPTANCE = "control.acceptance"  # the controller owes his judgement of it
SUBJECT = "order_item"
KIND = "order"  # papers whose items are controlled

for _sort in (
    DutySort(code=ITEM, act="Исполнить", label="Пункты приказов", quotes=True),
    DutySort(code=ACCEPTANCE, act="Принять", label="Приёмка исполненного", quotes=True),
):
    declare(_sort)
