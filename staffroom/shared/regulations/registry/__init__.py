"""The engine's vocabulary: every key of a regulation, in groups, and the catalogues they draw on."""

from dataclasses import dataclass

from staffroom.shared.regulations.registry import (
    creating,
    growing,
    joining,
    leading,
    papers,
    publishing,
    reporting,
    reviewing,
    talking,
)
from staffroom.shared.regulations.registry.forms import FORMS, ActivityForm
from staffroom.shared.regulations.registry.kinds import (
    CALENDARS,
    NONE,
    POWERS,
    ROLE_SCOPES,
    Key,
    Kind,
    Option,
    Value,
    WrongValue,
    clean,
)

__all__ = [
    "CALENDARS",
    "FORMS",
    "GROUPS",
    "KEYS",
    "NONE",
    "POWERS",
    "ROLE_SCOPES",
    "ActivityForm",
    "Group",
    "Key",
    "Kind",
    "Option",
    "Value",
    "WrongValue",
    "clean",
    "keys_of",
]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the settings page and of the printed regulation."""

    code: str
    title: str
    words: str


GROUPS: dict[str, Group] = {
    group.code: group
    for group in (
        Group("joining", "Как вступить", "Кто может быть участником и что для этого нужно."),
        Group(
            "creating",
            "Как создаётся сообщество",
            "Кто его начинает, сколько оно работает и чем заканчивается.",
        ),
        Group("leading", "Кто ведёт", "Роли, права и назначение."),
        Group("publishing", "Что публикуем", "Формы работы, темы и то, кто видит записи."),
        Group("talking", "Правила общения", "За что можно пожаловаться и как узнают новости."),
        Group("reviewing", "Экспертиза", "Кто и как смотрит то, что сделано."),
        Group("growing", "Обучение и помощь", "Консультации, наставничество и рост."),
        Group("papers", "Документы", "Что хранится и кто утверждает."),
        Group("reporting", "Оценка и отчёт", "По чему судят о работе."),
    )
}

KEYS: dict[str, Key] = {
    key.code: key
    for part in (
        joining,
        creating,
        leading,
        publishing,
        talking,
        reviewing,
        growing,
        papers,
        reporting,
    )
    for key in part.KEYS
}


def keys_of(group: str) -> tuple[Key, ...]:
    """The keys of a group, in the order of the settings page."""
    return tuple(key for key in KEYS.values() if key.group == group)
