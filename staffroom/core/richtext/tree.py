"""From foreign HTML to blocks: nh3 makes it safe and well formed, this module gives it our shape."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from staffroom.core.ids import ALPHABET, LENGTH
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

MAX_DEPTH = 48  # of elements in the tree; deeper wrappers are dropped, their text stays
MAX_OPEN = 2000  # elements open at once in what comes in (Word leaves many paragraphs unclosed)
MAX_TAGS = 60_000
MAX_NESTING = 6  # of lists and quotes inside each other
MAX_SPAN = 50
MAX_ADDRESS = 2000
MAX_ALT = 300

PID = rf"[{ALPHABET}]{{{LENGTH}}}"
FILE_ADDRESS = re.compile(rf"/files/({PID})/[^/\\?#\s\"'<>]{{1,300}}")
PERSON_PID = re.compile(PID)
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would turn the order of letters around
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
SPACES = re.compile(r"[ \t\n\r\f]+")

MARKS = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "u": "u", "ins": "u",
    "s": "s", "del": "s", "strike": "s", "sub": "sub", "sup": "sup",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
WRAPPERS = {
    "p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "center", "address",
    "dl", "dt", "dd", "figcaption", "caption", "fieldset", "form", "details", "summary", "hgroup",
}  # fmt: skip
TABLE_PARTS = {"thead", "tbody", "tfoot", "tr", "td", "th"}
BLOCKS = {
    *HEADINGS,
    *WRAPPERS,
    *TABLE_PARTS,
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "hr",
    "figure",
    "img",
}
VOID = {
    "br",
    "hr",
    "img",
    "input",
    "meta",
    "link",
    "col",
    "wbr",
    "area",
    "base",
    "embed",
    "source",
    "track",
    "param",
}
INLINE = {*MARKS, "a", "span", "br"}
DROPPED_WITH_CONTENT = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "xml",
    "textarea", "select", "noembed", "noframes", "xmp", "plaintext", "audio", "video", "canvas",
}  # fmt: skip

_wide_gate = nh3.Cleaner(
    tags=BLOCKS | INLINE,
    clean_content_tags=DROPPED_WITH_CONTENT,
    attributes={
        "a": {"href", "data-mention"},
        "span": {"data-mention", "style"},
        "b": {"style"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    filter_style_properties={"font-weight", "font-style", "text-decoration"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)


@dataclass(slots=True)
class Element:
    """An element of the made-safe tree."""

    tag: str
    attrs: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)
    has_block: bool = False


class _Reader(HTMLParser):
    """Reads the well-formed output of nh3; wrappers deeper than MAX_DEPTH are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.stack = [self.root]
        self.too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag in {"br", "hr", "img"}:
            self._add(element)
            return
        if self.too_deep or len(self.stack) > MAX_DEPTH:
            self.too_deep += 1
            return
        self._add(element)
        self.stack.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"br", "hr", "img"}:
            return
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.stack) > 1:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)

    def _add(self, element: Element) -> None:
        self.stack[-1].children.append(element)
        if element.tag in BLOCKS:
            for outer in reversed(self.stack):
                if outer.has_block:
                    break
                outer.has_block = True


def normal_characters(text: str) -> str:
    """One kind of line end, composed letters, no control characters and no direction overrides."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", DIRECTION.sub("", CONTROLS.sub("", text)))


def is_overloaded(html: str) -> bool:
    """True for markup that no person and no word processor writes: the gate would take seconds on it."""
    opened: Counter[str] = Counter()
    depth = tags = 0
    for closing, name in TAG.findall(html):
        tags += 1
        tag = name.lower()
        if not closing and tag not in VOID:
            opened[tag] += 1
            depth += 1
        elif closing and opened[tag]:
            opened[tag] -= 1
            depth -= 1
        if depth > MAX_OPEN or tags > MAX_TAGS:
            return True
    return False


def read(html: str) -> list[Block]:
    """The blocks of a foreign HTML text, in order."""
    reader = _Reader()
    reader.feed(_wide_gate.clean(normal_characters(html)))
    reader.close()
    blocks = list(_blocks(reader.root, frozenset(), 0))
    _order_headings(blocks)
    return blocks


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


# ------------------------------------------------------------------------------------------ blocks


def _blocks(parent: Element, marks: frozenset[Mark], depth: int) -> Iterator[Block]:
    """The blocks inside an element; loose leaves between them become paragraphs."""
    run: Run = []
    for child in parent.children:
        if isinstance(child, str) or not (child.tag in BLOCKS or child.has_block):
            run.extend(_leaves(child, marks))
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
    tag = element.tag
    if tag in INLINE:  # an inline wrapper around blocks gives its mark to each of them
        yield from _blocks(element, _with_mark(marks, element), depth)
    elif tag in HEADINGS:
        yield from _heading(element, marks, depth)
    elif tag in {"ul", "ol"}:
        yield from _listing(element, marks, depth)
    elif tag == "blockquote":
        inner = [_as_paragraph(block) for block in _blocks(element, marks, depth + 1)]
        if depth >= MAX_NESTING:
            yield from inner
        elif inner:
            yield Quote(inner)
    elif tag == "pre":
        text = "".join(_texts(element)).strip("\n")
        if text.strip():
            yield Code(text)
    elif tag == "hr":
        yield Rule()
    elif tag == "img":
        image = _image(element)
        if image:
            yield image
    elif tag == "figure":
        yield from _figure(element, marks, depth)
    elif tag == "table":
        yield from _table(element, marks, depth)
    else:
        yield from _blocks(element, marks, depth)


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
    loose = Element("li", {})
    for child in element.children:
        if isinstance(child, Element) and child.tag == "li":
            items.append(_inner(child, marks, depth + 1))
        elif isinstance(child, Element) and child.tag in {"ul", "ol"} and items:
            items[-1].extend(
                _block(child, marks, depth + 1)
            )  # a nested list beside its item, as Word writes it
        else:
            loose.children = [child]
            loose.has_block = isinstance(child, Element) and (
                child.tag in BLOCKS or child.has_block
            )
            items.append(_inner(loose, marks, depth + 1))
    items = [item for item in items if item]
    if not items:
        return
    if depth >= MAX_NESTING:
        for item in items:
            yield from item
        return
    yield Listing(element.tag == "ol", items, _number(element.attrs.get("start", ""), 1, 9999) or 1)


def _inner(element: Element, marks: frozenset[Mark], depth: int) -> list[Block]:
    """Blocks that stand in an item or a cell: headings there are bold paragraphs."""
    return [_as_paragraph(block) for block in _blocks(element, marks, depth)]


def _as_paragraph(block: Block) -> Block:
    if isinstance(block, Line) and block.level:
        return Line([Leaf(l.kind, l.text, l.marks | {("strong", "")}, l.pid) for l in block.run])
    return block


def _image(element: Element) -> Image | None:
    """Only pictures that are kept here: nothing is fetched from outside."""
    found = FILE_ADDRESS.fullmatch(element.attrs.get("src", ""))
    if not found:
        return None
    alt = SPACES.sub(" ", element.attrs.get("alt", "")).strip()[:MAX_ALT].rstrip()
    width = _number(element.attrs.get("width", ""), 1, 20000)
    height = _number(element.attrs.get("height", ""), 1, 20000)
    return Image(found[0], found[1], alt, width if height else 0, height if width else 0)


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


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield "\n"
        else:
            yield from _texts(child)


# ------------------------------------------------------------------------------------------ leaves


def _leaves(node: Element | str, marks: frozenset[Mark]) -> Iterator[Leaf]:
    if isinstance(node, str):
        yield Leaf("text", SPACES.sub(" ", node), marks)
    elif node.tag == "br":
        yield Leaf("br")
    elif PERSON_PID.fullmatch(node.attrs.get("data-mention", "")):
        label = (
            SPACES.sub(" ", "".join(_texts(node)).replace("\xa0", " "))
            .strip()
            .lstrip("@ ")[:160]
            .rstrip()
        )
        if label:
            yield Leaf("mention", label, frozenset(), node.attrs["data-mention"])
    else:
        inner = _with_mark(marks, node)
        for child in node.children:
            yield from _leaves(child, inner)


def _with_mark(marks: frozenset[Mark], element: Element) -> frozenset[Mark]:
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
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if name == "font-weight" and value in {"bold", "bolder", "600", "700", "800", "900"}:
            found.add(("strong", ""))
        elif name == "font-style" and value == "italic":
            found.add(("em", ""))
        elif name == "text-decoration" and "underline" in value:
            found.add(("u", ""))
        elif name == "text-decoration" and "line-through" in value:
            found.add(("s", ""))
    return frozenset(found)


def tidy(run: Run) -> Run:
    """One space where many stood, none at the ends and beside breaks; no empty leaves; nothing for a blank run."""
    kept: Run = []
    for leaf in run:
        text = leaf.text
        if leaf.kind == "text":
            ends_in_space = not kept or kept[-1].kind == "br" or kept[-1].text.endswith(" ")
            if ends_in_space and not (kept and kept[-1].kind == "mention"):
                text = text.lstrip(" ")
            if not text:
                continue
            if kept and kept[-1].kind == "text" and kept[-1].marks == leaf.marks:
                kept[-1] = leaf.with_text(unicodedata.normalize("NFC", kept[-1].text + text))
                continue
        elif leaf.kind == "br":
            _strip_end(kept)
        kept.append(leaf.with_text(text))
    _strip_end(kept)
    while kept and (
        kept[-1].kind == "br" or (kept[-1].kind == "text" and not kept[-1].text.strip())
    ):
        kept.pop()
        _strip_end(kept)
    while kept and (kept[0].kind == "br" or (kept[0].kind == "text" and not kept[0].text.strip())):
        kept.pop(0)
    return kept


def _strip_end(run: Run) -> None:
    while run and run[-1].kind == "text":
        text = run[-1].text.rstrip(" \xa0")
        if text:
            run[-1] = run[-1].with_text(text)
            return
        run.pop()


def _order_headings(blocks: list[Block]) -> None:
    """Headings from h2 to h4 without a step left out: the page itself has the h1."""
    headings = [block for block in blocks if isinstance(block, Line) and block.level]
    shift = 2 - min((heading.level for heading in headings), default=2)
    last = 1
    for heading in headings:
        heading.level = min(heading.level + shift, last + 1, 4)
        last = heading.level
