"""Kinds of duties and how they end.

A higher app makes its own kinds known in its `registry`::

    declare(DutySort(code="governance.application", label="Заявки на сообщества",
                                act="Решить"))
"""

from dataclasses import dataclass
from enum import StrEnum


class DutyKind(StrEnum):
    """What is owed by the ground's own facts; higher apps declare kinds of their own."""

    ADMISSION = "communities.admission"
    ADMISSION_OF_STAFF = "communities.admission_of_staff"  # of the organisation's representative
    QUESTION = "communities.admission_question"
    REQUEST = "communities.request"
    INVITATION = "communities.invitation"
    UNANSWERED = "forum.unanswered"
    EXCHANGE = "forum.exchange"
    REPORT = "moderation.report"
    INQUIRY = "site.inquiry"
    COAUTHOR = "publications.coauthor"
    ERASURE = "accounts.erasure"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySort:
    """A kind of duty.

    `label` names the kind where a list is narrowed by it, `act` stands on the button. A `is_private`
    kind is the affair of its owner alone: no board shows it, nobody controls it. A kind that
    `is_closed_by_hand` may be ended with words on its own page; any other ends only with the deed
    itself (a decision cannot be ticked off). The words of a kind that `quotes` name what not everybody
    in the district may read.
    """

    code: str
    label: str
    act: str
    is_private: bool = False
    is_closed_by_hand: bool = False
    quotes: bool = False


SORTS: dict[str, DutySort] = {}


def declare(sort: DutySort) -> DutySort:
    """Make a kind known; once, at import."""
    SORTS[sort.code] = sort
    return sort


def sort_of(kind: str) -> DutySort:
    """The kind of this code; one that nobody declares any more is an affair that cannot be ticked off."""
    return SORTS.get(kind) or DutySort(code=kind, label=kind, act="Открыть")


def private_kinds() -> list[str]:
    """Kinds that are shown to nobody but their owner."""
    return [code for code, sort in SORTS.items() if sort.is_private]


for _sort in (
    DutySort(code=DutyKind.ADMISSION, label="Заявки на участие", act="Решить"),
    DutySort(code=DutyKind.ADMISSION_OF_STAFF, label="Заявки моих сотрудников", act="Решить"),
    DutySort(
        code=DutyKind.QUESTION, label="Вопросы о моей заявке", act="Ответить", is_private=True
    ),
    DutySort(code=DutyKind.REQUEST, label="Просьбы о вступлении", act="Решить"),
    DutySort(
        code=DutyKind.INVITATION, label="Приглашения в сообщества", act="Ответить", is_private=True
    ),
    DutySort(
        code=DutyKind.UNANSWERED, label="Вопросы без ответа", act="Помочь", is_closed_by_hand=True,
        quotes=True,
    ),
    DutySort(code=DutyKind.EXCHANGE, label="Итоги обменов недели", act="Подвести итог", quotes=True),
    DutySort(code=DutyKind.REPORT, label="Жалобы", act="Разобрать"),
    DutySort(code=DutyKind.INQUIRY, label="Вопросы с сайта", act="Ответить", quotes=True),
    DutySort(
        code=DutyKind.COAUTHOR, label="Приглашения в соавторы", act="Ответить", is_private=True
    ),
    DutySort(code=DutyKind.ERASURE, label="Просьбы удалить аккаунт", act="Удалить", quotes=True),
):  # fmt: skip
    declare(_sort)


class Outcome(StrEnum):
    """How a duty ended."""

    DONE = "done"  # somebody did what was owed
    REFUSED = "refused"  # done, and the answer was no
    GONE = "gone"  # nothing is owed any more


OUTCOME_LABELS = {
    Outcome.DONE: "Сделано",
    Outcome.REFUSED: "Сделано: отказ",
    Outcome.GONE: "Отпало",
}
