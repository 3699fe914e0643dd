"""Which passwords are good enough (G-16)."""

from collections.abc import Iterable
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator

from staffroom.shared.accounts import registry

MEMBERS_FLOOR = 8
STRONG_FLOOR = 12
CEILING = 1000  # a longer one only feeds the hasher

# Words that Russian lists of leaked passwords are built on, with any digits and signs around them.
ROOTS = frozenset(
    """
    пароль password parol qwerty qwertyuiop qwe йцукен йцукенг фыва фывапролдж asdf asdfgh zxcvbn zxcvbnm
    учитель uchitel school школа shkola класс klass детсад detsad педагог pedagog методист metodist завуч zavuch
    директор direktor admin administrator админ user guest demo test тест привет privet hello welcome
    любовь lubov lyubov люблю солнышко solnyshko котик kotik ангел angel россия russia rossiya москва moskva moscow
    наташа natasha света sveta татьяна tatyana марина marina светлана svetlana елена elena ольга olga ирина irina
    анна anna мария maria екатерина ekaterina катя katya настя nastya александр alexander максим maxim сергей sergey
    андрей andrey дмитрий dmitry иван ivan николай nikolay учительская uchitelskaya staffroom iloveyou sunshine
    monkey dragon football спартак spartak zenit зенит
    """.split()
)  # fmt: skip
KEYBOARD = dict(
    zip(
        "йцукенгшщзхъфывапролджэячсмитьбюё",
        "qwertyuiop[]asdfghjkl;'zxcvbnm,.`",
        strict=True,
    )
)


def floor_for(person_id: int | None) -> int:
    """The least length for this person; a newcomer is a member."""
    is_strong = person_id is not None and any(holds(person_id) for holds in registry.strengths)
    return STRONG_FLOOR if is_strong else MEMBERS_FLOOR


def password_problem(password: str, *, floor: int, words: Iterable[str] = ()) -> str:
    """Why the password is refused, as a Russian sentence; empty when it is good.

    Args:
        password: as typed; any characters are allowed.
        floor: the least length.
        words: what strangers know of the person (name, e-mail).
    """
    if len(password) < floor:
        return f"Пароль короткий: нужно не меньше {floor} знаков. Подойдёт и целая фраза."
    if len(password) > CEILING:
        return f"Пароль слишком длинный: не больше {CEILING} знаков."
    if len(set(password)) < 4 or is_common(password):
        return "Этот пароль один из самых частых, его подберут за минуты. Придумайте другой."
    low = password.casefold()
    if any(len(word) > 3 and (word in low and len(low) - len(word) < 4) for word in _known(words)):
        return "Пароль повторяет ваше имя или почту. Придумайте другой."
    return ""


def is_common(password: str) -> bool:
    """True for a password of the offline list, or a common word with digits or signs around it."""
    low = password.casefold().strip()
    latin = "".join(KEYBOARD.get(letter, letter) for letter in low)
    cores = {_core(low), _core(latin)}
    return bool(cores & _roots()) or bool({low, latin, *cores} & _list())


@cache
def _roots() -> frozenset[str]:
    typed = {"".join(KEYBOARD.get(letter, letter) for letter in root) for root in ROOTS}
    return ROOTS | {_core(word) for word in typed}


@cache
def _list() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _core(word: str) -> str:
    return word.strip("0123456789!?.,-_*@#$%^&()+= ")


def _known(words: Iterable[str]) -> set[str]:
    return {part for word in words for part in (word.casefold(), word.casefold().split("@")[0])}
