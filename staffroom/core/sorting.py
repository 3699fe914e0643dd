"""Order of names: one stored binary key, equal on both databases (data model, rule 14)."""

from typing import Any

from django.db import models

# Letters that the alphabets of the regions put right after a Russian one.
AFTER = {
    "ё": "е", "ә": "а", "җ": "ж", "ҥ": "н", "ң": "н", "ө": "о", "ү": "у", "һ": "х",
    "ҕ": "г", "і": "и", "ҫ": "с",
}  # fmt: skip


def sort_key(*words: str) -> bytes:
    """The key of a name given as words («Ёлкина», «Анна»): case folded, ё beside е, ә after а."""
    folded = "\x01".join(word.strip().casefold() for word in words)
    primary = "".join("е" if letter == "ё" else _primary(letter) for letter in folded)
    return f"{primary}\x00{folded}".encode()[:255]


def _primary(letter: str) -> str:
    base = AFTER.get(letter)
    return f"{base}\u04ff" if base else letter


class SortKeyField(models.BinaryField):
    """The column of a sort key; kept by actions, never shown."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 255)
        options.setdefault("editable", False)
        super().__init__(**options)
