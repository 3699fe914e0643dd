"""Words that a visitor agrees to, the usual menu and shelves, the kind of district's pages."""

from datetime import timedelta

from staffroom.shared.accounts.registry import Power
from staffroom.shared.publications.registry import Kind, register_kind

FORGET_AFTER = timedelta(days=30)  # 152-ФЗ, article 21: the goal is reached, the data go

# The text in force is the last; a changed text is a new version, the old ones stay for who agreed.
INQUIRY_CONSENT = {
    1: (
        "Я даю согласие оператору этого сайта на обработку моих персональных данных (имя и адрес "
        "электронной почты), чтобы получить ответ на этот вопрос. Их увидят только те, кто отвечает; "
        "дальше они не передаются. Через 30 дней после ответа имя, адрес и текст вопроса сотрутся. "
        "Отозвать согласие можно раньше: напишите об этом ещё одним вопросом."
    )
}
CONSENT_VERSION = max(INQUIRY_CONSENT)

# Pages of the district: «О сети», «Как вступить»; they stand in the menu and on the shelves.
PAGE = register_kind(
    Kind(
        code="page",
        label="Страница",
        new_label="Написать страницу сайта",
        icon="file",
        power=Power.PUBLISH_NEWS,
        order=60,
        is_of_district=True,
    )
)

# The usual menu: code, title, where it leads inside the district's address.
SECTIONS: dict[str, tuple[str, str]] = {
    "about": ("О сети", ""),
    "news": ("Новости", "news/"),
    "communities": ("Сообщества", "c/"),
    "cabinet": ("Методический кабинет", "cabinet/"),
    "questions": ("Вопросы и ответы", "questions/"),
    "regulation": ("Положение", "regulation/"),
    "contacts": ("Контакты", "groups/"),
}

SHELVES = (
    ("Нормативные документы", "Приказы, положения и письма, по которым мы работаем."),
    ("По предметам", "Программы, планы и разработки учителей-предметников."),
    ("Практики района", "То, что уже получилось у коллег и можно взять себе."),
    ("Мероприятия", "Планы семинаров и конкурсов, итоги прошедших."),
    ("Контакты", "К кому обратиться за советом."),
)
SHELF_FILES = "site.shelf_item"
