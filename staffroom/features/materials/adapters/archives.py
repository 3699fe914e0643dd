"""A material as one archive: its words with authors, organisation, year and terms, and its files (BB-1.13.b)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from staffroom.core.papers import Letterhead, Paper, Text
from staffroom.core.papers.docx import write_docx

WORDS = "О материале.docx"
LEFT_OUT = "Не вошло в архив.txt"
WHY = (
    "Эти файлы материала сейчас закрыты, поэтому в архив они не вошли. Те, что ещё проверяются на вирусы,"
    " откроются сами: скачайте архив позже. О других спросите автора материала."
)
PACKED = (
    "txt",
    "csv",
    "rtf",
    "doc",
    "bmp",
)  # endings worth making smaller; others are packed already


def as_zip(
    title: str, about: Sequence[tuple[str, str]], words: str, files: Sequence[tuple[str, Path]],
    closed: Sequence[tuple[str, str]], *, at: datetime,
) -> IO[bytes]:  # fmt: skip
    """The archive in a file of its own that is gone when it is closed.

    Args:
        title: of the material.
        about: what its card says: authors, organisation, year, terms, address.
        words: its text, plain.
        files: names and places of its files; names that are met twice are numbered.
        closed: names of the files that may not go out, and why: they are told of in a plain text beside.
        at: the moment that stands in the properties of the document.
    """
    lines = [f"{name}: {value}" for name, value in about]
    body = tuple(Text(line) for line in (*lines, *words.splitlines()) if line.strip())
    paper = Paper(title=title, letterhead=Letterhead(), heading="", body=body)
    written = TemporaryFile()  # noqa: SIM115 - handed on: the answer closes it
    taken = {WORDS.casefold()}
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr(WORDS, write_docx(paper, made_at=at))
        if closed:
            taken.add(LEFT_OUT.casefold())
            lines = [WHY, "", *(f"{name}: {why}" for name, why in closed), ""]
            archive.writestr(LEFT_OUT, "\ufeff" + "\r\n".join(lines))
        for name, path in files:
            way = ZIP_DEFLATED if name.lower().endswith(PACKED) else ZIP_STORED
            archive.write(path, _apart(name, taken), compress_type=way)
    written.seek(0)
    return written


def _apart(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    n, made = 1, name
    while made.casefold() in taken:
        n += 1
        made = f"{stem if dot else ending} ({n}){dot}{ending if dot else ''}"
    taken.add(made.casefold())
    return made
