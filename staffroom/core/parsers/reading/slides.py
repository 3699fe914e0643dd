"""PPTX: slides in their order, their headings, lists, tables, speaker's notes and words of pictures."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.reading.gather import Block, Gathered
from staffroom.core.parsers.reading.packed import STRANGE, Package

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN = "ppt/presentation.xml"
MOST = 1_000


def read(package: Package, gathered: Gathered) -> None:
    """Gather the words of a PPTX; `pages` is the number of its slides."""
    root = package.tree(MAIN)
    if root is None:
        raise Refusal(STRANGE)
    relations = package.relations(MAIN)
    named = [one.get(f"{R}id", "") for one in root.iter(f"{P}sldId")]
    slides = [relations[key][1] for key in named if key in relations]
    gathered.facts["pages"] = len(slides)
    for number, name in enumerate(slides[:MOST], 1):
        gathered.take(_slide(package, name, number, gathered))
        if gathered.is_late:
            gathered.marks.add("long")
            return


def _slide(package: Package, name: str, number: int, gathered: Gathered) -> Iterator[Block]:
    root = package.tree(name)
    if root is None:
        return
    title, body = "", []
    for shape in root.iter(f"{P}sp", f"{P}graphicFrame", f"{P}pic"):
        if shape.tag == f"{P}sp":
            place = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
            lines = [
                line for line in (_line(one) for one in shape.iter(f"{A}p")) if line[-1].strip()
            ]
            if place is not None and place.get("type") in {"title", "ctrTitle"} and not title:
                title = " ".join(line[-1] for line in lines)
            else:
                body += lines
        elif (
            shape.tag == f"{P}graphicFrame"
            and (table := next(shape.iter(f"{A}tbl"), None)) is not None
        ):
            body.append(
                [
                    "table",
                    [[_said(cell) for cell in row.iter(f"{A}tc")] for row in table.iter(f"{A}tr")],
                ]
            )
        body += _told_of(shape)
    yield ["part", f"Слайд {number}. {title}" if title else f"Слайд {number}"]
    yield from body
    _notes(package, name, gathered)


def _line(one: Any) -> Block:
    look = one.find(f"{A}pPr")
    told = look.get("lvl", "0") if look is not None else "0"
    level = int(told) + 1 if told.isdecimal() and len(told) < 2 else 1
    is_bullet = (
        look is not None
        and look.find(f"{A}buNone") is None
        and (
            level > 1
            or look.find(f"{A}buChar") is not None
            or look.find(f"{A}buAutoNum") is not None
        )
    )
    return ["li", level, _said(one)] if is_bullet else ["p", _said(one)]


def _said(part: Any) -> str:
    return "".join(
        (one.text or "") if one.tag == f"{A}t" else " "
        for one in part.iter(f"{A}t", f"{A}br", f"{A}p")
    )


def _told_of(shape: Any) -> list[Block]:
    """What the author wrote for those who do not see the picture."""
    seen = next(shape.iter(f"{P}cNvPr"), None)
    words = seen.get("descr", "") if seen is not None else ""
    return [["p", f"[{words}]"]] if words else []


def _notes(package: Package, name: str, gathered: Gathered) -> None:
    """The speaker's notes go to the search; on the slide itself nobody sees them."""
    for kind, target, is_outside in package.relations(name).values():
        if kind == "notesSlide" and not is_outside and (root := package.tree(target)) is not None:
            gathered.say(_said(root))
