"""From the safe tree to blocks: headings in order, lists, tables, pictures, no empty paragraphs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
import re

from staffroom.core.richtext.blocks import (
    Block,
    Cell,
    Code,
    Image,
    Leaf,
    Line,
    Listing,
    Mark,
    Quote,
    Rule,
    Run,
    Table,
)
from staffroom.core.richtext.gate import BLOCKS, HEADINGS, Element, safe_tree
from staffroom.core.richtext.leaves import PID, SPACES, leaves_of, texts_of, tidy, with_mark

MAX_NESTING = 6  # of lists and quotes inside each other
MAX_SPAN = 50
MAX_ALT = 300
FILE_ADDRESS = re.compile(rf"/files/({PID})/[^/\\?#\s\"'<>]{{1,300}}")


def read(html: str) -> list[Block]:
    """The blocks of a foreign HTML text, in order."""
    blocks = list(_blocks(safe_tree(html), frozenset(), 0))
    _order_headings(blocks)
    return blocks


def _blocks(parent: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    """The blocks inside an element; loose leaves between them become paragraphs."""
    run: Run = []
    for child in parent.children:
        if isinstance(child, str) or not (child.tag in BLOCKS or child.has_block):
            run.extend(leaves_of(child, marks))
            continue
        yield from _paragraph(run)
        run = []
        yield from _block(child, marks, depth)
    yield from _paragraph(run)


def _paragraph(run: Run) -> Iterator[Block]:
    run = tidy(run)
    if run:
        yield Line(run)


def _block(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    """An element as blocks; a wrapper gives what is in it, with its mark if it is an inline one."""
    if element.tag in HEADINGS:
        return _heading(element, marks, depth)
    make = MAKERS.get(element.tag)
    if make:
        return make(element, marks, depth)
    return _blocks(element, with_mark(marks, element), depth)


def _quote(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    inner = _inner(element, marks, depth + 1)
    if depth >= MAX_NESTING:
        yield from inner
    elif inner:
        yield Quote(inner)


def _code(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    text = "".join(texts_of(element)).strip("\n")
    if text.strip():
        yield Code(text)


def _rule(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    yield Rule()


def _picture(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    """Only a picture that is kept here: nothing is fetched from outside."""
    found = FILE_ADDRESS.fullmatch(element.attrs.get("src", ""))
    if found:
        alt = SPACES.sub(" ", element.attrs.get("alt", "")).strip()[:MAX_ALT].rstrip()
        width = _number(element.attrs.get("width", ""), 1, 20000)
        height = _number(element.attrs.get("height", ""), 1, 20000)
        yield Image(found[0], found[1], alt, width if height else 0, height if width else 0)


def _heading(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    without_bold = frozenset(mark for mark in marks if mark[0] != "strong")
    for block in _blocks(element, without_bold, depth):
        if isinstance(block, Line) and not block.level:
            block.level = HEADINGS[element.tag]
            block.run = tidy([leaf for leaf in _plain_weight(block.run) if leaf.kind != "br"])
        if not isinstance(block, Line) or block.run:
            yield block


def _plain_weight(run: Run) -> Iterator[Leaf]:
    """A heading is bold by itself, and has one line."""
    for leaf in run:
        if leaf.kind == "br":
            yield Leaf("text", " ")
        else:
            yield Leaf(
                leaf.kind, leaf.text, frozenset(m for m in leaf.marks if m[0] != "strong"), leaf.pid
            )


def _listing(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    items: list[list[Block]] = []
    for child in element.children:
        tag = child.tag if isinstance(child, Element) else ""
        if tag in {"ul", "ol"} and items:
            items[-1].extend(_inner(_around(child), marks, depth + 1))  # as Word nests its lists
        else:
            items.append(_inner(_around(child), marks, depth + 1))
    items = [item for item in items if item]
    if depth >= MAX_NESTING:
        yield from (block for item in items for block in item)
    elif items:
        start = _number(element.attrs.get("start", ""), 1, 9999) or 1
        yield Listing(element.tag == "ol", items, start)


def _around(child: Element | str) -> Element:
    """An item as it is, anything else as if an item were around it."""
    if isinstance(child, Element) and child.tag == "li":
        return child
    is_block = isinstance(child, Element) and (child.tag in BLOCKS or child.has_block)
    return Element("li", {}, [child], has_block=is_block)


def _inner(element: Element, marks: frozenset[Mark], depth: int) -> list[Block]:
    """Blocks that stand in an item or a cell: headings there are bold paragraphs."""
    return [_as_paragraph(block) for block in _blocks(element, marks, depth)]


def _as_paragraph(block: Block) -> Block:
    if isinstance(block, Line) and block.level:
        return Line([_bold(leaf) for leaf in block.run])
    return block


def _bold(leaf: Leaf) -> Leaf:
    return replace(leaf, marks=leaf.marks | {("strong", "")}) if leaf.kind == "text" else leaf


def _figure(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    image: Image | None = None
    caption: Run = []
    rest: list[Block] = []
    for block in _blocks(element, marks, depth):
        if isinstance(block, Image) and image is None:
            image = block
        elif isinstance(block, Line) and image is not None and not image.caption and not caption:
            caption = [leaf for leaf in block.run if leaf.kind != "br"]
        else:
            rest.append(block)
    if image:
        image.caption = image.caption or tidy(caption)
        yield image
    yield from rest


def _table(element: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    rows: list[list[Cell]] = []
    for part in _elements(element):
        if part.tag == "caption":
            yield from _blocks(part, marks, depth)
        elif part.tag == "tr":
            rows.append(_cells(part, marks))
        elif part.tag in {"thead", "tbody", "tfoot"}:
            rows.extend(_cells(row, marks) for row in _elements(part) if row.tag == "tr")
    rows = [row for row in rows if row]
    if any(cell.blocks for row in rows for cell in row):
        yield Table(rows)


def _cells(row: Element, marks: frozenset[Mark]) -> list[Cell]:
    cells = []
    for element in _elements(row):
        if element.tag in {"td", "th"}:
            blocks = list(_flat(_inner(element, marks, MAX_NESTING - 1)))
            colspan = _number(element.attrs.get("colspan", ""), 1, MAX_SPAN) or 1
            rowspan = _number(element.attrs.get("rowspan", ""), 1, MAX_SPAN) or 1
            cells.append(Cell(blocks, element.tag == "th", colspan, rowspan))
    return cells


def _flat(blocks: list[Block]) -> Iterator[Block]:
    """A cell holds no table: the inner one gives its cells as paragraphs."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell.blocks
        elif isinstance(block, Quote):
            yield from _flat(block.blocks)
        elif isinstance(block, Listing):
            yield Listing(
                block.is_ordered, [list(_flat(item)) for item in block.items], block.start
            )
        else:
            yield block


def _elements(element: Element) -> Iterator[Element]:
    return (child for child in element.children if isinstance(child, Element))


def _number(text: str, least: int, most: int) -> int:
    """A whole number within the bounds, or 0."""
    return int(text) if re.fullmatch(r"[0-9]{1,5}", text) and least <= int(text) <= most else 0


def _order_headings(blocks: list[Block]) -> None:
    """Headings from h2 to h4 without a step left out: the page itself has the h1."""
    headings = [block for block in blocks if isinstance(block, Line) and block.level]
    shift = 2 - min((heading.level for heading in headings), default=2)
    last = 1
    for heading in headings:
        heading.level = min(heading.level + shift, last + 1, 4)
        last = heading.level


MAKERS: dict[str, Callable[[Element, frozenset[Mark], int], Iterator[Block]]] = {
    "ul": _listing,
    "ol": _listing,
    "blockquote": _quote,
    "pre": _code,
    "hr": _rule,
    "img": _picture,
    "figure": _figure,
    "table": _table,
}
