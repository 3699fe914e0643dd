"""ODT, the open format of Russian office suites, written by hand: a ZIP of four small XML files."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from staffroom.core.papers.blocks import (
    Annex,
    Block,
    Bullet,
    Heading,
    Item,
    Paper,
    Resolution,
    Signature,
    Table,
    Word,
)  # fmt: skip
from staffroom.core.papers.codes import code_png

TYPE = "application/vnd.oasis.opendocument.text"
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
WIDTH = 17.0  # centimetres between the margins

# Paragraph styles: name → paragraph properties, letter properties.
STYLES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "Body": ({"fo:text-align": "justify", "fo:text-indent": "1.25cm"}, {"fo:hyphenate": "true"}),
    "Plain": ({"fo:text-align": "left"}, {}),
    "Kept": ({"fo:text-align": "justify", "fo:text-indent": "1.25cm", "fo:keep-with-next": "always"}, {}),
    "Middle": ({"fo:text-align": "center"}, {}),
    "Right": ({"fo:text-align": "right"}, {}),
    "Name": ({"fo:text-align": "center"}, {"fo:font-weight": "bold"}),
    "Contacts": ({"fo:text-align": "center"}, {"fo:font-size": "9pt"}),
    "About": (
        {"fo:text-align": "left", "fo:margin-bottom": "0.35cm", "fo:margin-right": "6cm"},
        {"fo:font-weight": "bold"},
    ),
    "Rule": ({"fo:border-bottom": "0.5pt solid #000000", "fo:margin-bottom": "0.3cm"}, {"fo:font-size": "4pt"}),
    "Gap": ({}, {}),
    "Cell": ({"fo:text-align": "left"}, {"fo:font-size": "11pt"}),
    "CellHead": ({"fo:text-align": "center"}, {"fo:font-size": "11pt", "fo:font-weight": "bold"}),
    "Mark": ({"fo:text-align": "center"}, {"fo:font-size": "8pt"}),
    "Draft": ({"fo:text-align": "right"}, {"fo:font-weight": "bold"}),
    "Code": ({"fo:text-align": "right"}, {"fo:font-size": "8pt"}),
    "NewSheet": ({"fo:break-before": "page", "fo:text-align": "left"}, {"fo:font-size": "2pt"}),
    "First": ({"fo:text-align": "left"}, {"fo:font-size": "2pt"}),
}  # fmt: skip


def write_odt(paper: Paper, *, made_at: datetime) -> bytes:
    """The paper as an ODT file; the same paper gives the same bytes.

    Args:
        paper: what is written.
        made_at: the moment that stands in the file, aware.
    """
    parts = {
        "content.xml": _xml(_Content(paper).root),
        "styles.xml": _xml(_styles(paper)),
        "meta.xml": _xml(_meta(paper, made_at)),
    }
    if paper.check:
        parts["Pictures/code.png"] = code_png(paper.check.url).getvalue()
    parts["META-INF/manifest.xml"] = _xml(_manifest(parts))
    written = BytesIO()
    with ZipFile(written, "w") as pack:
        # The type comes first and bare: so the file is known by its beginning.
        pack.writestr(_entry("mimetype", ZIP_STORED), TYPE)
        for name, data in parts.items():
            pack.writestr(_entry(name, ZIP_DEFLATED), data)
    return written.getvalue()


def _entry(name: str, how: int) -> ZipInfo:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = how
    return entry


def _name(short: str) -> str:
    prefix, _, name = short.partition(":")
    return f"{{{NAMES[prefix]}}}{name}"


def _add(parent: Any, name: str, words: str | None = None, **attributes: str) -> Any:
    """A child element; `text_style_name="x"` writes `text:style-name`."""
    from lxml import etree  # noqa: PLC0415 - only a page of papers needs it

    child = etree.SubElement(parent, _name(name))
    for key, value in attributes.items():
        prefix, _, rest = key.partition("_")
        child.set(_name(f"{prefix}:{rest.replace('_', '-')}"), value)
    if words is not None:
        child.text = words
    return child


def _set(element: Any, values: dict[str, str]) -> None:
    for key, value in values.items():
        element.set(_name(key), value)


def _root(name: str) -> Any:
    from lxml import etree  # noqa: PLC0415 - as above

    root = etree.Element(_name(name), nsmap=NAMES)
    root.set(_name("office:version"), "1.3")
    return root


def _xml(root: Any) -> bytes:
    from lxml import etree  # noqa: PLC0415 - as above

    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written


class _Content:
    """`content.xml`: the requisites in the order of the standard."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.root = _root("office:document-content")
        self.automatic = _add(self.root, "office:automatic-styles")
        self.body = _add(_add(self.root, "office:body"), "office:text")
        self.tables = 0
        self._cells()
        self._write()

    def _cells(self) -> None:
        for name, border in (("Bare", "none"), ("Lined", "0.5pt solid #000000")):
            cell = _add(self.automatic, "style:style", style_name=name, style_family="table-cell")
            properties = _add(cell, "style:table-cell-properties", fo_border=border)
            properties.set(_name("fo:padding"), "0.1cm")
        row = _add(self.automatic, "style:style", style_name="Row", style_family="table-row")
        _add(row, "style:table-row-properties", fo_keep_together="always")

    def _write(self) -> None:
        paper = self.paper
        self._line("", "First")  # carries the first sheet's own footer
        self._top()
        self._resolutions(paper.resolutions)
        self._title()
        if paper.heading:
            self._line(paper.heading, "About" if paper.date else "Name")
        for number, block in enumerate(paper.body, 1):
            self._block(block, is_last=number == len(paper.body) and bool(paper.signatures))
        for signature in paper.signatures:
            self._signature(signature)
        for annex in paper.annexes:
            self._annex(annex)

    def _top(self) -> None:
        paper, head = self.paper, self.paper.letterhead
        if paper.is_draft:
            self._line("ПРОЕКТ", "Draft")
        if head.second_names:
            left, right = self._columns((1, 1))
            self._head(left, head.names, head.contacts)
            self._head(right, head.second_names, head.second_contacts)
        elif head.names:
            self._head(self.body, head.names, head.contacts)
        if head.names:
            self._line("", "Rule")
        if paper.addressee:
            self._lines(self._columns((1, 1))[1], paper.addressee)

    def _line(self, words: str, style: str = "Plain", place: Any | None = None) -> None:
        _add(self.body if place is None else place, "text:p", words, text_style_name=style)

    def _lines(self, place: Any, lines: tuple[str, ...], style: str = "Plain") -> None:
        for line in lines:
            if line:
                self._line(line, style, place)

    def _head(self, place: Any, names: tuple[str, ...], contacts: str) -> None:
        self._lines(place, names, "Name")
        self._lines(place, (contacts,), "Contacts")

    def _table(self, shares: tuple[int, ...]) -> Any:
        self.tables += 1
        name = f"Table{self.tables}"
        style = _add(self.automatic, "style:style", style_name=name, style_family="table")
        _add(style, "style:table-properties", style_width=f"{WIDTH}cm", table_align="left")
        table = _add(self.body, "table:table", table_name=name, table_style_name=name)
        for column, share in enumerate(shares, 1):
            width = _add(
                self.automatic, "style:style", style_name=f"{name}.{column}", style_family="table-column"
            )  # fmt: skip
            _add(
                width, "style:table-column-properties", style_column_width=f"{WIDTH * share / sum(shares):.3f}cm"
            )  # fmt: skip
            _add(table, "table:table-column", table_style_name=f"{name}.{column}")
        return table

    def _row(self, table: Any, count: int, style: str) -> list[Any]:
        row = _add(table, "table:table-row", table_style_name="Row")
        return [
            _add(row, "table:table-cell", table_style_name=style, office_value_type="string")
            for _ in range(count)
        ]

    def _columns(self, shares: tuple[int, ...]) -> list[Any]:
        return self._row(self._table(shares), len(shares), "Bare")

    def _resolutions(self, resolutions: tuple[Resolution, ...]) -> None:
        if resolutions:
            cells = self._columns((1,) * max(2, len(resolutions)))[-len(resolutions) :]
            for cell, one in zip(cells, resolutions, strict=True):
                self._lines(cell, (one.word, *one.lines))
            self._line("", "Gap")

    def _heading(self, words: str, level: int, place: Any | None = None) -> None:
        where = self.body if place is None else place
        _add(
            where, "text:h", words, text_style_name=f"Heading{level}", text_outline_level=str(level)
        )

    def _title(self) -> None:
        paper = self.paper
        if paper.second_title:
            left, right = self._columns((1, 1))
            self._heading(paper.title, 1, left)
            self._line(paper.second_title, "Heading1", right)
        elif paper.title:
            self._heading(paper.title, 1)
        if paper.date or paper.number:
            left, middle, right = self._columns((1, 1, 1))
            self._lines(left, (paper.date,))
            self._lines(middle, (paper.place,), "Middle")
            self._lines(right, (f"№ {paper.number}" if paper.number else "",), "Right")
            self._line("", "Gap")

    def _block(self, block: Block, *, is_last: bool = False) -> None:
        style = "Kept" if is_last else "Body"
        match block:
            case Heading():
                self._heading(f"{block.number} {block.text}".strip(), 2)
            case Table():
                self._grid(block)
            case Word():
                self._line(block.text)
            case Item():
                self._line(f"{block.number} {block.text}", style)
            case Bullet():
                self._line(f"– {block.text}", style)
            case _:
                self._line(block.text, style)

    def _grid(self, block: Table) -> None:
        """A table with lines; its head stands on each sheet again."""
        table = self._table(block.widths)
        head = _add(table, "table:table-header-rows")
        for cell, words in zip(self._row(head, len(block.head), "Lined"), block.head, strict=True):
            self._line(words, "CellHead", cell)
        for row in block.rows:
            for cell, words in zip(self._row(table, len(row), "Lined"), row, strict=True):
                self._line(words, "Cell", cell)
        self._line("", "Gap")

    def _signature(self, signature: Signature) -> None:
        self._line("", "Gap")
        left, middle, right = self._columns((13, 11, 10))
        self._line(signature.position, "Plain", left)
        if signature.mark:
            mark = signature.mark
            self._lines(
                middle,
                (
                    "Документ подписан электронной подписью", f"Сертификат {mark.certificate}",
                    f"Владелец {mark.owner}", f"Действителен {mark.valid}",
                ),
                "Mark",
            )  # fmt: skip
        self._line(signature.name, "Right", right)

    def _annex(self, annex: Annex) -> None:
        self._line("", "NewSheet")
        self._lines(self._columns((1, 1))[1], annex.lines)
        self._line("", "Gap")
        self._resolutions(annex.resolutions)
        self._heading(annex.heading, 1)
        for block in annex.body:
            self._block(block)


def _styles(paper: Paper) -> Any:
    root = _root("office:document-styles")
    faces = _add(root, "office:font-face-decls")
    _add(faces, "style:font-face", style_name="PT Serif", svg_font_family="'PT Serif'")
    styles = _add(root, "office:styles")
    base = _add(styles, "style:default-style", style_family="paragraph")
    _add(base, "style:paragraph-properties", fo_line_height="115%")
    _add(
        base, "style:text-properties", style_font_name="PT Serif", fo_font_size="13pt",
        fo_language=paper.language, fo_country="RU",
    )  # fmt: skip
    for name, (paragraph, letters) in STYLES.items():
        own = _add(styles, "style:style", style_name=name, style_family="paragraph")
        if name == "First":
            own.set(_name("style:master-page-name"), "FirstSheet")
        _set(_add(own, "style:paragraph-properties"), paragraph)
        _set(_add(own, "style:text-properties"), letters)
    for level in (1, 2):
        own = _add(styles, "style:style", style_name=f"Heading{level}", style_family="paragraph")
        own.set(_name("style:default-outline-level"), str(level))
        _add(
            own, "style:paragraph-properties", fo_text_align="center", fo_margin_top="0.35cm",
            fo_margin_bottom="0.3cm", fo_keep_with_next="always",
        )  # fmt: skip
        _add(own, "style:text-properties", fo_font_weight="bold")
    _sheets(root, paper)
    return root


def _sheets(root: Any, paper: Paper) -> None:
    """A4 with the standard's margins; the first sheet has no number and carries the square code."""
    automatic = _add(root, "office:automatic-styles")
    layout = _add(automatic, "style:page-layout", style_name="Sheet")
    _add(
        layout, "style:page-layout-properties", fo_page_width="21cm", fo_page_height="29.7cm",
        fo_margin_left="3cm", fo_margin_right="1cm", fo_margin_top="1cm", fo_margin_bottom="1cm",
    )  # fmt: skip
    for part in ("header", "footer"):
        style = _add(layout, f"style:{part}-style")
        _add(style, "style:header-footer-properties", fo_min_height="1cm")
    masters = _add(root, "office:master-styles")
    first = _add(
        masters, "style:master-page", style_name="FirstSheet", style_page_layout_name="Sheet"
    )
    first.set(_name("style:next-style-name"), "Standard")
    _add(_add(first, "style:header"), "text:p", "", text_style_name="Middle")
    footer = _add(_add(first, "style:footer"), "text:p", text_style_name="Code")
    if paper.check:
        footer.text = f"{paper.check.words}  "
        frame = _add(footer, "draw:frame", draw_name="code", text_anchor_type="as-char")
        _set(frame, {"svg:width": "2.2cm", "svg:height": "2.2cm"})
        image = _add(frame, "draw:image", xlink_href="Pictures/code.png", xlink_type="simple")
        image.set(_name("xlink:show"), "embed")
        _add(frame, "svg:desc", paper.check.words)
    other = _add(
        masters, "style:master-page", style_name="Standard", style_page_layout_name="Sheet"
    )
    number = _add(_add(other, "style:header"), "text:p", text_style_name="Middle")
    _add(number, "text:page-number", "2", text_select_page="current")


def _meta(paper: Paper, made_at: datetime) -> Any:
    root = _root("office:document-meta")
    meta = _add(root, "office:meta")
    _add(meta, "dc:title", paper.name)
    _add(meta, "dc:creator", ", ".join(paper.letterhead.names))
    _add(meta, "dc:language", f"{paper.language}-RU")
    _add(meta, "dc:date", made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return root


def _manifest(parts: dict[str, bytes]) -> Any:
    from lxml import etree  # noqa: PLC0415 - as above

    space = NAMES["manifest"]
    root = etree.Element(f"{{{space}}}manifest", nsmap={"manifest": space})
    root.set(f"{{{space}}}version", "1.3")
    kinds = {
        "/": TYPE,
        **{name: "image/png" if name.endswith("png") else "text/xml" for name in parts},
    }
    for path, kind in kinds.items():
        entry = etree.SubElement(root, f"{{{space}}}file-entry")
        entry.set(f"{{{space}}}full-path", path)
        entry.set(f"{{{space}}}media-type", kind)
    return root
