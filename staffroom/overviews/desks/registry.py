"""Tools of the desk: which power each is for, and what it is good for, in words.

A role's part of the desk shows the tools whose power the role gives; the menu of work says whether
the reader may open them at all, so a tool that is not installed is not shown.
"""

from dataclasses import dataclass

from staffroom.shared.accounts.registry import Power


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: the code of its link in the menu of work."""

    code: str
    power: Power
    words: str


DISTRICT_TOOLS = (
    Tool("terms", Power.SEE_STATISTICS | Power.MANAGE_COMMUNITIES,
         "Все дела района со сроками: что просрочено, у кого, какая доля сделана в срок"),
    Tool("overview", Power.SEE_STATISTICS | Power.MANAGE_COMMUNITIES,
         "Как живут сообщества: последняя запись, кто ведёт, где пусто"),
    Tool("admissions", Power.ADMIT, "Кого принять в сеть района"),
    Tool("applications", Power.MANAGE_COMMUNITIES, "Заявления о создании сообществ и решения по ним"),
    Tool("questions", Power.PUBLISH_NEWS | Power.MODERATE, "Что спросили на сайте"),
    Tool("reports", Power.MODERATE, "На что пожаловались участники"),
    Tool("cabinet", Power.PUBLISH_NEWS, "Полки методического кабинета: что лежит и чего не хватает"),
    Tool("site-menu", Power.PUBLISH_NEWS | Power.MANAGE_STRUCTURE, "Что видно на открытом сайте района"),
    Tool("organizations", Power.MANAGE_ORGANIZATIONS, "Школы, сады и другие организации"),
    Tool("adoption", Power.KEEP_DOCUMENTS | Power.MANAGE_ORGANIZATIONS, "Кто из организаций принял районный документ"),
    Tool("control", Power.KEEP_DOCUMENTS, "Пункты приказов: кто отвечает, что просрочено, что ждёт приёмки"),
    Tool("drafting", Power.KEEP_DOCUMENTS, "Документы, которые пишут вместе с организациями: замечания, утверждение"),
    Tool("staff-import", Power.MANAGE_PEOPLE, "Списки сотрудников из таблицы"),
    Tool("composition", Power.MANAGE_COMMUNITIES | Power.SEE_STATISTICS, "Кто участвует: по должностям и предметам"),
    Tool("roles", Power.GRANT_ROLES, "Кто за что отвечает и на каком основании"),
    Tool("clauses", Power.CHANGE_REGULATION | Power.KEEP_DOCUMENTS,
         "Чем исполняется каждый пункт положения; само положение по правилам района"),
    Tool("appointments", Power.GRANT_ROLES | Power.KEEP_DOCUMENTS,
         "Приказы о назначениях: кто, кем, с какого и по какой день"),
    Tool("rules", Power.CHANGE_REGULATION, "Правила района: сроки, права, формы работы"),
    Tool("district", Power.MANAGE_ORGANIZATIONS, "Название, контакты и цвет района"),
    Tool("data-requests", Power.MANAGE_PEOPLE, "Кто просит удалить свои данные"),
    Tool("journal", Power.SEE_JOURNAL, "Кто, что и когда сделал"),
    Tool("upkeep", Power.TECHNICAL, "Место на диске, копии, очередь заданий, ошибки"),
    Tool("letters", Power.TECHNICAL, "Какие письма ушли и какие застряли"),
)  # fmt: skip

COMMUNITY_TOOLS = (
    ("communities:people", "Участники", Power.MANAGE_MEMBERS),
    ("communities:menu", "Разделы", Power.MANAGE_STRUCTURE),
    ("communities:composition", "Состав", Power.SEE_STATISTICS),
)
READING = Power.SEE_STATISTICS  # what is left to do where a community has ended
