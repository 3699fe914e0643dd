"""ODT, ODS and ODP: headings, lists, tables, slides and sheets in their order."""

from collections.abc import Callable, Iterator
from typing import Any

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.reading.gather import MOST_COLUMNS, MOST_ROWS, Block, Gathered
from staffroom.core.parsers.reading.packed import STRANGE, Package

OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE = OASIS % "office", OASIS % "text", OASIS % "table"
DRAW, SCRIPT, PRESENTATION = OASIS % "drawing", OASIS % "script", OASIS % "presentation"
SVG = OASIS % "svg-compatible"
XLINK = "{http://www.w3.org/1999/xlink}"
MANIFEST = OASIS % "manifest"
MOST_DEPTH = 60
OWN_ADDRESSES = ("#", "Pictures/", "./", "Object")


def is_locked(package: Package) -> bool:
    """True when the parts are closed by a password."""
    manifest = package.tree("META-INF/manifest.xml")
    return (
        manifest is not None and next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None
    )


def read(package: Package, gathered: Gathered) -> None:
    """Gather the words of an open document; slides and sheets are counted."""
    root = package.tree("content.xml")
    body = root.find(f"{OFFICE}body") if root is not None else None
    if body is None or not len(body):
        raise Refusal(STRANGE)
    mark(root, gathered)
    if any(name.startswith("Object ") and name.endswith("content.xml") for name in package.names):
        gathered.marks.add("attached")
    content = body[0]
    if content.tag == f"{OFFICE}presentation":
        gathered.facts["pages"] = sum(1 for _ in content.iterchildren(f"{DRAW}page"))
    elif content.tag == f"{OFFICE}spreadsheet":
        gathered.facts["pages"] = sum(1 for _ in content.iterchildren(f"{TABLE}table"))
    gathered.take(_blocks(content, content.tag == f"{OFFICE}spreadsheet"))


def mark(root: Any, gathered: Gathered) -> None:
    """What runs or brings something in when the document is opened."""
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        if one.tag == f"{SCRIPT}event-listener" or "dde-" in one.tag:
            gathered.marks.add("active")
        href = one.get(f"{XLINK}href", "")
        is_shown_only = one.tag in {f"{TEXT}a", f"{DRAW}a"}
        if (
            href
            and not is_shown_only
            and not href.startswith(OWN_ADDRESSES)
            and (":" in href or href.startswith(("/", "../")))
        ):
            gathered.marks.add("outer")


def _blocks(content: Any, is_book: bool) -> Iterator[Block]:  # noqa: FBT001 - one kind of two
    """Walk the body; what is no block is stepped into, and how deep in lists it lies is kept."""
    page = 0
    waiting: list[tuple[Iterator[Any], int]] = [(iter(content), 0)]
    while waiting:
        children, level = waiting[-1]
        one = next(children, None)
        if one is None:
            waiting.pop()
            continue
        page += one.tag == f"{DRAW}page"
        yield from _before(one, page, is_book=is_book)
        if one.tag in WHOLE:
            yield WHOLE[one.tag](one, level)
        elif isinstance(one.tag, str) and one.tag not in PASSED and len(waiting) < MOST_DEPTH:
            waiting.append((iter(one), level + (one.tag == f"{TEXT}list")))


def _before(one: Any, page: int, *, is_book: bool) -> Iterator[Block]:
    """The heading of a slide or a sheet."""
    if one.tag == f"{DRAW}page":
        yield ["part", f"Слайд {page}"]
    elif one.tag == f"{TABLE}table" and is_book:
        yield ["part", one.get(f"{TABLE}name", "")]


def _heading(one: Any, level: int) -> Block:
    told = one.get(f"{TEXT}outline-level", "1")
    return ["h", int(told) if told.isdecimal() and len(told) < 3 else 1, said(one)]


def _paragraph(one: Any, level: int) -> Block:
    return ["li", level, said(one)] if level else ["p", said(one)]


def _rows(table: Any) -> Iterator[list[str]]:
    """Rows with their repetitions, of which there may be a million, up to what is shown."""
    made = 0
    for row in table.iter(f"{TABLE}table-row"):
        cells: list[str] = []
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            words = " ".join(said(one) for one in cell.iter(f"{TEXT}p"))
            room = max(0, MOST_COLUMNS + 1 - len(cells))
            cells += [words] * min(_times(cell, "number-columns-repeated"), room)
        times = _times(row, "number-rows-repeated") if any(cells) else 1
        for _ in range(min(times, MOST_ROWS + 1)):
            yield cells
            made += 1
            if made > MOST_ROWS:
                return


WHOLE: dict[str, Callable[[Any, int], Block]] = {
    f"{TEXT}h": _heading,
    f"{TEXT}p": _paragraph,
    f"{TABLE}table": lambda one, _level: ["table", _rows(one)],
    f"{SVG}title": lambda one, _level: ["p", f"[{said(one)}]"],
    f"{SVG}desc": lambda one, _level: ["p", f"[{said(one)}]"],
}
PASSED = {f"{PRESENTATION}notes"}


def _times(one: Any, name: str) -> int:
    told = one.get(f"{TABLE}{name}", "1")
    return max(1, int(told)) if told.isdecimal() and len(told) < 9 else 1


def said(part: Any) -> str:
    """The words of a paragraph; spaces, tabs and breaks are elements there."""
    words = [part.text or ""]
    for one in part.iter():
        if one is part:
            continue
        if one.tag in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"}:
            words.append(" ")
        elif isinstance(one.tag, str):
            words.append(one.text or "")
        words.append(one.tail or "")
    return "".join(words)
