"""Reading stored bytes: waiting → read, or not to be read with the reason; each hash once.

The foreign bytes are opened in the sandbox's child alone, one child at a time on a machine and behind
its pages. What a killed worker left undone is tried again, three times in all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
import fcntl
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from staffroom.core import sandbox
from staffroom.core.events import publish
from staffroom.core.files import storage
from staffroom.core.files.events import FileRead
from staffroom.core.files.kinds import code_of
from staffroom.core.files.models import FileContents, FilePicture, FileText, StoredFile
from staffroom.core.sandbox import TOO_LARGE, TOO_SLOW, ParserFailed, office

State = FileContents.State
READER = "staffroom.core.parsers.reading.entry"
MOST_ATTEMPTS = 3
NICE = 10
FORGOTTEN = timedelta(hours=6)
LOST = "Содержимого файла нет на диске. Напишите техническому специалисту."
GAVE_UP = "Файл не удалось прочитать за несколько попыток. Скачайте его и откройте у себя."
OLD = {"doc", "ppt", "xls"}
CONVERTED = {"docx", "odt", "rtf", "pptx", "odp", *OLD}
UNSAFE = {"encrypted", "macros", "active", "outer", "polyglot"}  # never handed to a converter
LIMITS = sandbox.Limits(cpu=9)


@dataclass(slots=True)
class Found:
    """What the readers have found: facts, marks, words, blocks, pictures (number → hash and size)."""

    facts: dict[str, int] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    reason: str = ""
    words: str = ""
    blocks: list[Any] = field(default_factory=list)
    pictures: list[tuple[str, int, int]] = field(default_factory=list)
    cover: str = ""


@transaction.atomic
def expect(*, file_id: int, at: datetime) -> FileContents:
    """The contents of a stored file, waiting to be read when its bytes are new; pictures are known."""
    file = StoredFile.objects.get(pk=file_id)
    known: dict[str, Any] = {"kind": code_of(file.mime), "name": file.name, "asked_at": at}
    if file.kind == "image":
        known |= {"state": State.READ, "read_at": at, "width": file.width, "height": file.height}
    contents, _is_new = FileContents.objects.get_or_create(sha256=file.sha256, defaults=known)
    StoredFile.objects.filter(pk=file_id).update(contents=contents)
    return contents


@contextmanager
def alone() -> Iterator[bool]:
    """True for the one reader of this machine; others come again later."""
    with (storage.aside().parent / "reading.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def read_contents(*, contents_id: int, at: datetime) -> bool:
    """Read waiting bytes; False when there is nothing to read, or it must be tried again."""
    waiting = FileContents.objects.filter(pk=contents_id, state=State.WAITING)
    if not waiting.update(attempts=F("attempts") + 1):
        return False
    contents = waiting.get()
    path = storage.path_of(contents.sha256)
    if not path.exists():
        found = Found(reason=LOST)
    elif contents.attempts > MOST_ATTEMPTS:
        found = Found(reason=GAVE_UP, marks={"big"})
    else:
        try:
            found = look(path, contents.kind, contents.name)
        except ParserFailed as failure:
            is_hurried = failure.message == TOO_SLOW
            if is_hurried and contents.attempts < MOST_ATTEMPTS - 1:
                return False
            mark = "big" if is_hurried or failure.message == TOO_LARGE else "broken"
            found = Found(reason=failure.message, marks={mark})
    return _keep(contents, found, at)


def is_waiting(contents_id: int) -> bool:
    """True while the bytes are still to be read."""
    return FileContents.objects.filter(pk=contents_id, state=State.WAITING).exists()


def look(path: Path, kind: str, name: str) -> Found:
    """Read bytes in the sandbox; what is to be kept of them lies in the store already.

    Raises:
        ParserFailed: the reader broke or went over a limit.
    """
    with sandbox.room() as folder:
        told = sandbox.run(
            f"{READER}:read", kind, name, inputs=[path], folder=folder, limits=LIMITS,
            natives=["pypdfium2"] if kind == "pdf" else [], nice=NICE,
        )  # fmt: skip
        found = Found(told["facts"], set(told["marks"]), told["refused"])
        found.words = (folder / "words.txt").read_text(encoding="utf-8")
        found.blocks = json.loads((folder / "blocks.json").read_text(encoding="utf-8"))
    if kind == "pdf" and not found.reason:
        draw(path, found)
    elif settings.OFFICE and kind in CONVERTED and not found.marks & UNSAFE:
        convert(path, kind, found)
    return found


def convert(path: Path, kind: str, found: Found) -> None:
    """Pictures of an office document's pages, made by LibreOffice; words too where we read none.

    What is broken or cannot be converted stays as our own reader has found it.
    """
    if found.reason and kind not in OLD:
        return
    with sandbox.room() as folder:
        try:
            made = office.to_pdf(settings.OFFICE, path, kind, folder)
            if not found.reason:
                draw(made, found)
                return
            read = look(made, "pdf", "")
        except ParserFailed:
            return
    if not read.reason:
        found.facts, found.words, found.blocks = read.facts, read.words, read.blocks
        found.pictures, found.cover, found.reason = read.pictures, read.cover, ""


def draw(path: Path, found: Found) -> None:
    """Pictures of the first pages of a PDF, kept in the store; a PDF that cannot be drawn has none."""
    most = settings.PREVIEW_PAGES
    with sandbox.room() as folder:
        try:
            drawn = sandbox.run(
                f"{READER}:draw", most, inputs=[path], folder=folder, limits=LIMITS,
                natives=["pypdfium2", "PIL.Image", "PIL.WebPImagePlugin"], nice=NICE,
            )  # fmt: skip
        except ParserFailed:
            found.marks.add("big")
            return
        sizes = drawn["sizes"]
        for number, (width, height) in enumerate(sizes, 1):
            sha256 = storage.keep(folder / f"page-{number}.webp")
            found.pictures.append((sha256, width, height))
        if sizes:
            found.cover = storage.keep(folder / "cover.webp")
    found.facts.setdefault("pages", drawn["pages"])
    if len(sizes) < drawn["pages"]:
        found.marks.add("long")


@transaction.atomic
def _keep(contents: FileContents, found: Found, at: datetime) -> bool:
    """Write what was found, once; every file with these bytes is stated to be read."""
    facts = {name: found.facts.get(name, 0) for name in ("pages", "seconds", "width", "height")}
    mine = FileContents.objects.filter(pk=contents.pk, state=State.WAITING).update(
        state=State.UNREADABLE if found.reason else State.READ,
        reason=found.reason[:300],
        marks=" ".join(sorted(found.marks)),
        pictures=len(found.pictures),
        cover=found.cover,
        read_at=at,
        **facts,
    )
    if not mine:
        return False
    FileText.objects.create(contents=contents, words=found.words, blocks=found.blocks)
    FilePicture.objects.bulk_create(
        FilePicture(contents=contents, number=n, sha256=sha256, width=width, height=height)
        for n, (sha256, width, height) in enumerate(found.pictures, 1)
    )
    if "macros" in found.marks:
        StoredFile.objects.filter(contents=contents).update(has_macros=True)
    for file_id in (
        StoredFile.objects.filter(contents=contents).order_by("pk").values_list("pk", flat=True)
    ):
        publish(FileRead(district_id=None, actor_id=None, file_id=file_id))
    return True


def forgotten(*, at: datetime, most: int = 50) -> list[int]:
    """Keys of contents to be read: of files stored without a call, and of calls that were lost."""
    for file_id in list(
        StoredFile.objects.filter(contents=None).order_by("-pk").values_list("pk", flat=True)[:most]
    ):
        expect(file_id=file_id, at=at)
    waiting = FileContents.objects.filter(state=State.WAITING)
    lost = waiting.filter(Q(asked_at=at) | Q(asked_at__lt=at - FORGOTTEN))
    return list(lost.order_by("pk").values_list("pk", flat=True)[:most])


def drop_unnamed(*, at: datetime) -> int:
    """Forget what is known of bytes that no file names any more; returns how many."""
    unnamed = FileContents.objects.filter(files=None, asked_at__lt=at - FORGOTTEN)
    return FileContents.objects.filter(pk__in=list(unnamed.values_list("pk", flat=True))).delete()[
        0
    ]
