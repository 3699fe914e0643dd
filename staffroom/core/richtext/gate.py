"""The first gate: foreign HTML becomes a small safe tree of elements and words."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
import re
import unicodedata

import nh3

MAX_DEPTH = 48  # of elements in the tree; deeper wrappers are dropped, their text stays
MAX_OPEN = 2000  # elements open at once in what comes in (Word leaves many paragraphs unclosed)
MAX_TAGS = 60_000

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")  # would turn the order of letters around
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")

MARKS = {
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("em", "i", "cite"), "em"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sub": "sub",
    "sup": "sup",
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
WRAPPERS = set(
    "p div section article header footer main aside nav center address dl dt dd figcaption caption"
    " fieldset form details summary hgroup".split()
)
BLOCKS = {
    *HEADINGS,
    *WRAPPERS,
    *"ul ol li blockquote pre table thead tbody tfoot tr td th hr figure img".split(),
}
INLINE = {*MARKS, "a", "span", "br"}
VOID = set("br hr img input meta link col wbr area base embed source track param".split())
DROPPED_WITH_CONTENT = set(
    "script style title template noscript iframe object svg math xml textarea select noembed noframes"
    " xmp plaintext audio video canvas".split()
)

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
        element = Element(tag, {name: normal_characters(value or "") for name, value in attrs})
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
        self.stack[-1].children.append(normal_characters(data))

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
    depth = 0
    for tags, (closing, name) in enumerate(TAG.findall(html)):
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


def safe_tree(html: str) -> Element:
    """The root of the safe tree of a foreign HTML text."""
    reader = _Reader()
    reader.feed(_wide_gate.clean(CONTROLS.sub("", html)))
    reader.close()
    return reader.root
