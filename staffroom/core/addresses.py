"""Pieces of addresses: a public id, and a public id with its readable end."""

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


def register() -> None:
    """Make the pieces known; each urls module that uses them says so."""
    known = get_converters()
    for name, converter in (("pid", PidConverter), ("named", NamedConverter)):
        if name not in known:
            register_converter(converter, name)
