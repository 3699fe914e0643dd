"""Public ids: what links and the API show instead of sequential numbers."""

import re
import secrets
from typing import Any

from django.db import models

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
PATTERN = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_pid() -> str:
    """A random public id of ten base-32 characters (50 bits)."""
    bits = secrets.randbits(5 * LENGTH)
    return "".join([ALPHABET[bits >> place & 31] for place in range(0, 5 * LENGTH, 5)])


class PidField(models.CharField):
    """The column of a public id: unique, random, never edited."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", LENGTH)
        options.setdefault("default", new_pid)
        options.setdefault("unique", True)
        options.setdefault("editable", False)
        super().__init__(**options)


LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәөүҗңһҥҕі",
        (
            "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya "
            "a o u zh n h n g i"
        ).split(),
        strict=True,
    )
)


def slug_of(words: str, *, length: int = 60) -> str:
    """A readable Latin end of an address, made from Russian words; may be empty."""
    latin = "".join(LATIN.get(letter, letter) for letter in words.casefold()).replace("_", "")
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:length].strip("-")


def new_number() -> int:
    """A random key never given twice, even after a rolled-back transaction: processes cache by it."""
    return secrets.randbits(62)
