"""Codes that a person's card may carry: positions, subjects, functions, and the powers of roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag, auto


class Power(IntFlag):
    """What a role may let its holder do; roles are data (`roles.catalogue`), powers are code."""

    SEE_ALL = auto()  # read everything published in the scope
    ADMIT = auto()  # decide on registrations
    MANAGE_PEOPLE = auto()  # staff lists, affiliations, cards of people
    MANAGE_ORGANIZATIONS = auto()  # organisations and departments
    MANAGE_COMMUNITIES = auto()  # create, move, archive communities
    MANAGE_MEMBERS = auto()  # invite, admit to, remove from a community
    MANAGE_STRUCTURE = auto()  # sections and menu of a community
    GRANT_ROLES = auto()  # appoint moderators and others
    MODERATE = auto()  # hide, restore, pin, close, move
    PUBLISH_NEWS = auto()  # news of the district, «на сайт»
    CHANGE_REGULATION = auto()  # the district's profile
    SEE_JOURNAL = auto()  # the journal of the scope
    SEE_STATISTICS = auto()
    REVIEW = auto()  # expert
    SEE_FLAGS = auto()  # staff-only marks (schools with low results)
    TECHNICAL = auto()  # health, storage, letters; no personal data


POWER_LABELS: dict[Power, str] = {
    Power.SEE_ALL: "Читает всё опубликованное",
    Power.ADMIT: "Решает о регистрации",
    Power.MANAGE_PEOPLE: "Ведёт списки сотрудников",
    Power.MANAGE_ORGANIZATIONS: "Ведёт список организаций",
    Power.MANAGE_COMMUNITIES: "Создаёт, переносит и закрывает сообщества",
    Power.MANAGE_MEMBERS: "Приглашает и принимает участников",
    Power.MANAGE_STRUCTURE: "Меняет разделы и меню сообщества",
    Power.GRANT_ROLES: "Назначает модераторов и другие роли",
    Power.MODERATE: "Скрывает, закрывает, закрепляет и переносит записи",
    Power.PUBLISH_NEWS: "Публикует новости на сайте",
    Power.CHANGE_REGULATION: "Меняет правила района",
    Power.SEE_JOURNAL: "Видит журнал действий",
    Power.SEE_STATISTICS: "Видит статистику",
    Power.REVIEW: "Проводит экспертизу",
    Power.SEE_FLAGS: "Видит служебные отметки организаций",
    Power.TECHNICAL: "Следит за работой сайта, без личных данных",
}


@dataclass(frozen=True, slots=True)
class PositionGroup:
    """Positions that are spoken of together.

    `number` is part of reader tokens and never changes.
    """

    code: str
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Position:
    """A post that a person holds.

    The groups it belongs to say which audiences include its holder.
    """

    code: str
    label: str
    plural: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a person teaches; `of` finishes the words «учитель …» and «учителя …»."""

    code: str
    label: str
    of: str


@dataclass(frozen=True, slots=True)
class Function:
    """What a person does besides the post; any number of them."""

    code: str
    label: str
    plural: str


POSITION_GROUPS: dict[str, PositionGroup] = {
    group.code: group
    for group in (
        PositionGroup("teachers", 1, "Учителя"),
        PositionGroup("primary", 2, "Учителя начальных классов"),
        PositionGroup("preschool", 3, "Педагоги детских садов"),
        PositionGroup("additional", 4, "Педагоги дополнительного образования"),
        PositionGroup("support_services", 5, "Специалисты служб сопровождения"),
        PositionGroup("librarians", 6, "Школьные библиотекари"),
        PositionGroup("leaders", 7, "Руководители"),
        PositionGroup("methodologists", 8, "Методисты и специалисты управления"),
    )
}

POSITIONS: dict[str, Position] = {
    position.code: position
    for position in (
        Position("subject_teacher", "Учитель-предметник", "учителя-предметники", ("teachers",)),
        Position(
            "primary_teacher",
            "Учитель начальных классов",
            "учителя начальных классов",
            ("teachers", "primary"),
        ),
        Position("preschool_educator", "Воспитатель", "воспитатели", ("preschool",)),
        Position(
            "senior_preschool_educator",
            "Старший воспитатель",
            "старшие воспитатели",
            ("preschool",),
        ),
        Position(
            "music_leader", "Музыкальный руководитель", "музыкальные руководители", ("preschool",)
        ),
        Position(
            "pe_instructor",
            "Инструктор по физической культуре",
            "инструкторы по физической культуре",
            ("preschool",),
        ),
        Position(
            "additional_ed_teacher",
            "Педагог дополнительного образования",
            "педагоги дополнительного образования",
            ("additional",),
        ),
        Position(
            "school_psychologist", "Педагог-психолог", "педагоги-психологи", ("support_services",)
        ),
        Position(
            "social_pedagogue", "Социальный педагог", "социальные педагоги", ("support_services",)
        ),
        Position("speech_therapist", "Учитель-логопед", "учителя-логопеды", ("support_services",)),
        Position(
            "special_needs_teacher",
            "Учитель-дефектолог",
            "учителя-дефектологи",
            ("support_services",),
        ),
        Position(
            "teacher_librarian", "Педагог-библиотекарь", "педагоги-библиотекари", ("librarians",)
        ),
        Position(
            "school_librarian", "Школьный библиотекарь", "школьные библиотекари", ("librarians",)
        ),
        Position("head", "Руководитель организации", "руководители организаций", ("leaders",)),
        Position(
            "deputy_head", "Заместитель руководителя", "заместители руководителей", ("leaders",)
        ),
        Position("methodologist", "Методист", "методисты", ("methodologists",)),
        Position(
            "department_officer",
            "Специалист управления образования",
            "специалисты управления образования",
            ("methodologists",),
        ),
    )
}

SUBJECTS: dict[str, Subject] = {
    subject.code: subject
    for subject in (
        Subject("math", "Математика", "математики"),
        Subject("physics", "Физика", "физики"),
        Subject("astronomy", "Астрономия", "астрономии"),
        Subject("informatics", "Информатика", "информатики"),
        Subject("russian", "Русский язык", "русского языка"),
        Subject("literature", "Литература", "литературы"),
        Subject("foreign_language", "Иностранный язык", "иностранного языка"),
        Subject("history", "История", "истории"),
        Subject("social_studies", "Обществознание", "обществознания"),
        Subject("chemistry", "Химия", "химии"),
        Subject("biology", "Биология", "биологии"),
        Subject("geography", "География", "географии"),
        Subject("art", "Изобразительное искусство", "изобразительного искусства"),
        Subject("music", "Музыка", "музыки"),
        Subject("technology", "Технология", "технологии"),
        Subject(
            "life_safety",
            "Основы безопасности жизнедеятельности",
            "основ безопасности жизнедеятельности",
        ),
        Subject("physical_education", "Физическая культура", "физической культуры"),
        Subject(
            "religious_cultures",
            "Основы религиозных культур и светской этики",
            "основ религиозных культур и светской этики",
        ),
        Subject("primary", "Начальные классы", "начальных классов"),
        Subject("preschool", "Дошкольное образование", "дошкольного образования"),
        Subject("native_language", "Родной язык", "родного языка"),
    )
}

FUNCTIONS: dict[str, Function] = {
    function.code: function
    for function in (
        Function("homeroom_teacher", "Классный руководитель", "классные руководители"),
        Function("religious_cultures_teacher", "Ведёт ОРКСЭ или ОДНКНР", "учителя ОРКСЭ и ОДНКНР"),
        Function("mentor", "Наставник", "наставники"),
        Function(
            "network_coordinator",
            "Отвечает за сетевое взаимодействие",
            "ответственные за сетевое взаимодействие",
        ),
    )
}


def groups_of(position: str) -> tuple[PositionGroup, ...]:
    """The groups that the holder of this position is in; none for an unknown or empty code."""
    known = POSITIONS.get(position)
    return tuple(POSITION_GROUPS[code] for code in known.groups) if known else ()


def positions_of(groups: Iterable[str]) -> tuple[str, ...]:
    """Codes of the positions in any of the groups, in the order of the catalogue."""
    wanted = set(groups)
    return tuple(code for code, position in POSITIONS.items() if wanted & set(position.groups))
