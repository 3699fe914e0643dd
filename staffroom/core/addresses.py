"""Pieces of addresses: a public id, and a public id with its readable end; what stands after `?`."""

from datetime import UTC, datetime

from django.urls import register_converter
from django.urls.converters import get_converters

from staffroom.core.ids import ALPHABET, LENGTH


class PidConverter:
    """`<pid:pid>`: a public id alone."""

    regex = rf"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        """The id as it stands in the table."""
        return value

    def to_url(self, value: str) -> str:
        """The id as it stands in the address."""
        return value


class NamedConverter(PidConverter):
    """`<named:pid>`: a public id, then a readable end that is only for people («-kak-obyasnit»)."""

    regex = rf"[{ALPHABET}]{{{LENGTH}}}(?:-[a-z0-9-]*)?"

    def to_python(self, value: str) -> str:
        """The id without its readable end."""
        return value[:LENGTH]


LONGEST_NUMBER = 18  # digits: every such number fits both databases
YEARS = range(1900, 3000)  # a moment in any time zone stays one


def number(words: str | None) -> int | None:
    """A number that somebody typed into an address; None for anything else."""
    is_number = words and words.isascii() and words.isdigit() and len(words) <= LONGEST_NUMBER
    return int(words) if words and is_number else None


def place(words: str, mark: str) -> tuple[datetime, int] | None:
    """Where a list goes on: a moment and a key with the mark between; None for anything else."""
    typed, _, end = words.rpartition(mark)
    key = number(end)
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if key is None or moment.year not in YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC), key


def register() -> None:
    """Make the pieces known; each urls module that uses them says so."""
    known = get_converters()
    for name, converter in (("pid", PidConverter), ("named", NamedConverter)):
        if name not in known:
            register_converter(converter, name)
