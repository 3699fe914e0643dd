"""The kind «material» and the words a card is filled with."""

from dataclasses import dataclass

from staffroom.shared.duties.registry import DutySort, declare
from staffroom.shared.publications.registry import KeptFiles, Kind, kept_files, register_kind

MATERIAL = register_kind(
    Kind(
        code="material",
        label="Материал",
        new_label="Добавить материал",
        icon="book",
        hint="Разработка, рабочий лист, презентация, практика, ссылка: то, чем коллега сможет воспользоваться.",
        order=25,
    )
)
# What `core.files` calls the things that files of old versions are attached to.
VERSION_FILES = "materials.version"
kept_files.append(KeptFiles(VERSION_FILES, "materials_version", "material_id"))

PRACTICE = "practices"  # the kind that has context, essence and result (BB-1.7.2)
WITH_CHILDREN = ("lesson_video", "video")  # kinds that are asked who is shown in them (BT-1.5.b)
RESULTS = ("practices", "projects", "products")  # kinds with a state and a level (PD-2.2.5)
STAGES = {"making": "Разрабатывается", "trial": "Апробируется", "used": "Внедрено"}
REACHES = {
    "school": "Уровень организации",
    "municipal": "Муниципальный уровень",
    "regional": "Региональный уровень",
    "federal": "Федеральный уровень",
}

# Fields of what is watched that the form asks as they stand.
WATCHED = (
    "link", "minutes", "megabytes", "has_light", "spoken", "adults", "people", "live_link", "starts_at",
    "planned",
)  # fmt: skip
USUAL_STREAM = 60  # minutes of a live stream whose author has not said how long it is
SLOW_LINE = 1_000_000  # bits a second: what a village line gives in the evening
SHOWN = "shown_without_consent"  # «Меня показали без согласия»: a ground of a report

RECORDINGS = ("video", "audio")  # groups of files that are described in words (TV-2.2.1.f)

# Grades of each level: a card without a level takes it from its grades.
GRADES = {"primary": range(1, 5), "basic": range(5, 10), "secondary": range(10, 12)}

STANDARDS = {
    "preschool": "ФГОС ДО",
    "primary": "ФГОС НОО",
    "basic": "ФГОС ООО",
    "secondary": "ФГОС СОО",
    "special_primary": "ФГОС НОО обучающихся с ОВЗ",
    "special": "ФГОС образования обучающихся с интеллектуальными нарушениями",
}

AGES = {"0": "0+", "6": "6+", "12": "12+", "16": "16+", "18": "18+"}

LANGUAGES = {"ru": "Русский", "tt": "Татарский", "sah": "Якутский (саха)", "other": "Другой"}

WORKS_OF_PUPILS = "pupils"  # the origin that asks for the statement of consents

ORIGINS = {
    "own": "Сделал сам (или с соавторами)",
    "official": "Официальный материал: документ органа власти, открытый банк заданий",
    "pupils": "Есть работы учеников",
    "borrowed": "По чужим материалам: источник укажу",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms colleagues use a material: short words and what they mean."""

    code: str
    label: str
    words: str


TERMS = {
    one.code: one
    for one in (
        Terms(
            "community",
            "Общее пользование в сети",
            "Участники сети пользуются материалом сообща и меняют его для своих уроков, имя автора указывают всегда.",
        ),
        Terms(
            "by",
            "Можно всё, с именем автора (CC BY 4.0)",
            "Копировать, менять и распространять может каждый, имя автора указывают всегда.",
        ),
        Terms(
            "by-sa",
            "Можно всё, на тех же условиях (CC BY-SA 4.0)",
            "Копировать и менять может каждый; сделанное на его основе распространяют на тех же условиях.",
        ),
        Terms(
            "by-nc",
            "Можно, но не для продажи (CC BY-NC 4.0)",
            "Копировать и менять может каждый, с именем автора и не ради дохода.",
        ),
        Terms(
            "lesson",
            "Только для своих уроков",
            "Материалом пользуются на своих уроках, дальше не распространяют и не переделывают.",
        ),
    )
}
ADAPTABLE = ("community", "by", "by-sa", "by-nc")  # «создать на основе» is offered under these

# Fields of the card that its form asks as they stand.
ASKED = (
    "subject", "level", "standard", "requirement", "programme", "age", "language", "origin", "source",
    "children", "context", "essence", "result", "contacts", "stage", "reach",
)  # fmt: skip

# The preparation for wider readers («подготовка к открытию»): its duties (`materials.opening_days`).
OPENING = "materials.opening"
OPENING_ANSWER = "materials.opening_answer"
for _sort in (
    DutySort(code=OPENING, label="Просьбы открыть материал шире", act="Посмотреть", quotes=True),
    DutySort(code=OPENING_ANSWER, label="Правка моего материала", act="Ответить", is_private=True),
):
    declare(_sort)

# What a moderator looks at before children are shown to everybody (law.md, section 1; 152-ФЗ, 152.1 ГК).
CHECKS = {
    "consents": "Автор подтвердил согласие родителей каждого ребёнка на показ всем, школу можно спросить",
    "names": "Фамилий, адресов и отметок детей нет ни в тексте, ни в файлах, ни в записи",
    "dignity": "Запись просмотрена целиком: ничто в ней не обидит ребёнка и не навредит ему",
}
