"""Whose business the papers are, what is owed, how long before its end a term is spoken of."""

from staffroom.shared.duties.registry import DutySort, declare

ENDING_PAPER = "lifecycle.ending"  # the order that extends or closes

TERM = "lifecycle.term"
DECISION = "lifecycle.decision"
REGISTRATION = "lifecycle.registration"

COMMUNITY = "community"  # subjects of duties
REQUEST = "ending_request"

PRODUCT_FILES = "lifecycle.product"

NOTICE_DAYS = 30  # before the end of the term (BT-X.1)

for _sort in (
    DutySort(code=TERM, act="Открыть", label="Сроки работы сообществ"),
    DutySort(code=DECISION, act="Решить", label="Просьбы о продлении и закрытии"),
    DutySort(code=REGISTRATION, act="Открыть", label="Приказы о продлении и закрытии"),
):
    declare(_sort)

RESHAPING_PAPER = "lifecycle.reshaping"  # the order that splits off or merges
RESHAPING_ORDER = "lifecycle.reshaping_order"
RESHAPING = "reshaping"
BATCH = 50  # publications that go over in one transaction; fewer than this go over at once

declare(DutySort(code=RESHAPING_ORDER, act="Открыть", label="Приказы о преобразовании сообществ"))
