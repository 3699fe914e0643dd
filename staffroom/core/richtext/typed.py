"""Text typed into a plain textarea, and stored HTML shown there again.

The few signs are those that people type anyway: an empty line parts paragraphs, «- » begins a list,
«## » a heading, «> » a quotation, «| a | b |» a row of a table, an address alone on its line that
leads to a picture of ours is that picture. Nobody has to know them.
"""

from collections.abc import Iterator
from html import escape
from itertools import groupby
import re

from staffroom.core.richtext.blocks import (
    Block,
    Cell,
    Code,
    Image,
    Line,
    Listing,
    Quote,
    Rule,
    Run,
    Table,
)
from staffroom.core.richtext.compose import (
    MAX_PLAIN,
    RULES_VERSION,
    RichText,
    TextTooLong,
    clean,
    too_long_sentence,
)
from staffroom.core.richtext.gate import normal_characters
from staffroom.core.richtext.plain import excerpt_of
from staffroom.core.richtext.tree import FILE_ADDRESS, MAX_NESTING, read

HEADING = re.compile(r"(#{2,4}) +(\S.*)")
BULLET = re.compile(r"[-*•] +(\S.*)")
NUMBER = re.compile(r"([0-9]{1,3})[.)] +(\S.*)")
QUOTE = re.compile(r"> ?(.*)")
ROW = re.compile(r"\|(.*)\|")
RULE = re.compile(r"-{3,}")
ADDRESS = re.compile(r"https?://[^\s<>«»\"]+", re.IGNORECASE)
PLAIN = re.compile(
    r"[\w \n.,;:!?()«»„“”\"'’…–—№%+=*/-]*"
)  # letters, digits and what stands between words
SHORT = 20_000  # characters; above it the markup itself is judged
TRAILING = ".,;:!?)]}'…"


def from_text(text: str, *, max_plain: int = MAX_PLAIN) -> RichText:
    """Clean what was typed without an editor: paragraphs, line breaks, lists, headings, addresses.

    Raises:
        TextTooLong: longer than `max_plain` characters.
    """
    text = normal_characters(text)
    if len(text) > max_plain:
        raise TextTooLong(too_long_sentence(max_plain, len(text)))
    lines = [line.strip() for line in text.split("\n")]
    return _plain_words(lines) if _is_plain(text, lines) else _gated(lines, max_plain)


def _gated(lines: list[str], max_plain: int) -> RichText:
    """What was typed as HTML, through both gates, as everything that comes from outside."""
    return clean("".join(_html_of(lines)), max_plain=max_plain)


def _is_plain(text: str, lines: list[str]) -> bool:
    """True for words alone, as most answers are: nothing in them can be a tag, a sign or an address."""
    return (
        len(text) <= SHORT
        and PLAIN.fullmatch(text) is not None
        and "  " not in text
        and "://" not in text
        and all(line[:1].isalpha() or _kind(line) in {"blank", "paragraph"} for line in lines)
    )


def _plain_words(lines: list[str]) -> RichText:
    """The same as `_gated` makes of them, without reading HTML that we have written ourselves."""
    paragraphs = [list(group) for is_said, group in groupby(lines, key=bool) if is_said]
    plain = "\n".join("\n".join(group) for group in paragraphs)
    return RichText(
        html="".join(f"<p>{'<br>'.join(group)}</p>" for group in paragraphs),
        plain=plain, excerpt=excerpt_of(plain), mentions=(), files=(), version=RULES_VERSION,
    )  # fmt: skip


def as_text(html: str) -> str:
    """Stored HTML as a person would have typed it; `from_text` gives the same blocks, without bold and links' names."""
    return "\n\n".join("\n".join(lines) for lines in map(_typed, read(html)) if lines)


def _html_of(lines: list[str], depth: int = 0) -> Iterator[str]:
    """HTML of typed lines, taken in groups of one kind; quotations only so deep as they may be."""
    group: list[str] = []
    kind = ""
    for line in [*lines, ""]:
        now = _kind(line)
        if now == "quote" and depth >= MAX_NESTING:
            line, now = line.lstrip("> "), "paragraph"  # noqa: PLW2901 - its sign goes, its words stay
        if group and (now != kind or kind in {"heading", "image", "rule"}):
            yield _group_html(kind, group, depth)
            group = []
        kind = now
        if kind != "blank":
            group.append(line)


def _kind(line: str) -> str:
    if not line:
        return "blank"
    if HEADING.fullmatch(line):
        return "heading"
    if BULLET.fullmatch(line):
        return "bullets"
    if NUMBER.fullmatch(line):
        return "numbers"
    if QUOTE.fullmatch(line):
        return "quote"
    if ROW.fullmatch(line):
        return "table"
    if RULE.fullmatch(line):
        return "rule"
    return "image" if FILE_ADDRESS.fullmatch(line) else "paragraph"


def _group_html(kind: str, lines: list[str], depth: int) -> str:
    match kind:
        case "heading":
            signs, words = HEADING.fullmatch(lines[0]).groups()  # type: ignore[union-attr]  # it has matched once
            return f"<h{len(signs)}>{_linked(words)}</h{len(signs)}>"
        case "bullets":
            return f"<ul>{''.join(f'<li>{_linked(line[1:].strip())}</li>' for line in lines)}</ul>"
        case "numbers":
            found = [NUMBER.fullmatch(line).groups() for line in lines]  # type: ignore[union-attr]  # likewise
            return f'<ol start="{int(found[0][0])}">{"".join(f"<li>{_linked(words)}</li>" for _, words in found)}</ol>'
        case "quote":
            return f"<blockquote>{''.join(_html_of([line[1:].strip() for line in lines], depth + 1))}</blockquote>"
        case "table":
            rows = ([cell.strip() for cell in line[1:-1].split("|")] for line in lines)
            return f"<table>{''.join(f'<tr>{_cells_html(row)}</tr>' for row in rows)}</table>"
        case "rule":
            return "<hr>"
        case "image":
            return f'<img src="{escape(lines[0])}">'
        case _:
            return f"<p>{'<br>'.join(map(_linked, lines))}</p>"


def _cells_html(cells: list[str]) -> str:
    return "".join(f"<td>{_linked(cell)}</td>" for cell in cells)


def _linked(line: str) -> str:
    """One line of text with its bare addresses made links."""
    out, end = [], 0
    for found in ADDRESS.finditer(line):
        address = found[0].rstrip(TRAILING)
        if found[0][len(address) :].startswith(")") and address.count("(") > address.count(")"):
            address += ")"
        out.append(escape(line[end : found.start()]))
        out.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        end = found.start() + len(address)
    return "".join(out) + escape(line[end:])


def _typed(block: Block) -> list[str]:
    """The lines of a block as they would be typed."""
    match block:
        case Line(run, level):
            return [("#" * level + " " if level else "") + _run_typed(run)]
        case Code(text):
            return text.split("\n")
        case Rule():
            return ["---"]
        case Image(src=src, caption=caption):
            return [src, *([_run_typed(caption)] if caption else [])]
        case Listing(is_ordered, items, start):
            signs = (
                f"{number}. " if is_ordered else "- " for number in range(start, start + len(items))
            )
            return [sign + " ".join(_words(item)) for sign, item in zip(signs, items, strict=True)]
        case Quote(blocks):
            inner = "\n\n".join("\n".join(_typed(one)) for one in blocks)
            return [f"> {line}".rstrip() for line in inner.split("\n")]
        case Table(rows):
            return [f"| {' | '.join(_cell_typed(cell) for cell in row)} |" for row in rows]


def _words(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        yield from (line.replace("\n", " ") for line in _typed(block))


def _cell_typed(cell: Cell) -> str:
    return " ".join(_words(cell.blocks)).replace("|", "/")


def _run_typed(run: Run) -> str:
    out = []
    for leaf in run:
        if leaf.kind == "br":
            out.append("\n")
            continue
        text = f"@{leaf.text}" if leaf.kind == "mention" else leaf.text
        href = next((value for tag, value in leaf.marks if tag == "a"), "")
        out.append(f"{text} ({href})" if href and href != text else text)
    return "".join(out)
