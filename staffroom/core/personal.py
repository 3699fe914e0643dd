"""Personal data in what people type: telephones, addresses, numbers of papers.

A guess by the look of the words, for a warning before publication: it may be wrong in both ways,
so nothing is ever refused because of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
import re

STREET = (
    r"(?:ул(?:ица|ице|\.)|просп(?:ект|екте|\.)|пр-т|пер(?:еулок|еулке|\.)|бульвар|б-р|шоссе|наб(?:ережная|\.)"
    r"|микрорайон|мкр\.?|проезд)"
)
LOOKS = (
    ("телефон", re.compile(r"(?<![\d+])(?:\+7|8|7)[ \-(]{0,2}\d{3}[ \-)]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)")),
    ("телефон", re.compile(r"(?i:\bтел(?:ефон\w{0,2}|\.))\W{1,3}(\(?\d[\d ()-]{3,14}\d)(?!\d)")),
    ("телефон", re.compile(r"\(\d{3,5}\) ?\d{1,3}-\d{2}-\d{2}(?!\d)")),
    ("электронная почта", re.compile(r"(?<![\w.+-])[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{2,20}){1,4}")),
    (
        "адрес",
        re.compile(rf"\b(?i:{STREET})[ ]{{0,2}}[«]?[А-ЯЁ0-9][\w.»-]{{0,30}}(?: [А-ЯЁ][\w.»-]{{1,30}}){{0,2}},?"
                   r" {0,2}(?:(?i:д|дом)\.? ?)?\d{1,3}[а-я]?(?:[/-]\d{1,3})?\b(?:, ?(?i:кв|квартира)\.? ?\d{1,4})?"),
    ),
    ("адрес", re.compile(r"\b(?i:д|дом)\.? ?\d{1,3}[а-я]?, ?(?i:кв|квартира)\.? ?\d{1,4}\b")),
    ("СНИЛС", re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)")),
    ("паспорт", re.compile(r"(?i:паспорт)\D{1,30}(\d{2} ?\d{2} ?(?:№ ?)?\d{6})(?!\d)")),
)  # fmt: skip
SIGN = re.compile(r"[\d@]")  # every look has one of them, and most texts have none
MOST = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of personal data as it was typed; `label` says what it looks like."""

    label: str
    words: str


def found_in(text: str) -> tuple[Found, ...]:
    """What looks like personal data, each once, in the order of the looks; at most five."""
    return tuple(dict.fromkeys(_every(text)))[:MOST] if SIGN.search(text) else ()


def _every(text: str) -> Iterator[Found]:
    taken: list[range] = []
    for label, look in LOOKS:
        for match in look.finditer(text):
            part = match.span(match.lastindex or 0)
            if not any(part[0] in known or part[1] - 1 in known for known in taken):
                taken.append(range(*part))
                yield Found(label, text[slice(*part)].strip())
