"""PDF: words of its pages, pictures of its pages, marks for what it would do; by pdfium."""

from pathlib import Path
import re
import time
from typing import Any, BinaryIO
import zlib

from staffroom.core.parsers import Refusal
from staffroom.core.parsers.reading.gather import Gathered

MOST_PAGES_READ = 1_000
MOST_SCANNED = 64 * 1024 * 1024
MOST_INFLATED = 16 * 1024 * 1024
WIDTH, TALLEST = 960, 2_400
SECONDS_OF_DRAWING = 6.0
PASSWORD, SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
BROKEN = "PDF повреждён: его страницы не открываются. Сохраните файл заново и попробуйте ещё раз."
ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
ACTING = re.compile(
    rb"/(JavaScript|JS|Launch|RichMedia|Movie|Rendition|ImportData|SubmitForm|GoToE)\b"
)
REACHING = re.compile(rb"/(GoToR|SubmitForm|ImportData)\b|/FS\s*/URL\b")
HOLDING = re.compile(rb"/(EmbeddedFiles?|FileAttachment|XFA)\b")
PACKED = re.compile(rb"/ObjStm\b[^>]*>>\s*stream\r?\n|>>\s*stream\r?\n")


def is_locked(file: BinaryIO) -> bool:
    """True when a password is needed to open it."""
    try:
        _opened(file).close()
    except Locked:
        return True
    except Refusal:
        return False
    return False


def read(file: BinaryIO, gathered: Gathered) -> None:
    """Gather the words of a PDF, page by page; `pages` is their number.

    Raises:
        Refusal: broken, or closed by a password (then «encrypted» is marked as well).
    """
    mark(file, gathered)
    try:
        document = _opened(file)
    except Locked:
        gathered.marks.add("encrypted")
        raise
    total = len(document)
    if not _has_pages(document):
        raise Refusal(BROKEN)
    gathered.facts["pages"] = total
    if _has_scripts(document):
        gathered.marks.add("active")
    for number in range(min(total, MOST_PAGES_READ)):
        words = _words_of(document, number)
        if words:
            gathered.take(
                [["part", f"Страница {number + 1}"], *(["p", one] for one in _paragraphs(words))]
            )
        if gathered.is_late or "long" in gathered.marks:
            break
    if total > MOST_PAGES_READ or gathered.is_late:
        gathered.marks.add("long")


def draw(file: BinaryIO, most: int) -> dict[str, Any]:
    """Write `page-1.webp`, `page-2.webp`, … and `cover.webp` to the working folder.

    Returns the number of all `pages` and the `sizes` of those drawn.

    Of a long document the first `most` pages are drawn, fewer when they are slow.
    """
    began = time.monotonic()
    document = _opened(file)
    sizes: list[list[int]] = []
    for number in range(min(len(document), most)):
        page = document[number]
        wide, tall = page.get_size()
        scale = min(WIDTH / max(wide, 1), TALLEST / max(tall, 1), 4)
        if wide * scale < 16 or tall * scale < 16:
            break  # a strip or a dot: nothing to look at
        picture = page.render(
            scale=scale, may_draw_forms=False, fill_color=(255, 255, 255, 255)
        ).to_pil()
        picture = picture.convert("RGB")
        picture.save(f"page-{number + 1}.webp", "WEBP", quality=78, method=2)
        sizes.append([picture.width, picture.height])
        if number == 0:
            picture.thumbnail((320, 640))
            picture.save("cover.webp", "WEBP", quality=80, method=2)
        page.close()
        if time.monotonic() - began > SECONDS_OF_DRAWING:
            break
    return {"pages": len(document), "sizes": sizes}


def mark(file: BinaryIO, gathered: Gathered) -> None:
    """Names of actions, in the open and inside packed objects, however they are spelled."""
    file.seek(0)
    content = file.read(MOST_SCANNED)
    texts = [content, *_unpacked(content)]
    for text in texts:
        plain = (
            ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text) if b"#" in text else text
        )
        if ACTING.search(plain):
            gathered.marks.add("active")
        if REACHING.search(plain):
            gathered.marks.add("outer")
        if HOLDING.search(plain):
            gathered.marks.add("attached")


def _unpacked(content: bytes) -> list[bytes]:
    """Streams of objects, inflated within a limit; pictures and fonts are passed over."""
    found: list[bytes] = []
    left = MOST_INFLATED
    for place in re.finditer(rb"/ObjStm\b", content):
        begins = content.find(b"stream", place.end())
        if begins < 0 or left <= 0 or len(found) > 2_000:
            break
        begins += 6
        begins += 2 if content[begins : begins + 2] == b"\r\n" else 1
        try:
            inflated = zlib.decompressobj().decompress(
                content[begins : begins + 4 * MOST_INFLATED], left
            )
        except zlib.error:
            continue
        found.append(inflated)
        left -= len(inflated)
    return found


class Locked(Refusal):
    """The document opens with a password alone."""


def _opened(file: BinaryIO) -> Any:
    """The document, opened by pdfium itself by the number of the opened file.

    Raises:
        Locked, Refusal: in words.
    """
    import pypdfium2  # noqa: PLC0415 - imported before the guard, see `sandbox.run(natives=…)`

    try:
        return pypdfium2.PdfDocument(Path(f"/proc/self/fd/{file.fileno()}"))
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) in {PASSWORD, SECURITY}:
            raise Locked("PDF закрыт паролем: показать его здесь нельзя.") from None
        raise Refusal(BROKEN) from None


def _has_scripts(document: Any) -> bool:
    import pypdfium2.raw  # noqa: PLC0415 - the same

    return bool(pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) > 0)


def _has_pages(document: Any) -> bool:
    """False for a document whose first page is nowhere, whatever number of pages it claims."""
    import pypdfium2  # noqa: PLC0415 - the same

    try:
        document[0].close()
    except pypdfium2.PdfiumError:
        return False
    return True


def _words_of(document: Any, number: int) -> str:
    """The words of a page; a page that is broken has none."""
    import pypdfium2  # noqa: PLC0415 - the same

    try:
        page = document[number]
        text = page.get_textpage()
        words = str(text.get_text_range())
        text.close()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return words


def _paragraphs(words: str) -> list[str]:
    """Lines of a page joined where a line goes on: a word is parted or a small letter follows."""
    found: list[str] = []
    for line in (one.strip() for one in re.split(r"[\r\n]+", words)):
        if not line:
            continue
        if found and found[-1].endswith(("\u0002", "\xad", "\ufffe")):
            found[-1] = found[-1][:-1] + line
        elif found and line[0].islower() and not found[-1].endswith((".", ":", ";")):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found
