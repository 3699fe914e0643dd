"""What a text is made of: blocks that hold blocks or runs of leaves, each leaf with its marks."""

from dataclasses import dataclass, field, replace
from typing import Literal

Mark = tuple[str, str]
"""A mark: its tag and, for a link, the address; otherwise an empty string."""

MARK_ORDER = ("a", "strong", "em", "u", "s", "sub", "sup", "code")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A piece of a line: text, a line break (`kind="br"`) or a mention with the person's pid."""

    kind: Literal["text", "br", "mention"]
    text: str = ""
    marks: frozenset[Mark] = frozenset()
    pid: str = ""

    def with_text(self, text: str) -> "Leaf":
        """The same leaf with another text."""
        return replace(self, text=text)


Run = list[Leaf]


@dataclass(slots=True)
class Image:
    """A picture kept in this installation; `pid` is its file."""

    src: str
    pid: str
    alt: str = ""
    width: int = 0
    height: int = 0
    caption: Run = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """A paragraph or a heading (`level` 0 is a paragraph)."""

    run: Run
    level: int = 0


@dataclass(slots=True)
class Code:
    """A block of code: its text as it stands."""

    text: str


@dataclass(slots=True)
class Rule:
    """A horizontal line."""


@dataclass(slots=True)
class Listing:
    """A list; each item is a list of blocks."""

    is_ordered: bool
    items: list[list["Block"]]
    start: int = 1


@dataclass(slots=True)
class Quote:
    """A quotation."""

    blocks: list["Block"]


@dataclass(slots=True)
class Cell:
    """A cell of a table."""

    blocks: list["Block"]
    is_head: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Table:
    """A table by rows."""

    rows: list[list[Cell]]


Block = Image | Line | Code | Rule | Listing | Quote | Table
