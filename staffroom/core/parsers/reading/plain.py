"""Plain text, Markdown as people type it, books of web pages (EPUB)."""

from collections.abc import Iterator
import re
from typing import Any, BinaryIO

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.reading.gather import MOST_TEXT, Block, Gathered
from staffroom.core.parsers.reading.packed import STRANGE, Package, parsed
from staffroom.core.parsers.tables import decoded

HASHES = re.compile(r"(#{1,6})\s+(.+)")
BULLET = re.compile(r"(\s*)(?:[-*•–]|\d{1,3}[.)])\s+(.+)")
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
OPF = "{http://www.idpf.org/2007/opf}"
HEADINGS = {f"h{level}": level for level in range(1, 7)}
SKIPPED = {"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math"}
ENDS = {
    "p",
    "div",
    "li",
    "br",
    "tr",
    "section",
    "article",
    "blockquote",
    "dd",
    "dt",
    "pre",
    *HEADINGS,
}


def read(file: BinaryIO, gathered: Gathered, *, is_marked: bool) -> None:
    """Gather the lines of a text; with `is_marked` its signs of headings are understood."""
    content = file.read(MOST_TEXT * 4 + 1)
    if len(content) > MOST_TEXT * 4:
        gathered.marks.add("long")
        content = content[: MOST_TEXT * 4 - 1]
        content = (
            content[: -1 - content[-4:][::-1].find(b"\n")] if b"\n" in content[-4:] else content
        )
    gathered.take(_lines(decoded(content), is_marked=is_marked))


def _lines(text: str, *, is_marked: bool) -> Iterator[Block]:
    for line in re.split(r"\r\n?|\n", text):
        heading = HASHES.match(line) if is_marked else None
        bullet = BULLET.match(line)
        if heading:
            yield ["h", len(heading[1]), heading[2]]
        elif bullet:
            yield [
                "li",
                1 + min(len(bullet[1].expandtabs(4)) // 2, 4),
                bullet[2] if line.lstrip()[0] in "-*•–" else line,
            ]
        else:
            yield ["p", line]


def read_book(package: Package, gathered: Gathered) -> None:
    """Gather the chapters of an EPUB in their order."""
    container = package.tree("META-INF/container.xml")
    named = next(container.iter(CONTAINER), None) if container is not None else None
    path = named.get("full-path", "") if named is not None else ""
    root = package.tree(path)
    if root is None:
        raise Refusal(STRANGE)
    folder = path.rpartition("/")[0]
    items = {one.get("id"): one.get("href", "") for one in root.iter(f"{OPF}item")}
    spine = [items.get(one.get("idref"), "") for one in root.iter(f"{OPF}itemref")]
    gathered.facts["pages"] = len(spine)
    for name in spine:
        full = f"{folder}/{name}".lstrip("/")
        if full in package.names:
            gathered.take(read_web(package.content(full), gathered))
        if gathered.is_late:
            return


def read_web(content: bytes, gathered: Gathered) -> Iterator[Block]:
    """The words of a web page, without what is not words."""
    from lxml import etree, html  # noqa: PLC0415 - the child pays for what it imports

    if b"<!ENTITY" in content:
        raise Refusal(STRANGE)
    try:
        root = html.fromstring(content, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = parsed(content)
    if next(root.iter("script"), None) is not None:
        gathered.marks.add("active")
    yield from _of_page(root)


def _of_page(root: Any) -> Iterator[Block]:
    """Walk the tree without calling oneself: a hostile page nests deeper than any stack."""
    from lxml import etree  # noqa: PLC0415

    words: list[str] = []
    level, skipping = 0, 0
    for what, one in etree.iterwalk(root, events=("start", "end")):
        tag = one.tag if isinstance(one.tag, str) else "comment"
        tag = tag.rpartition("}")[2]
        is_skipped = tag in SKIPPED or tag == "comment"
        if what == "start":
            skipping += is_skipped
            if tag in ENDS and words:
                yield ["h", level, "".join(words)] if level else ["p", "".join(words)]
                words = []
            level = HEADINGS.get(tag, level)
            if not skipping:
                words.append(
                    one.text or (f"[{one.get('alt')}]" if tag == "img" and one.get("alt") else "")
                )
        else:
            skipping -= is_skipped
            if tag in ENDS and words:
                kind: Block = ["h", level] if level else ["li", 1] if tag == "li" else ["p"]
                yield [*kind, "".join(words)]
                words = []
            level = 0 if tag in HEADINGS else level
            if not skipping:
                words.append(one.tail or "")
    if words:
        yield ["p", "".join(words)]
