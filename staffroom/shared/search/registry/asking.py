"""What a person asked for, made of words only: nothing typed ever reaches a database's grammar."""

from dataclasses import dataclass
import re
import unicodedata

from staffroom.shared.search.registry import words

LONGEST = 200
MOST_WORDS = 12
QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]*)[»\"”“]")

LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю"
SHIFTED_LATIN, SHIFTED_CYRILLIC = '~{}:"<>', "ЁХЪЖЭБЮ"
TO_CYRILLIC = str.maketrans(
    LATIN.upper() + SHIFTED_LATIN + LATIN, CYRILLIC.upper() + SHIFTED_CYRILLIC + CYRILLIC
)
TO_LATIN = str.maketrans(CYRILLIC.upper() + CYRILLIC, LATIN.upper() + LATIN)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the search.

    `words` must all be there, each in one of its readings; `phrases` are words that must stand side by
    side, in any form.
    """

    typed: str
    words: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def is_empty(self) -> bool:
        """True when nothing is left to look for."""
        return not self.words and not self.phrases

    @property
    def forms(self) -> frozenset[str]:
        """Every dictionary form asked for: what is marked in the results."""
        return frozenset(form for group in (*self.words, *self.phrases) for form in group)

    @property
    def line(self) -> tuple[str, ...]:
        """The likeliest forms in the order asked: side by side they weigh more."""
        return tuple(readings[0] for readings in self.words)


def asked(typed: str) -> Asked:
    """Read what was typed: words, and words in quotes."""
    typed = " ".join(unicodedata.normalize("NFC", typed.replace("\x00", " ")).split())[:LONGEST]
    phrases = []
    for match in QUOTED.finditer(typed):
        phrase = _line(match[1])
        if phrase:
            phrases.append(phrase[:MOST_WORDS])
    loose = QUOTED.sub(" ", typed)
    readings: dict[tuple[str, ...], None] = {}
    for token in _tokens(loose):
        forms = words.lemmas(token)
        if forms:
            readings[forms] = None
    return Asked(typed, tuple(readings)[:MOST_WORDS], tuple(phrases)[:4])


def _tokens(text: str) -> list[str]:
    found = words.WORD.findall(words.folded(text))
    return [piece for token in found for piece in words.parts(token)]


def _line(text: str) -> tuple[str, ...]:
    return tuple(forms[0] for token in _tokens(text) if (forms := words.lemmas(token)))


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
