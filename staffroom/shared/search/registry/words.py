"""One way to write words down for both databases: lower case, ё as е, the dictionary form.

«Дробей», «дробями» and «Дробь» all become «дробь»; a word the dictionary does not know loses its
ending by the stemmer; a word with letters of other alphabets (Latin, Tatar, Sakha) stays whole.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise, starmap
import re
from typing import Any
import unicodedata
from zlib import crc32

VERSION = 3  # of these rules; rows of another version are written again by `staffroom reindex`
LONGEST_WORD = 40
SHORTEST_FORM = 4  # letters: a shorter word mistyped is another word
MOST_MARKS = 5_000  # three bytes each
MOST_WORDS = 15_000  # a place in a tsvector is at most 16,383
LIKELY = 0.15  # a reading of a word form that is rarer than this is left out
MOST_READINGS = 2
KEPT_WORDS = 100_000  # word forms remembered in a process

WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
HYPHEN = re.compile(r"[-\u2010\u2011]")
RUSSIAN = re.compile(r"[а-я]+")

STOP_WORDS = frozenset(
    """
    а без бы был была были было быть в вам вами вас ваш ваша ваше ваши весь во вот все всего всех вы г где да
    даже для до его ее ей ему если есть еще ж же за здесь и из из-за или им ими их к как какая какие какой
    когда кто ли либо лишь мне много может можно мои мой моя мы на над нам нами нас наш наша наше наши не него
    нее ней нем нет ни нибудь них но ну о об оба один одна однако одно он она они оно от очень по под пока
    после потом потому почти при про раз разве с сам сама сами само свое своего своей свои своих свой себе
    себя со так такая также такие такое такой там те тем теми то тобой тоже той только том тот тут ты у уж
    уже хотя чего чей чем что чтобы чье чья эта эти это этого этой этом этот эту я кое
    """.split()
)  # fmt: skip


def folded(text: str) -> str:
    """The text in one case and one spelling, letter for letter, so that places stay what they were."""
    return text.lower().replace("ё", "е")


@cache
def _dictionary() -> Any:
    import pymorphy3  # noqa: PLC0415 - 40 MB and 0.2 s, only for a process that meets a word

    return pymorphy3.MorphAnalyzer()


@cache
def _stemmer() -> Any:
    import Stemmer  # noqa: PLC0415 - with the dictionary, when first needed

    return Stemmer.Stemmer("russian", 0)


@lru_cache(maxsize=KEPT_WORDS)
def lemmas(word: str) -> tuple[str, ...]:
    """Likely dictionary forms of a folded word, likeliest first; () for a word that says nothing."""
    if word in STOP_WORDS:
        return ()
    word = word[:LONGEST_WORD]
    if not RUSSIAN.fullmatch(word):
        return (word,)
    weights: dict[str, float] = {}
    for reading in _dictionary().parse(word):
        if not reading.is_known:
            return (_stemmer().stemWord(word),)
        form = folded(reading.normal_form)[:LONGEST_WORD]
        weights[form] = weights.get(form, 0.0) + reading.score
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    return (ranked[0][0], *(form for form, weight in ranked[1:MOST_READINGS] if weight >= LIKELY))


def guessed(word: str) -> tuple[str, ...]:
    """The likeliest dictionary form of a word that no dictionary knows, by its ending; () for a known one."""
    if not RUSSIAN.fullmatch(word):
        return ()
    readings = _dictionary().parse(word)
    if any(reading.is_known for reading in readings):
        return ()
    return tuple(dict.fromkeys(folded(reading.normal_form) for reading in readings[:2]))


NAMES = ("Name", "Surn", "Patr")


def is_name(word: str) -> bool:
    """True for a word that is likeliest somebody's name, surname or patronymic."""
    if not RUSSIAN.fullmatch(word):
        return False
    first = _dictionary().parse(word)[0]
    return any(mark in first.tag for mark in NAMES)


def forms_of(text: str) -> set[str]:
    """Words of a text as they are written there, for the vocabulary: long enough to be mistyped."""
    found = set(WORD.findall(folded(unicodedata.normalize("NFC", text))))
    pieces = (piece for token in found for piece in parts(token))
    return {
        piece for piece in pieces if SHORTEST_FORM <= len(piece) <= LONGEST_WORD and piece.isalpha()
    }


def parts(word: str) -> Sequence[str]:
    """The pieces of a hyphenated word («онлайн-урок» → «онлайн», «урок»); a plain word is one."""
    return (word,) if word.isalnum() else [piece for piece in HYPHEN.split(word) if piece]


def whole(word: str) -> str:
    """A hyphenated word written together, or nothing: numbers («5-9») never grow together."""
    pieces = parts(word)
    if len(pieces) < 2 or all(piece.isdigit() for piece in pieces):
        return ""
    return "".join(pieces)


def words_of(text: str) -> list[str]:
    """What the index keeps of a text.

    First the likeliest form of each word in the order of the text (phrases are found by it), then the
    other readings and the hyphenated words written together, which are found alone.
    """
    line: list[str] = []
    beside: dict[str, None] = {}
    for match in WORD.finditer(folded(unicodedata.normalize("NFC", text))):
        pieces = parts(match[0])
        for piece in pieces:
            forms = lemmas(piece)
            if forms:
                line.append(forms[0])
                if len(forms) > 1:
                    beside.update(dict.fromkeys(forms[1:]))
        joined = whole(match[0]) if len(pieces) > 1 else ""
        if joined:
            beside.update(dict.fromkeys(lemmas(joined)))
        if len(line) >= MOST_WORDS:
            break
    known = set(line)
    return [*line, *(word for word in beside if word not in known)][: MOST_WORDS + 1000]


def pair(first: str, second: str) -> bytes:
    """The mark of two words that stand side by side."""
    return (crc32(f"{first} {second}".encode()) & 0xFFFFFF).to_bytes(3, "big")


def title_mark(word: str) -> bytes:
    """The mark of a word of a title."""
    return pair("", word)


def marks_of(title: Sequence[str], card: Sequence[str], body: Sequence[str]) -> bytes:
    """By what a row that matches is weighed: three bytes for a word of its title and for two words together.

    Words of the card weigh as those of the title.

    One in a hundred thousand is taken for another, and then a row stands higher than it should; what is
    found, also by a phrase in quotes, is told by the words themselves.
    """
    side_by_side = (*pairwise(title), *pairwise(card), *pairwise(body))
    said = [*map(title_mark, (*title, *card)), *starmap(pair, side_by_side)]
    return b"".join(list(dict.fromkeys(said))[:MOST_MARKS])
