"""A foreign file looked at in the sandbox: what it is, and, for a picture, its harmless copy."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from staffroom.core import sandbox
from staffroom.core.files.kinds import (
    EMPTY,
    KINDS,
    LOCKED,
    MACROS,
    FileRefused,
    Kind,
    told_by_content,
)
from staffroom.core.files.names import clean_name, ending_of, with_ending

PARSERS = "staffroom.core.parsers"
WRITTEN = {".jpg": "jpg", ".png": "png", ".gif": "gif", ".webp": "webp"}


@dataclass(frozen=True, slots=True)
class Examined:
    """A file ready to be stored: where its bytes are, what it is, what it is called."""

    path: Path
    kind: Kind
    name: str
    has_macros: bool = False
    width: int = 0
    height: int = 0
    thumbnails: dict[str, Path] = field(default_factory=dict)


def _judge(source: Path, told: dict[str, Any]) -> None:
    """Stop what this installation does not take, though others do: macros, passwords."""
    if told["has_macros"] and settings.MACROS == "refuse":
        raise FileRefused(MACROS)
    if settings.LOCKED_FILES != "refuse":
        return
    if told["type"] == "locked":
        raise FileRefused(LOCKED)
    if told["type"] in {"pdf", "odt", "ods", "odp"} and sandbox.run(
        f"{PARSERS}.reading.entry:is_locked", told["type"], inputs=[source], natives=["pypdfium2"]
    ):
        raise FileRefused(LOCKED)


@contextmanager
def examined(source: Path, name: str) -> Iterator[Examined]:
    """The file as it may be stored; copies of pictures are gone when the block ends.

    Raises:
        FileRefused: empty, of a kind that is not taken, or named as something else.
        ParserFailed: broken, or harmful to its reader.
    """
    if not source.stat().st_size:
        raise FileRefused(EMPTY)
    name = clean_name(name)
    told = sandbox.run(f"{PARSERS}.contents:tell", inputs=[source])
    kind = told_by_content(told["type"], ending_of(name))
    _judge(source, told)
    if kind.group != "image":
        ending = "" if ending_of(name) else kind.endings[0]
        yield Examined(source, kind, f"{name}.{ending}" if ending else name, told["has_macros"])
        return
    with sandbox.room() as folder:
        made = sandbox.run(f"{PARSERS}.pictures:remake", inputs=[source], folder=folder)
        written = folder / made["name"]
        new = KINDS[WRITTEN[written.suffix]]
        yield Examined(
            written,
            new,
            name if ending_of(name) in new.endings else with_ending(name, new.endings[0]),
            width=made["width"],
            height=made["height"],
            thumbnails={width: folder / thumb for width, thumb in made["thumbnails"].items()},
        )
