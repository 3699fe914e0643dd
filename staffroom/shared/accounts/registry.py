"""Codes that a person's card may carry: positions, subjects, functions, and the powers of roles."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag, auto
from pathlib import Path
import tomllib

from staffroom.core.viewer import Viewer

OwnRows = Callable[[int], Iterable[Mapping[str, object]]]
Acquaints = Callable[[Viewer, int], bool]
TellsStrength = Callable[[int], bool]
Lands = Callable[[int], str]


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
    GUIDE = auto()  # curates the listeners entrusted to him
    KEEP_DOCUMENTS = auto()  # prepare and register papers


RUNNING = (
    Power.MODERATE | Power.MANAGE_MEMBERS | Power.MANAGE_STRUCTURE
)  # who answers for a community

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
    Power.GUIDE: "Курирует закреплённых за ним слушателей: видит их список и пишет им",
    Power.KEEP_DOCUMENTS: "Готовит и регистрирует документы",
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

# The posts of teachers in the official nomenclature (the Government's decree 225 of 21 February 2022,
# section I, with the name of 2024 for those who teach safety), besides them the posts of those who lead,
# of school libraries and of the department. «Учитель» is told apart by what is taught (TV-A.4).
# fmt: off
POSITIONS: dict[str, Position] = {
    position.code: position
    for position in (
        Position("subject_teacher", "Учитель-предметник", "учителя-предметники", ("teachers",)),
        Position("primary_teacher", "Учитель начальных классов", "учителя начальных классов", ("teachers", "primary")),
        Position("lecturer", "Преподаватель", "преподаватели", ("teachers",)),
        Position(
            "safety_lecturer", "Преподаватель-организатор основ безопасности и защиты Родины",
            "преподаватели-организаторы основ безопасности и защиты Родины", ("teachers",),
        ),
        Position(
            "pe_head", "Руководитель физического воспитания",
            "руководители физического воспитания", ("teachers",),
        ),
        Position(
            "training_master", "Мастер производственного обучения",
            "мастера производственного обучения", ("teachers",),
        ),
        Position("preschool_educator", "Воспитатель", "воспитатели", ("preschool",)),
        Position("senior_preschool_educator", "Старший воспитатель", "старшие воспитатели", ("preschool",)),
        Position("music_leader", "Музыкальный руководитель", "музыкальные руководители", ("preschool",)),
        Position(
            "pe_instructor", "Инструктор по физической культуре",
            "инструкторы по физической культуре", ("preschool",),
        ),
        Position(
            "additional_ed_teacher", "Педагог дополнительного образования",
            "педагоги дополнительного образования", ("additional",),
        ),
        Position(
            "senior_additional_ed_teacher", "Старший педагог дополнительного образования",
            "старшие педагоги дополнительного образования", ("additional",),
        ),
        Position("accompanist", "Концертмейстер", "концертмейстеры", ("additional",)),
        Position("coach", "Тренер-преподаватель", "тренеры-преподаватели", ("additional",)),
        Position("senior_coach", "Старший тренер-преподаватель", "старшие тренеры-преподаватели", ("additional",)),
        Position("instructor_methodologist", "Инструктор-методист", "инструкторы-методисты", ("additional",)),
        Position(
            "senior_instructor_methodologist", "Старший инструктор-методист",
            "старшие инструкторы-методисты", ("additional",),
        ),
        Position("labour_instructor", "Инструктор по труду", "инструкторы по труду", ("additional",)),
        Position("organizing_teacher", "Педагог-организатор", "педагоги-организаторы", ("additional",)),
        Position("senior_counsellor", "Старший вожатый", "старшие вожатые", ("additional",)),
        Position(
            "upbringing_adviser", "Советник директора по воспитанию",
            "советники директоров по воспитанию", ("additional",),
        ),
        Position("school_psychologist", "Педагог-психолог", "педагоги-психологи", ("support_services",)),
        Position("social_pedagogue", "Социальный педагог", "социальные педагоги", ("support_services",)),
        Position("speech_therapist", "Учитель-логопед", "учителя-логопеды", ("support_services",)),
        Position("special_needs_teacher", "Учитель-дефектолог", "учителя-дефектологи", ("support_services",)),
        Position("tutor", "Тьютор", "тьюторы", ("support_services",)),
        Position("teacher_librarian", "Педагог-библиотекарь", "педагоги-библиотекари", ("librarians",)),
        Position("school_librarian", "Школьный библиотекарь", "школьные библиотекари", ("librarians",)),
        Position("head", "Руководитель организации", "руководители организаций", ("leaders",)),
        Position("deputy_head", "Заместитель руководителя", "заместители руководителей", ("leaders",)),
        Position(
            "unit_head", "Руководитель структурного подразделения",
            "руководители структурных подразделений", ("leaders",),
        ),
        Position("methodologist", "Методист", "методисты", ("methodologists",)),
        Position("senior_methodologist", "Старший методист", "старшие методисты", ("methodologists",)),
        Position(
            "department_officer", "Специалист управления образования",
            "специалисты управления образования", ("methodologists",),
        ),
    )
}
# fmt: on

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
        Subject("technology", "Труд (технология)", "труда (технологии)"),
        Subject(
            "life_safety",
            "Основы безопасности и защиты Родины",
            "основ безопасности и защиты Родины",
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


STRONG_POWERS = (
    Power.ADMIT
    | Power.MANAGE_PEOPLE
    | Power.MANAGE_ORGANIZATIONS
    | Power.MANAGE_COMMUNITIES
    | Power.GRANT_ROLES
    | Power.CHANGE_REGULATION
    | Power.SEE_JOURNAL
    | Power.SEE_FLAGS
    | Power.TECHNICAL
    | Power.KEEP_DOCUMENTS
)  # who holds one of these needs a longer password and, in production, the second factor (G-19)


@dataclass(frozen=True, slots=True)
class OwnDataPlug:
    """One app's share of «Мои данные»: rows that go to the person's archive."""

    code: str
    title: str
    rows: Callable[[int], Iterable[Mapping[str, object]]]


own_data: dict[str, OwnDataPlug] = {}
acquaintances: list[Callable[[Viewer, int], bool]] = []
keepers: list[Callable[[Viewer, int], bool]] = []
strengths: list[Callable[[int], bool]] = []
landings: list[Callable[[int], str]] = []


def gives_own_data(code: str, *, title: str) -> Callable[[OwnRows], OwnRows]:
    """Declare what the archive «Мои данные» takes from an app; the function gets the person's key."""

    def register(rows: OwnRows) -> OwnRows:
        own_data[code] = OwnDataPlug(code, title, rows)
        return rows

    return register


def acquaints(knows: Acquaints) -> Acquaints:
    """Declare who are colleagues: the function is asked (viewer, person's key)."""
    if knows not in acquaintances:
        acquaintances.append(knows)
    return knows


def keeps_data(answers: Acquaints) -> Acquaints:
    """Declare who answers for a person's data: the function is asked (viewer, person's key)."""
    if answers not in keepers:
        keepers.append(answers)
    return answers


def tells_strength(holds: TellsStrength) -> TellsStrength:
    """Declare who holds a strong power: the function is asked the person's key."""
    if holds not in strengths:
        strengths.append(holds)
    return holds


def lands(where: Lands) -> Lands:
    """Declare where a person comes to after signing in with nowhere named; "" is no opinion."""
    if where not in landings:
        landings.append(where)
    return where


@dataclass(frozen=True, slots=True)
class PurposeText:
    """One version of the words that a person agrees to."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why personal data are processed; a consent is given for one purpose at a time (152-ФЗ)."""

    code: str
    title: str
    question: str
    is_required: bool
    is_by_field: bool
    texts: tuple[PurposeText, ...]

    @property
    def current(self) -> PurposeText:
        """The words in force."""
        return self.texts[-1]

    def version(self, number: int) -> PurposeText:
        """The words of a version, for who agreed to them."""
        return next(text for text in self.texts if text.number == number)


def _purposes() -> dict[str, Purpose]:
    with (Path(__file__).parent / "purposes.toml").open("rb") as source:
        found = tomllib.load(source)["purpose"]
    return {
        row["code"]: Purpose(
            code=row["code"],
            title=row["title"],
            question=row["question"],
            is_required=row["required"],
            is_by_field=row["by_field"],
            texts=tuple(PurposeText(text["number"], text["text"].strip()) for text in row["text"]),
        )
        for row in found
    }


PURPOSES: dict[str, Purpose] = _purposes()


@dataclass(frozen=True, slots=True)
class CardField:
    """A field of the card whose audience its owner chooses; hidden until then."""

    code: str
    label: str


CARD_FIELDS: dict[str, CardField] = {
    field.code: field
    for field in (
        CardField("name", "Имя и фамилия"),
        CardField("workplace", "Место работы"),
        CardField("position", "Должность"),
        CardField("subjects", "Предметы"),
        CardField("functions", "Другие обязанности"),
        CardField("since_year", "Педагогический стаж"),
        CardField("category", "Категория"),
        CardField("about", "О себе"),
        CardField("phone", "Телефон"),
        CardField("contact_email", "Почта для коллег"),
    )
}
ALWAYS_TO_COLLEAGUES = frozenset({"name", "workplace", "position"})
