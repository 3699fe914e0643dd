"""Kinds of the exchange, and the words that shelves are sorted by."""

from staffroom.shared.publications.registry import Kind, register_kind

SEEK = register_kind(
    Kind(
        code="seek",
        label="Ищу материал",
        new_label="Ищу материал",
        icon="search",
        is_wanted=True,
        hint="Предмет, класс и что именно нужно: когда такое выложат, мы скажем.",
        order=26,
    )
)
SHARE = register_kind(
    Kind(
        code="share",
        label="Делюсь",
        new_label="Делюсь",
        icon="forward",
        hint="Файл или ссылка без полной карточки, своё время или место. Кто искал такое, узнает сразу.",
        order=27,
    )
)
TREND = register_kind(
    Kind(
        code="trend",
        label="Обзор",
        new_label="Написать обзор",
        icon="globe",
        hint="Что нового в образовании у нас и в мире и что из этого годится в классе. Тенденцию назовите меткой.",
        order=95,
    )
)
EXCHANGE = (SEEK.code, SHARE.code)
OFFERED = (SHARE.code, "material")  # what answers a search
GIVEN = {
    "methodical": "Методический материал",
    "information": "Сведения, информация",
    "science": "Научно-технический ресурс",
    "person": "Человек и его время",
    "place": "Место и оборудование",
}
ON_PAPER = ("methodical", "information", "science")  # what a material of the bank may answer
MATERIAL = "material"  # the kind of the bank; the bank itself is another room

LEVELS = {
    "preschool": "ФГОС ДО: дошкольное образование",
    "primary": "ФГОС НОО: начальная школа",
    "basic": "ФГОС ООО: основная школа",
    "secondary": "ФГОС СОО: старшая школа",
    "special": "Обучение детей с ОВЗ",
}

NOVELTY_KINDS = {
    "textbooks": "Учебно-методический комплект",
    "book": "Книга, пособие",
    "advice": "Методические рекомендации",
    "journal": "Журнал, статья",
    "site": "Цифровой ресурс",
}
