"""From what a person typed to the blocks of a paper; a plain text is enough for any paper.

приказываю:                      the word of command, on a line of its own
# Общие положения                a heading of a section
1. Создать группу.               a numbered item; «1.1.» stands under it
- довести до сведения;           a line of a list
№ | Имя | Школа                  neighbouring lines with «|» are a table, the first is its head
anything else                    a paragraph
"""

from collections.abc import Iterator
import re

from staffroom.core.papers import Block, Bullet, Heading, Item, Table, Text, Word

ITEM = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,4}\.?)\s+(\S.*)")
BULLET = re.compile(r"[-–—•]\s+(\S.*)")
COMMAND = re.compile(r"[^\W\d_]{4,20}( ?[^\W\d_]{1,20})?:")
INITIALS = re.compile(r"\b([А-ЯЁ]\.) ?([А-ЯЁ]\.) (?=[А-ЯЁ])")
NUMBER = re.compile(r"№ (?=\S)")
MOST_COLUMNS = 8


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a typed text; empty lines only part paragraphs, initials keep to their name."""
    whole = INITIALS.sub("\\1\u00a0\\2\u00a0", NUMBER.sub("№\u00a0", text))
    return tuple(_blocks(whole.splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    rows: list[list[str]] = []
    for line in [*(line.strip() for line in lines), ""]:
        if "|" in line:
            rows.append([cell.strip() for cell in line.strip("|").split("|")][:MOST_COLUMNS])
            continue
        if rows:
            yield _table(rows)
            rows = []
        if line:
            yield _block(line)


def _block(line: str) -> Block:
    if line.startswith("# "):
        number, _, words = line[2:].strip().partition(" ")
        is_numbered = bool(re.fullmatch(r"\d{1,3}\.", number)) and bool(words)
        return Heading(words, number) if is_numbered else Heading(line[2:].strip())
    if found := ITEM.fullmatch(line):
        number = found[1] if found[1].endswith(".") else f"{found[1]}."
        return Item(number, found[2], number.count("."))
    if found := BULLET.fullmatch(line):
        return Bullet(found[1])
    return Word(line) if COMMAND.fullmatch(line) else Text(line)


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    full = [tuple(row + [""] * (width - len(row))) for row in rows]
    shares = tuple(min(30, max(3, *(len(row[n]) for row in full))) for n in range(width))
    return Table(full[0], tuple(full[1:]), shares)
