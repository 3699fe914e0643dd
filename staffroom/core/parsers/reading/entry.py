"""Reading one document of any kind: its facts, marks, words and blocks."""

import json
from pathlib import Path
import re
from typing import Any, BinaryIO

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.archives import BOMB
from staffroom.core.parsers.contents import MACROS, OLE
from staffroom.core.parsers.reading import media, pdf, plain, rtf, sheets, slides, word
from staffroom.core.parsers.reading import open as open_document
from staffroom.core.parsers.reading.gather import Gathered
from staffroom.core.parsers.reading.packed import Package

PACKED = {"docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "zip"}
MEDIA = {"mp3", "m4a", "aac", "ogg", "flac", "wav", "mp4", "mov", "webm", "avi", "mpg"}
OFFICE = {"docx", "xlsx", "pptx"}
OLD = {"doc": "DOCX", "xls": "XLSX", "ppt": "PPTX"}
LOCKED = "Файл закрыт паролем: показать его здесь нельзя. Скачайте его и откройте у себя."
OUTDATED = "Это файл старого образца: здесь его не показать. Скачайте его или попросите автора сохранить как {new}."
CLOSED = "Такой файл здесь не показать: скачайте его и откройте у себя."
TWO_FACED = re.compile(rb"<(html|script|svg|iframe|body|\?php)\b", re.IGNORECASE)
OUTER = {
    "attachedTemplate", "oleObject", "frame", "subDocument", "image", "externalLink", "externalLinkPath",
    "video", "audio", "media",
}  # fmt: skip
EMBEDDED = re.compile(r"/(embeddings|activeX)/", re.IGNORECASE)
MIB = 1024 * 1024


def read(file: BinaryIO, kind: str, name: str) -> dict[str, Any]:
    """Read a document; its words go to `words.txt` and its blocks to `blocks.json` in the working folder.

    Args:
        file: the document.
        kind: its type by its content, as `contents.tell` told: «docx».
        name: what it is called: a CSV and a Markdown are told from a plain text by their ending.

    Returns:
        `facts` (pages, seconds, width, height), `marks` (codes of `core.files.marks`), `refused`: the
        Russian reason why there is nothing to show, empty when there is.
    """
    gathered = Gathered()
    refused = ""
    try:
        _mark_faces(file, kind, gathered)
        file.seek(0)
        _read(file, kind, name.lower(), gathered)
    except Refusal as refusal:
        refused = str(refusal)
        if refused == BOMB:
            gathered.marks.add("big")
        elif "encrypted" not in gathered.marks and kind not in OLD and refused != CLOSED:
            gathered.marks.add("broken")
        gathered.words.clear()
        gathered.blocks.clear()
    words = "\n".join(gathered.words)
    Path("words.txt").write_text(words, encoding="utf-8", errors="ignore")
    blocks = json.dumps(gathered.blocks, ensure_ascii=False, separators=(",", ":"))
    Path("blocks.json").write_text(blocks, encoding="utf-8", errors="ignore")
    return {"facts": gathered.facts, "marks": sorted(gathered.marks), "refused": refused}


def is_locked(file: BinaryIO, kind: str) -> bool:
    """True when a PDF or an open document opens with a password alone."""
    return pdf.is_locked(file) if kind == "pdf" else open_document.is_locked(Package(file))


def draw(file: BinaryIO, most: int) -> dict[str, Any]:
    """Pictures of the first pages of a PDF in the working folder, see `pdf.draw`."""
    return pdf.draw(file, most)


def _read(file: BinaryIO, kind: str, name: str, gathered: Gathered) -> None:
    head = file.read(8)
    file.seek(0)
    if kind in OFFICE and head == OLE:
        gathered.marks.add("encrypted")
        raise Refusal(LOCKED)
    if kind in PACKED:
        _read_packed(file, kind, gathered)
    elif kind == "txt":
        _read_text(file, name, gathered)
    elif kind in MEDIA:
        media.read(file, kind, gathered)
    elif kind in OLD:
        _read_old(file, kind, gathered)
    elif kind in ALONE:
        ALONE[kind](file, gathered)
    else:
        raise Refusal(CLOSED)


def _read_text(file: BinaryIO, name: str, gathered: Gathered) -> None:
    if name.endswith((".csv", ".tsv")):
        sheets.read_csv(file, gathered)
    else:
        plain.read(file, gathered, is_marked=name.endswith(".md"))


def _read_packed(file: BinaryIO, kind: str, gathered: Gathered) -> None:
    package = Package(file)
    if any(MACROS.search(name.lower()) for name in package.names):
        gathered.marks.add("macros")
    if kind in OFFICE:
        _mark_relations(package, gathered)
    if kind == "xlsx":
        sheets.read(package, file, gathered)
    elif kind in WHOLE:
        WHOLE[kind](package, gathered)
    elif open_document.is_locked(package):
        gathered.marks.add("encrypted")
        raise Refusal(LOCKED)
    else:
        open_document.read(package, gathered)


def _read_old(file: BinaryIO, kind: str, gathered: Gathered) -> None:
    """Office files of the old kind, and new ones that are closed by a password."""
    content = file.read(64 * MIB)
    if "EncryptedPackage".encode("utf-16-le") in content:
        gathered.marks.add("encrypted")
        raise Refusal(LOCKED)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        gathered.marks.add("macros")
    raise Refusal(OUTDATED.format(new=OLD[kind]))


def _list(package: Package, gathered: Gathered) -> None:
    """What lies in an archive, by name; nothing of it is unpacked."""
    names = sorted(one.filename for one in package.archive.infolist() if not one.is_dir())
    gathered.facts["pages"] = len(names)
    gathered.take(["li", 1, name] for name in names)
    if any(name.lower().endswith((".zip", ".rar", ".7z")) for name in names):
        gathered.marks.add("attached")


def _mark_relations(package: Package, gathered: Gathered) -> None:
    """Templates, objects and pictures that the document would fetch from elsewhere."""
    if any(EMBEDDED.search(name) for name in package.names):
        gathered.marks.add("attached")
    if any("/activex/" in name.lower() for name in package.names):
        gathered.marks.add("active")
    for name in sorted(package.names):
        if not name.endswith(".rels"):
            continue
        folder, _, part = name.removesuffix(".rels").rpartition("_rels/")
        for kind, target, is_outside in package.relations(f"{folder}{part}").values():
            is_program = is_outside and target.lower().startswith(
                ("file:", "\\\\", "mhtml:", "ms-")
            )
            if is_outside and (kind in OUTER or is_program):
                gathered.marks.add("outer")


def _mark_faces(file: BinaryIO, kind: str, gathered: Gathered) -> None:
    """Files that are two kinds at once: whoever opens them by another program gets the other one."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(1024)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    is_packed = kind in PACKED
    faces = (
        (kind == "pdf" and not head.startswith(b"%PDF-")),
        (kind != "pdf" and b"%PDF-" in head),
        (not is_packed and kind != "txt" and _ends_as_archive(tail)),
        (kind not in {"txt", *PACKED} and bool(TWO_FACED.search(head))),
        (is_packed and not head.startswith((b"PK", OLE))),
    )
    if any(faces):
        gathered.marks.add("polyglot")


def _ends_as_archive(tail: bytes) -> bool:
    """True when the bytes end with the directory of an archive that has members."""
    end = tail.rfind(b"PK\x05\x06")
    return end >= 0 and len(tail) >= end + 22 and tail[end + 10 : end + 12] != b"\0\0"


ALONE = {"pdf": pdf.read, "rtf": rtf.read}
WHOLE = {"docx": word.read, "pptx": slides.read, "epub": plain.read_book, "zip": _list}
