"""Kinds of duties and how they end."""

from enum import StrEnum


class DutyKind(StrEnum):
    """What is owed; higher apps may open duties of kinds of their own."""

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


# What the button beside a duty says.
ACTS: dict[str, str] = {
    DutyKind.ADMISSION: "Решить",
    DutyKind.ADMISSION_OF_STAFF: "Решить",
    DutyKind.QUESTION: "Ответить",
    DutyKind.REQUEST: "Решить",
    DutyKind.INVITATION: "Ответить",
    DutyKind.UNANSWERED: "Помочь",
    DutyKind.EXCHANGE: "Подвести итог",
    DutyKind.REPORT: "Разобрать",
    DutyKind.INQUIRY: "Ответить",
    DutyKind.ERASURE: "Удалить",
    DutyKind.COAUTHOR: "Ответить",
}


# How a kind of duties is called where a list is narrowed by it.
KIND_LABELS: dict[str, str] = {
    DutyKind.ADMISSION: "Заявки на участие",
    DutyKind.ADMISSION_OF_STAFF: "Заявки моих сотрудников",
    DutyKind.QUESTION: "Вопросы о моей заявке",
    DutyKind.REQUEST: "Просьбы о вступлении",
    DutyKind.INVITATION: "Приглашения в сообщества",
    DutyKind.UNANSWERED: "Вопросы без ответа",
    DutyKind.EXCHANGE: "Итоги обменов недели",
    DutyKind.REPORT: "Жалобы",
    DutyKind.INQUIRY: "Вопросы с сайта",
    DutyKind.COAUTHOR: "Приглашения в соавторы",
    DutyKind.ERASURE: "Просьбы удалить аккаунт",
}


class Outcome(StrEnum):
    """How a duty ended."""

    DONE = "done"  # somebody did what was owed
    REFUSED = "refused"  # done, and the answer was no
    GONE = "gone"  # nothing is owed any more
