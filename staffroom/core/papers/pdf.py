"""PDF/A-2a and PDF/UA-1 by Typst: tagged, with fonts inside; the compiler itself refuses what is neither."""

from datetime import datetime
from functools import cache
import json
from pathlib import Path
import threading
from typing import Any

from staffroom.core.papers.blocks import Annex, Block, Paper, Resolution, Table
from staffroom.core.papers.codes import code_svg

HERE = Path(__file__).parent
STANDARDS = ["a-2a", "ua-1"]
_one_at_a_time = threading.Lock()


def write_pdf(paper: Paper, *, made_at: datetime) -> bytes:
    """The paper as a PDF file.

    Args:
        paper: what is written.
        made_at: the moment that stands in the file, aware; the same paper gives the same bytes.
    """
    compiler = _compiler()
    with _one_at_a_time:
        written: bytes = compiler.compile(
            sys_inputs={"paper": json.dumps(_data(paper), ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=int(made_at.timestamp()),
        )
    return written


def write_pages(paper: Paper, *, dots: int = 100) -> list[bytes]:
    """The pages as PNG pictures: a preview on the screen."""
    compiler = _compiler()
    with _one_at_a_time:
        inputs = {"paper": json.dumps(_data(paper), ensure_ascii=False)}
        pages = compiler.compile(format="png", ppi=float(dots), sys_inputs=inputs)
    return pages if isinstance(pages, list) else [pages]


@cache
def _compiler() -> Any:
    import typst  # noqa: PLC0415 - 80 MB that only a page of papers needs

    return typst.Compiler(
        HERE / "paper.typ", root=HERE, font_paths=[HERE / "fonts"], ignore_system_fonts=True
    )


def _data(paper: Paper) -> dict[str, Any]:
    head = paper.letterhead
    return {
        "name": paper.name,
        "author": ", ".join(head.names),
        "language": paper.language,
        "second_language": head.second_language or "tt",
        "draft": paper.is_draft,
        "letterhead": {
            "names": head.names, "contacts": head.contacts,
            "second_names": head.second_names, "second_contacts": head.second_contacts,
        },
        "title": paper.title, "second_title": paper.second_title,
        "date": paper.date, "number": paper.number, "place": paper.place,
        "addressee": paper.addressee,
        "resolutions": [_resolution(one) for one in paper.resolutions],
        "heading": paper.heading,
        "body": [_block(one) for one in paper.body],
        "signatures": [
            {
                "position": one.position, "name": one.name,
                "mark": {"certificate": one.mark.certificate, "owner": one.mark.owner, "valid": one.mark.valid}
                if one.mark else None,
            }
            for one in paper.signatures
        ],
        "annexes": [_annex(one) for one in paper.annexes],
        "check": {"words": paper.check.words, "code": code_svg(paper.check.url)} if paper.check else None,
    }  # fmt: skip


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "lines": annex.lines,
        "heading": annex.heading,
        "resolutions": [_resolution(one) for one in annex.resolutions],
        "body": [_block(one) for one in annex.body],
    }


def _resolution(resolution: Resolution) -> dict[str, Any]:
    return {"word": resolution.word, "lines": resolution.lines}


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        return {"kind": kind, "head": block.head, "rows": block.rows, "widths": block.widths}
    return {"kind": kind, "text": block.text, "number": getattr(block, "number", "")}
