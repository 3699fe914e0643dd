"""What is gathered from a document: words up to a limit, blocks up to a limit, marks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
import time
from typing import Any

MOST_TEXT = 500_000
MOST_BLOCKS = 3_000
MOST_CELLS = 30_000
MOST_ROWS = 500
MOST_COLUMNS = 40
LONGEST_BLOCK = 8_000
LONGEST_CELL = 1_000
SECONDS = 6.0  # after that what has been read is given; the child itself is ended at ten

Block = list[
    Any
]  # ["h", level, words] · ["p", words] · ["li", level, words] · ["table", rows] · ["part", words]


@dataclass(slots=True)
class Gathered:
    """Facts, words, blocks and marks of one document."""

    facts: dict[str, int] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    cells: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def is_late(self) -> bool:
        """True when reading must come to its end."""
        return time.monotonic() - self.began > SECONDS

    def take(self, blocks: Iterable[Block]) -> None:
        """Gather blocks until a limit is met; then the document is marked as shown in part."""
        for block in blocks:
            if not self._keep(block) or self.is_late:
                self.marks.add("long")
                return

    def say(self, words: str) -> bool:
        """Keep words for the search alone; False when there is no room for them."""
        words = tidy(words)
        if words:
            self.words.append(words[: MOST_TEXT - self.length])
            self.length += len(words) + 1
        return self.length < MOST_TEXT

    def _keep(self, block: Block) -> bool:
        if block[0] == "table":
            block = ["table", self._bounded(block[1])]
            has_room = all(self.say(" | ".join(filter(None, row))) for row in block[1])
        else:
            block = [*block[:-1], tidy(block[-1])[:LONGEST_BLOCK]]
            has_room = self.say(block[-1])
        if not block[-1]:
            return has_room
        if len(self.blocks) < MOST_BLOCKS and self.cells < MOST_CELLS:
            self.blocks.append(block)
        else:
            self.marks.add("long")  # the words go on being gathered for the search
        return has_room

    def _bounded(self, rows: Iterable[list[str]]) -> list[list[str]]:
        """A table without its empty edges, cut to what can be shown."""
        kept: list[list[str]] = []
        for row in rows:
            if len(kept) >= MOST_ROWS or self.cells >= MOST_CELLS:
                if any(row):
                    self.marks.add("long")
                break
            if any(row[MOST_COLUMNS:]):
                self.marks.add("long")
            kept.append([tidy(cell)[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]])
            self.cells += len(kept[-1])
        while kept and not any(kept[-1]):
            kept.pop()
        width = max((n for row in kept for n, word in enumerate(row, 1) if word), default=0)
        return [[*row[:width], *[""] * (width - len(row))] for row in kept] if width else []


def tidy(words: object) -> str:
    """Words on one line, without signs that no eye sees and no database keeps."""
    plain = "".join(sign if sign.isprintable() else " " for sign in str(words))
    return " ".join(plain.split())
