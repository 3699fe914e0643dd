"""What a person asked for, made of words only: nothing typed ever reaches a database's grammar."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
import re
import unicodedata

from staffroom.shared.search.registry import synonyms, words

LONGEST = 200
MOST_WORDS = 12
MOST_READINGS = 10  # of a word, with what means the same
QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]*)[»\"”“]")

LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
SHIFTED_LATIN, SHIFTED_CYRILLIC = '~{}:"<>', "ЁХЪЖЭБЮ"
# A question of a colleague begins so; what he does («как объяснить», «как провести») is then hardly a theme.
QUESTION = re.compile(
    r"(как|какие|какой|какая|какое|почему|зачем|что|чем|с чего|где|когда|можно ли|нужно ли|нужен ли|кто)\b"
)
DOING = frozenset(
    """
    объяснить объяснять рассказать делать сделать составить составлять написать писать провести проводить
    организовать организовывать работать начать начинать взять брать научить учить выучить помочь помогать
    подготовить оформить оформлять заполнить заполнять вести записать найти выбрать использовать применять
    нужный нужно надо нельзя лучше хороший правильно правильный
    справиться справляться избежать поступить поступать реагировать мочь должен стоить следовать
    дать давать получить говорить сказать поговорить понять понимать знать узнать придумать
    успеть успевать устроить показать показывать собой сам
    """.split()
)
ASKING = frozenset(
    """
    пожалуйста подсказать посоветовать скачать бесплатно бесплатный помогите ищу искать найдите хотеть
    """.split()
)
# Words of every second text of a school: beside others they tell no theme.
COMMON = frozenset(
    """
    урок занятие класс школа школьный школьник ученик учащийся обучающийся учитель педагог воспитатель
    ребенок дети год лет тема материал работа задание подборка пример обучение учебный
    """.split()
)
CLASS = "класс"
LOOSE = COMMON - {CLASS}
ALL_OF = "+"  # between words of a reading that stand anywhere; a space: that stand side by side

TO_CYRILLIC = str.maketrans(
    LATIN.upper() + SHIFTED_LATIN + LATIN, CYRILLIC.upper() + SHIFTED_CYRILLIC + CYRILLIC
)
TO_LATIN = str.maketrans(CYRILLIC.upper() + CYRILLIC, LATIN.upper() + LATIN)


Groups = tuple[tuple[str, ...], ...]  # of each word its readings


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the search.

    `words` must all be there, each in one of its readings; `loose` need not, but weigh: words of every second
    text beside those that tell a theme. `phrases` are words that must stand side by side, in any form. A reading
    is one dictionary form, several side by side (divided by a space) or several that stand anywhere (divided by
    `ALL_OF`); the first is what was typed. `line` are the likeliest forms in the order asked: side by side they
    weigh more.
    """

    typed: str
    words: Groups
    phrases: Groups
    loose: Groups = ()
    line: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing is left to look for."""
        return not self.words and not self.phrases

    @property
    def weighed(self) -> Groups:
        """All the words, those that must be there first."""
        return (*self.words, *self.loose)

    @property
    def forms(self) -> frozenset[str]:
        """Every dictionary form asked for: what is marked in the results."""
        said = (form for group in self.weighed for reading in group for form in forms_of(reading))
        return frozenset((*said, *(form for phrase in self.phrases for form in phrase)))


def telling(groups: Groups) -> Groups:
    """The words that tell a theme; all of them when none does."""
    told = tuple(
        readings for readings in groups if readings[0] not in COMMON and not readings[0].isdigit()
    )
    return told or groups


def forms_of(reading: str) -> list[str]:
    """The dictionary forms of a reading."""
    return reading.replace(ALL_OF, " ").split()


def asked(typed: str) -> Asked:
    """Read what was typed: words, what means the same, and words in quotes."""
    typed = " ".join(unicodedata.normalize("NFC", typed.replace("\x00", " ")).split())[:LONGEST]
    phrases = []
    for match in QUOTED.finditer(typed):
        phrase = _line(match[1])
        if phrase:
            phrases.append(phrase[:MOST_WORDS])
    loose = QUOTED.sub(" ", typed)
    said = [forms for token in _tokens(loose) if (forms := words.lemmas(token))]
    readings = tuple(dict.fromkeys(_widened(_themes(said))))[:MOST_WORDS]
    told, idle = _parted(readings, is_question=bool(QUESTION.match(words.folded(loose))))
    line = tuple(form for group in readings for form in forms_of(group[0]))
    return Asked(typed, told, tuple(phrases)[:4], idle, line)


def _themes(said: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The words without those of asking; all of them when none is left."""
    return [forms for forms in said if forms[0] not in ASKING] or said


def _parted(groups: Groups, *, is_question: bool) -> tuple[Groups, Groups]:
    """Words that must be there, and those that need not: common ones and, in a question, those of doing.

    A class is common and tells much all the same: «8 класс» must be there.
    """
    idle = LOOSE | DOING if is_question else LOOSE
    told = tuple(group for group in groups if group[0] not in idle)
    if all(group[0] == CLASS or group[0].isdigit() for group in told):
        return groups, ()
    return told, tuple(group for group in groups if group[0] in idle)


def _widened(said: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The readings of each word, with what means the same; an expression of several words is one group."""
    n = 0
    while n < len(said):
        size, others = _expression(said[n:])
        if size == 0:
            yield said[n]
            n += 1
            continue
        own = said[n] if size == 1 else (ALL_OF.join(f[0] for f in said[n : n + size]),)
        yield (*own, *(" ".join(line) for line in others))[:MOST_READINGS]
        n += size


def _expression(said: list[tuple[str, ...]]) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """How many words from here on are the longest known expression, in any of their readings; what means the same."""
    if synonyms.beginnings().isdisjoint(said[0]):
        return 0, ()
    table = synonyms.table()
    for size in range(min(synonyms.longest(), len(said)), 0, -1):
        for line in product(*said[:size]):
            if line in table:
                return size, table[line]
    return 0, ()


def _tokens(text: str) -> list[str]:
    found = words.WORD.findall(words.folded(text))
    return [piece for token in found for piece in words.parts(token)]


def _line(text: str) -> tuple[str, ...]:
    return synonyms.line_of(text)


def switched(typed: str) -> str:
    """The same keys on the other layout of the keyboard («ghbdtn» → «привет»); "" when it is no help."""
    latin = sum(letter in LATIN and letter.isalpha() for letter in typed.lower())
    cyrillic = sum(letter in CYRILLIC for letter in typed.lower())
    if not latin and not cyrillic:
        return ""
    other = typed.translate(TO_CYRILLIC if latin >= cyrillic else TO_LATIN)
    return "" if other == typed else " ".join(other.split())


def without_one(typed: str) -> list[str]:
    """Shorter questions to offer when all the words together were found nowhere."""
    pieces = [piece for piece in typed.split() if not asked(piece).is_empty]
    if len(pieces) < 2:
        return []
    return [" ".join(pieces[:n] + pieces[n + 1 :]) for n in range(min(len(pieces), 4))]
