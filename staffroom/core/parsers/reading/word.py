"""DOCX: headings, lists, tables and text in their order, then notes."""

from collections.abc import Iterator
import re
from typing import Any

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.reading.gather import Block, Gathered
from staffroom.core.parsers.reading.packed import STRANGE, Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
MAIN = "word/document.xml"
HEADING = re.compile(r"heading\s*(\d)|заголовок\s*(\d)", re.IGNORECASE)
ACTING = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|DATABASE)\b", re.IGNORECASE)
WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}
MOST_DEPTH = 50
NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read(package: Package, gathered: Gathered) -> None:
    """Gather the words of a DOCX."""
    root = package.tree(MAIN)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Refusal(STRANGE)
    mark(root, gathered)
    gathered.take(_blocks(body, Styles(package)))
    for name in NOTES:
        notes = package.tree(name)
        gathered.take(
            ["p", said(one)] for one in (notes.iter(f"{W}p") if notes is not None else ())
        )


def mark(root: Any, gathered: Gathered) -> None:
    """Fields that run something or bring something in when the document is opened."""
    told = " ".join("".join(one.itertext()) for one in root.iter(f"{W}instrText"))
    told += " ".join(one.get(f"{W}instr", "") for one in root.iter(f"{W}fldSimple"))
    if "DDE" in told.upper():
        gathered.marks.add("active")
    if ACTING.search(told):
        gathered.marks.add("outer")
    if next(root.iter(f"{W}object", f"{W}altChunk"), None) is not None:
        gathered.marks.add("attached")


def said(part: Any) -> str:
    """The words of a paragraph or a cell: without deleted ones, tabs and breaks as spaces."""
    words = []
    for one in part.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}p", DESCRIBED):
        if one.tag == f"{W}t":
            words.append(one.text or "")
        elif one.tag == DESCRIBED:
            words.append(f" [{one.get('descr')}] " if one.get("descr") else "")
        else:
            words.append(" ")
    return "".join(words)


def _blocks(body: Any, styles: "Styles") -> Iterator[Block]:
    """The body's children; what wraps them (content controls, tracked insertions) is stepped into."""
    waiting = [iter(body)]
    while waiting:
        one = next(waiting[-1], None)
        if one is None:
            waiting.pop()
        elif one.tag == f"{W}p":
            yield _paragraph(one, styles)
        elif one.tag == f"{W}tbl":
            rows = one.iterchildren(f"{W}tr")
            yield ["table", ([said(cell) for cell in row.iterchildren(f"{W}tc")] for row in rows)]
        elif one.tag in WRAPPERS and len(waiting) < MOST_DEPTH:
            waiting.append(iter(one))


def _paragraph(one: Any, styles: "Styles") -> Block:
    look = one.find(f"{W}pPr")
    words = said(one)
    if look is None:
        return ["p", words]
    named = look.find(f"{W}pStyle")
    style = named.get(f"{W}val", "") if named is not None else ""
    if style in styles.headings:
        return ["h", styles.headings[style], words]
    numbered = look.find(f"{W}numPr")
    if numbered is None:
        return ["li", 1, words] if style in styles.lists else ["p", words]
    return ["li", _number(numbered.find(f"{W}ilvl"), 0) + 1, words]


class Styles:
    """Which styles of a document are headings (with their level) and which are lists."""

    def __init__(self, package: Package) -> None:
        self.headings: dict[str, int] = {}
        self.lists: set[str] = set()
        root = package.tree("word/styles.xml")
        for style in root.iter(f"{W}style") if root is not None else ():
            key = style.get(f"{W}styleId", "")
            level = self._level(style)
            if level:
                self.headings[key] = level
            elif style.find(f"{W}pPr/{W}numPr") is not None:
                self.lists.add(key)

    def _level(self, style: Any) -> int:
        """By the name of the style, or by its level in the outline; 0 for what is no heading."""
        named = style.find(f"{W}name")
        name = named.get(f"{W}val", "") if named is not None else ""
        if told := HEADING.search(name):
            return int(told[1] or told[2])
        if name.lower() in {"title", "название"}:
            return 1
        level = _number(style.find(f"{W}pPr/{W}outlineLvl"), 9)
        return level + 1 if level < 6 else 0


def _number(element: Any, otherwise: int) -> int:
    told = element.get(f"{W}val", "") if element is not None else ""
    return int(told) if told.isdecimal() and len(told) < 4 else otherwise
