"""Lines: leaves with their marks, links with allowed addresses, spaces as people meant them."""

from collections.abc import Iterator
import re
import unicodedata
from urllib.parse import urlsplit

from staffroom.core.ids import ALPHABET, LENGTH
from staffroom.core.richtext.blocks import Leaf, Mark, Run
from staffroom.core.richtext.gate import MARKS, Element

MAX_ADDRESS = 2000
PID = rf"[{ALPHABET}]{{{LENGTH}}}"
PERSON_PID = re.compile(PID)
SPACES = re.compile(r"[ \t\n\r\f]+")
STYLE_MARKS = {
    "font-weight": ("strong", re.compile(r"bold|bolder|[6-9]00")),
    "font-style": ("em", re.compile(r"italic")),
}
DECORATIONS = {"underline": "u", "line-through": "s"}


def address_of(href: str) -> str:
    """The address as it may stand in a link, or an empty string when it may not.

    Allowed: http and https with a host and without a name or password in it, mailto, tel, and
    absolute paths of this site.
    """
    href = SPACES.sub("", href)
    if not href or len(href) > MAX_ADDRESS or "\\" in href:
        return ""
    if href.startswith("/"):
        return "" if href.startswith("//") else href
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"}:
        return href if parts.netloc and "@" not in parts.netloc else ""
    return href if parts.scheme in {"mailto", "tel"} and parts.path else ""


def leaves_of(node: Element | str, marks: frozenset[Mark]) -> Iterator[Leaf]:
    """The leaves of an element without blocks, or of a piece of text."""
    if isinstance(node, str):
        yield Leaf("text", SPACES.sub(" ", node), marks)
    elif node.tag == "br":
        yield Leaf("br")
    elif PERSON_PID.fullmatch(node.attrs.get("data-mention", "")):
        label = (
            SPACES.sub(" ", "".join(texts_of(node)).replace("\xa0", " "))
            .strip()
            .lstrip("@ ")[:160]
            .rstrip()
        )
        if label:
            yield Leaf("mention", label, frozenset(), node.attrs["data-mention"])
    else:
        inner = with_mark(marks, node)
        for child in node.children:
            yield from leaves_of(child, inner)


def with_mark(marks: frozenset[Mark], element: Element) -> frozenset[Mark]:
    """The marks inside an element: those around it and its own."""
    if element.tag == "a":
        href = address_of(element.attrs.get("href", ""))
        return frozenset({*(m for m in marks if m[0] != "a"), ("a", href)}) if href else marks
    if element.tag == "span":
        return marks | _style_marks(element.attrs.get("style", ""))
    mark = MARKS.get(element.tag)
    if mark == "strong" and "font-weight" in element.attrs.get("style", ""):
        return marks
    return marks | {(mark, "")} if mark else marks


def _style_marks(style: str) -> frozenset[Mark]:
    """Bold, italic, underlined and struck out as word processors write them: in styles."""
    found = set()
    for declaration in style.lower().split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        mark, pattern = STYLE_MARKS.get(name, ("", None))
        if pattern and pattern.fullmatch(value):
            found.add((mark, ""))
        if name == "text-decoration":
            found |= {(mark, "") for word, mark in DECORATIONS.items() if word in value}
    return frozenset(found)


def tidy(run: Run) -> Run:
    """One space where many stood, none at the ends and beside breaks, no empty leaves."""
    kept: Run = []
    for leaf in run:
        if leaf.kind == "br":
            _strip_end(kept)
            kept.append(leaf)
        elif leaf.kind == "mention":
            kept.append(leaf)
        else:
            _append_text(kept, leaf)
    _strip_end(kept)
    while kept and _is_blank(kept[-1]):
        kept.pop()
        _strip_end(kept)
    while kept and _is_blank(kept[0]):
        kept.pop(0)
    if kept and kept[0].kind == "text":  # a space that stood behind a blank one
        kept[0] = kept[0].with_text(kept[0].text.lstrip(" "))
    return kept


def _is_blank(leaf: Leaf) -> bool:
    return leaf.kind == "br" or (leaf.kind == "text" and not leaf.text.strip())


def _append_text(run: Run, leaf: Leaf) -> None:
    """Add a piece of text, joined to the last one when their marks are the same."""
    last = run[-1] if run else None
    text = leaf.text
    if last is None or last.kind == "br" or (last.kind == "text" and last.text.endswith(" ")):
        text = text.lstrip(" ")
    if last is not None and last.kind == "text" and last.marks == leaf.marks:
        run[-1] = last.with_text(unicodedata.normalize("NFC", last.text + text))
    elif text:
        run.append(leaf.with_text(text))


def _strip_end(run: Run) -> None:
    while run and run[-1].kind == "text":
        text = run[-1].text.rstrip(" \xa0")
        if text:
            run[-1] = run[-1].with_text(text)
            return
        run.pop()


def texts_of(element: Element) -> Iterator[str]:
    """The words inside an element, a break as a line end."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield "\n"
        else:
            yield from texts_of(child)
