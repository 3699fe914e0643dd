"""DOCX by python-docx: the same words, editable; real headings, table heads and language marks."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

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
    Text,
    Word,
)  # fmt: skip
from staffroom.core.papers.codes import code_png

FONT = "PT Serif"
LETTER, SMALL, TINY = 13, 9, 8
CELL_STYLE, HEAD_STYLE = "TableCell", "TableHead"
LANGUAGES = {"ru": "ru-RU", "tt": "tt-RU", "sah": "sah-RU"}


def write_docx(paper: Paper, *, made_at: datetime) -> bytes:
    """The paper as a DOCX file.

    Args:
        paper: what is written.
        made_at: the moment that stands in the file's properties, aware.
    """
    import docx  # noqa: PLC0415 - slow to read; only a page of papers needs it

    writer = _Writer(docx.Document(), paper)
    writer.write()
    properties = writer.document.core_properties
    properties.title, properties.author = paper.name, ", ".join(paper.letterhead.names)
    properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    properties.language = LANGUAGES.get(paper.language, paper.language)
    properties.comments = ""
    written = BytesIO()
    writer.document.save(written)
    return written.getvalue()


class _Writer:
    """Puts the requisites of one paper on its sheets."""

    def __init__(self, document: Any, paper: Paper) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above

        self.document, self.paper, self.align = document, paper, WD_ALIGN_PARAGRAPH
        self._style()
        self._sheet()

    def write(self) -> None:
        """Everything in the order of the standard."""
        paper = self.paper
        self._top()
        self._resolutions(paper.resolutions)
        self._title()
        if paper.heading:
            self._line(paper.heading, align="left" if paper.date else "center", bold=True, after=10)
        self._body(paper.body, keep_last=bool(paper.signatures))
        for signature in paper.signatures:
            self._signature(signature)
        for annex in paper.annexes:
            self._annex(annex)

    def _top(self) -> None:
        paper, head = self.paper, self.paper.letterhead
        if paper.is_draft:
            self._line("ПРОЕКТ", align="right", bold=True)
        if head.second_names:
            left, right = self._columns(2)
            self._head(left, head.names, head.contacts)
            self._head(right, head.second_names, head.second_contacts)
        elif head.names:
            self._head(None, head.names, head.contacts)
        if head.names:
            self._rule()
        if paper.addressee:
            _, right = self._columns(2)
            self._lines(right, paper.addressee)

    # ---- sheet and letters

    def _style(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - as above
        from docx.oxml.ns import qn  # noqa: PLC0415 - as above
        from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415 - as above

        self.pt, self.cm, self.qn = Pt, Cm, qn
        for name in ("Normal", "Heading 1", "Heading 2"):
            style = self.document.styles[name]
            style.font.name, style.font.size = FONT, Pt(LETTER)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for place in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(place), FONT)
            for place in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(place), None)
            style.paragraph_format.space_before = Pt(0 if name == "Normal" else 10)
            style.paragraph_format.space_after = Pt(0 if name == "Normal" else 8)
            style.paragraph_format.line_spacing = 1.15
        for name in (CELL_STYLE, HEAD_STYLE):
            style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style, style.font.size = self.document.styles["Normal"], Pt(11)
            if name == HEAD_STYLE:
                style.font.bold, style.paragraph_format.alignment = True, self.align.CENTER
        self._speak(self.document.styles["Normal"].element.get_or_add_rPr(), self.paper.language)

    def _speak(self, properties: Any, language: str) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

        mark = OxmlElement("w:lang")
        mark.set(self.qn("w:val"), LANGUAGES.get(language, language))
        properties.append(mark)

    def _sheet(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = self.cm(21), self.cm(29.7)
        section.left_margin, section.right_margin = self.cm(3), self.cm(1)
        section.top_margin = section.bottom_margin = self.cm(2)
        section.header_distance = section.footer_distance = self.cm(1)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = self.align.CENTER
        self._field(number, "PAGE")
        if self.paper.check:
            self._code(section.first_page_footer.paragraphs[0])

    def _field(self, paragraph: Any, code: str) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

        field = OxmlElement("w:fldSimple")
        field.set(self.qn("w:instr"), code)
        paragraph._p.append(field)

    def _code(self, paragraph: Any) -> None:
        if self.paper.check is None:
            return
        picture = code_png(self.paper.check.url)
        paragraph.alignment = self.align.RIGHT
        run = paragraph.add_run(f"{self.paper.check.words}  ")
        run.font.size = self.pt(TINY)
        shape = paragraph.add_run().add_picture(picture, width=self.cm(2.2))
        shape._inline.docPr.set("descr", self.paper.check.words)

    # ---- requisites

    def _columns(self, count: int, widths: tuple[float, ...] = ()) -> list[Any]:
        table = self.document.add_table(rows=1, cols=count)
        table.autofit = False
        cells = list(table.rows[0].cells)
        for cell, width in zip(cells, widths or (17 / count,) * count, strict=True):
            cell.width = self.cm(width)
        return cells

    def _paragraph(self, cell: Any | None) -> Any:
        if cell is None:
            return self.document.add_paragraph()
        first = cell.paragraphs[0]
        return cell.add_paragraph() if first.text or first.runs else first

    def _line(
        self,
        text: str,
        *,
        cell: Any | None = None,
        align: str = "left",
        bold: bool = False,
        size: int = LETTER,
        after: int = 0,
    ) -> Any:
        paragraph = self._paragraph(cell)
        paragraph.alignment = getattr(self.align, align.upper())
        paragraph.paragraph_format.space_after = self.pt(after)
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, self.pt(size)
        return paragraph

    def _lines(self, cell: Any | None, lines: tuple[str, ...]) -> None:
        for line in lines:
            if line:
                self._line(line, cell=cell)

    def _head(self, cell: Any | None, names: tuple[str, ...], contacts: str) -> None:
        for name in names:
            self._line(name, cell=cell, align="center", bold=True)
        if contacts:
            self._line(contacts, cell=cell, align="center", size=SMALL)

    def _rule(self) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

        paragraph = self._line("", size=4, after=8)
        borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            line.set(self.qn(f"w:{name}"), value)
        borders.append(line)
        paragraph._p.get_or_add_pPr().append(borders)

    def _resolutions(self, resolutions: tuple[Resolution, ...]) -> None:
        if not resolutions:
            return
        cells = self._columns(max(2, len(resolutions)))
        for cell, one in zip(cells[-len(resolutions) :], resolutions, strict=True):
            self._lines(cell, (one.word, *one.lines))
        self._line("")

    def _title(self) -> None:
        paper = self.paper
        if paper.second_title:
            left, right = self._columns(2)
            self._heading(paper.title, cell=left)
            second = self._line(paper.second_title, cell=right, align="center", bold=True)
            second.paragraph_format.space_before = self.pt(10)
        elif paper.title:
            self._heading(paper.title)
        if paper.date or paper.number:
            left, middle, right = self._columns(3)
            self._line(paper.date, cell=left)
            self._line(paper.place, cell=middle, align="center")
            number = f"№ {paper.number}" if paper.number else ""
            self._line(number, cell=right, align="right")
            self._line("", size=SMALL)

    def _heading(self, text: str, *, cell: Any | None = None, level: int = 1) -> None:
        paragraph = self._paragraph(cell)
        paragraph.style = self.document.styles[f"Heading {level}"]
        paragraph.alignment = self.align.CENTER
        paragraph.add_run(text).bold = True

    def _body(self, blocks: tuple[Block, ...], *, keep_last: bool = False) -> None:
        for block in blocks:
            match block:
                case Heading():
                    self._heading(f"{block.number} {block.text}".strip(), level=2)
                case Table():
                    self._table(block)
                case Text() | Item() | Bullet() | Word():
                    self._words(block)
        if keep_last and blocks and not isinstance(blocks[-1], Table):
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _words(self, block: Text | Item | Bullet | Word) -> None:
        number = f"{block.number} " if isinstance(block, Item) else ""
        number = "– " if isinstance(block, Bullet) else number
        paragraph = self._line(number + block.text, align="justify")
        if not isinstance(block, Word):
            paragraph.paragraph_format.first_line_indent = self.cm(1.25)

    def _table(self, block: Table) -> None:
        """Rows are written as elements: ten times quicker than cell by cell, and a roster is long."""
        whole = sum(block.widths)
        widths = [self.cm(17 * share / whole) for share in block.widths]
        table = self.document.add_table(rows=0, cols=len(block.head))
        table.style, table.autofit = "Table Grid", False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self._row(table._tbl, block.head, widths, HEAD_STYLE)
        for row in block.rows:
            self._row(table._tbl, row, widths, CELL_STYLE)
        self._line("", size=SMALL)

    def _row(self, table: Any, words: tuple[str, ...], widths: list[Any], style: str) -> None:
        row = self._under(table, "w:tr")
        if style == HEAD_STYLE:
            self._under(self._under(row, "w:trPr"), "w:tblHeader")
        for text, width in zip(words, widths, strict=True):
            cell = self._under(row, "w:tc")
            size = self._under(self._under(cell, "w:tcPr"), "w:tcW")
            size.set(self.qn("w:w"), str(width.twips))
            size.set(self.qn("w:type"), "dxa")
            paragraph = self._under(cell, "w:p")
            self._under(self._under(paragraph, "w:pPr"), "w:pStyle").set(self.qn("w:val"), style)
            letters = self._under(self._under(paragraph, "w:r"), "w:t")
            letters.text = text
            letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _under(self, parent: Any, name: str) -> Any:
        child = parent.makeelement(self.qn(name))
        parent.append(child)
        return child

    def _signature(self, signature: Signature) -> None:
        self._line("")
        left, middle, right = self._columns(3, (6.5, 5.5, 5))
        self._line(signature.position, cell=left)
        if signature.mark:
            mark = signature.mark
            for line in (
                "Документ подписан электронной подписью", f"Сертификат {mark.certificate}",
                f"Владелец {mark.owner}", f"Действителен {mark.valid}",
            ):  # fmt: skip
                self._line(line, cell=middle, align="center", size=TINY)
        self._line(signature.name, cell=right, align="right")

    def _annex(self, annex: Annex) -> None:
        self.document.add_page_break()
        _, right = self._columns(2)
        self._lines(right, annex.lines)
        self._line("")
        self._resolutions(annex.resolutions)
        self._heading(annex.heading)
        self._body(annex.body)
