"""Rows of files for pages: light, in one query for all things of a page."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from staffroom.core.files import storage
from staffroom.core.files.access import let_out
from staffroom.core.files.kinds import INLINE
from staffroom.core.files.marks import length_in_words, words_of
from staffroom.core.files.models import FILE_LOST, FileText, StoredFile
from staffroom.core.files.names import ending_of
from staffroom.core.files.quotas import size_in_words
from staffroom.core.viewer import Viewer

CLOSED = {
    "waiting": "проверяется на вирусы, откроется сам",
    "refused": "не проверен на вирусы, закрыт",
    "infected": "найден вирус, закрыт",
    FILE_LOST: "пропал с диска сайта, его нужно приложить ещё раз",
}


class FileRow(NamedTuple):
    """A file as a page shows it. Plain values (`ui.kept`)."""

    pid: str
    name: str
    kind: str
    mime: str
    size: int
    width: int
    height: int
    has_thumbnails: bool
    has_macros: bool
    state: str = ""
    marks: str = ""
    pages: int = 0
    pictures: int = 0
    seconds: int = 0
    about: str = ""
    has_captions: bool = False
    has_transcript: bool = False
    virus: str = ""

    @property
    def closed(self) -> str:
        """What is said of it beside its name while others may not open it; empty else."""
        return "" if let_out(self.virus) else CLOSED[self.virus]

    @property
    def url(self) -> str:
        """Where it is read; names need no quoting beyond Django's own, see `names.clean_name`."""
        return f"/files/{self.pid}/{self.name}".replace(" ", "%20")

    @property
    def page_url(self) -> str:
        """The page where it is looked at."""
        return f"/files/{self.pid}/"

    @property
    def shown_pages(self) -> range:
        """Numbers of the first pages that have pictures: three are enough beside words."""
        return range(1, min(self.pictures, 3) + 1)

    @property
    def is_played(self) -> bool:
        """True for sound and video that a browser plays by itself."""
        return self.kind in {"audio", "video"} and self.mime in INLINE

    @property
    def captions_url(self) -> str:
        """Where its captions are read; empty without any."""
        return f"{self.page_url}captions.vtt" if self.has_captions else ""

    @property
    def cost(self) -> str:
        """What playing it takes, told before it loads: «2 мин 5 с, 12 МБ, связь от 0,8 Мбит/с»."""
        told = [length_in_words(self.seconds)] if self.seconds else []
        told.append(size_in_words(self.size))
        if self.seconds:
            rate = max(self.size * 8 / self.seconds / 1_000_000, 0.05)
            told.append(f"связь от {rate:.2g}".replace(".", ",") + "\xa0Мбит/с")
        return ", ".join(told)

    @property
    def label(self) -> str:
        """What it is and how big, told before it is downloaded: «DOCX, 1,2 МБ»."""
        ending = ending_of(self.name).upper()
        return f"{ending}, {size_in_words(self.size)}" if ending else size_in_words(self.size)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to know before downloading it, in words."""
        codes = f"{self.marks} macros" if self.has_macros else self.marks
        return words_of(codes, warnings_only=True)

    @property
    def is_image(self) -> bool:
        """True for a picture with thumbnails."""
        return self.kind == "image"

    def thumb(self, width: int = 320) -> str:
        """The address of its thumbnail (320 or 960 wide), or of the file itself."""
        return f"/files/{self.pid}/thumb-{width}.webp" if self.has_thumbnails else self.url


FIELDS = (
    "pid", "name", "kind", "mime", "size", "width", "height", "thumb_320", "has_macros",
    "contents__state", "contents__marks", "contents__pages", "contents__pictures", "contents__seconds",
    "contents__cover", "virus", "told__about", "told__has_captions", "told__has_transcript",
)  # fmt: skip


def _row(values: tuple) -> FileRow:  # type: ignore[type-arg]  # a row of FIELDS
    (
        pid,
        name,
        kind,
        mime,
        size,
        width,
        height,
        thumb,
        has_macros,
        *read,
        cover,
        virus,
        about,
        captions,
        transcript,
    ) = values
    state, marks, pages, pictures, seconds = read
    return FileRow(
        pid, name, kind, mime, size, width, height, bool(thumb or cover), has_macros,
        state or "", marks or "", pages or 0, pictures or 0, seconds or 0,
        about or "", bool(captions), bool(transcript), virus,
    )  # fmt: skip


def own_files(owner_id: int) -> Iterator[tuple[FileRow, Path]]:
    """Everything that a person has brought, with the bytes' place on the disk; nothing with a virus."""
    rows = (
        StoredFile.objects.filter(owner_id=owner_id)
        .exclude(virus="infected")
        .order_by("created_at", "pk")
    )
    for sha256, *values in rows.values_list("sha256", *FIELDS):
        yield _row(tuple(values)), storage.path_of(sha256)


def hashes_of(kind: str, key: int) -> list[tuple[str, str]]:
    """Names and hashes of the files of one thing, in their order: what tells one set from another."""
    rows = StoredFile.objects.filter(attached_kind=kind, attached_key=key).order_by("pk")
    return list(rows.values_list("name", "sha256"))


def prints_of(kind: str, key: int) -> list[tuple[str, str]]:
    """Groups of kinds and hashes of the files of one thing, in their order."""
    rows = StoredFile.objects.filter(attached_kind=kind, attached_key=key).order_by("pk")
    return list(rows.values_list("kind", "sha256"))


def sizes_of(kind: str, key: int) -> list[tuple[str, int]]:
    """Hashes and sizes of the files of one thing."""
    rows = StoredFile.objects.filter(attached_kind=kind, attached_key=key).order_by("pk")
    return list(rows.values_list("sha256", "size"))


def files_of(kind: str, keys: Collection[int]) -> dict[int, list[FileRow]]:
    """Files attached to things of one kind, by key, in the order they were brought; one query."""
    return {key: rows for (_kind, key), rows in files_of_things({kind: keys}).items()}


def files_of_things(
    things: Mapping[str, Collection[int]],
) -> dict[tuple[str, int], list[FileRow]]:
    """Files of things of several kinds (kind → keys), by kind and key; one query, none for nothing."""
    found: dict[tuple[str, int], list[FileRow]] = {}
    asked = Q()
    for kind, keys in things.items():
        if keys:
            asked |= Q(attached_kind=kind, attached_key__in=list(keys))
    if not asked:
        return found
    rows = StoredFile.objects.filter(asked).order_by("id")
    for kind, key, *values in rows.values_list("attached_kind", "attached_key", *FIELDS):
        found.setdefault((kind, key), []).append(_row(tuple(values)))
    return found


def everything() -> tuple[int, int]:
    """How many files there are and how many bytes they hold: for a job, never for a page."""
    total = StoredFile.objects.aggregate(n=Count("pk"), size=Sum("size"))
    return total["n"], total["size"] or 0


def bytes_of_things(things: Mapping[str, Collection[int]]) -> int:
    """The size of all files of things of several kinds (kind → keys); none for nothing."""
    asked = Q()
    for kind, keys in things.items():
        if keys:
            asked |= Q(attached_kind=kind, attached_key__in=list(keys))
    if not asked:
        return 0
    return StoredFile.objects.filter(asked).aggregate(n=Sum("size"))["n"] or 0


def files_by_pid(viewer: Viewer, pids: Collection[str]) -> list[FileRow]:
    """The viewer's own loose files with these public ids, in the given order."""
    if not pids or viewer.person_id is None:
        return []
    loose = StoredFile.objects.filter(
        pid__in=list(pids), owner_id=viewer.person_id, attached_kind=""
    )
    found = {row[0]: _row(row) for row in loose.values_list(*FIELDS)}
    return [found[pid] for pid in dict.fromkeys(pids) if pid in found]


def row_of(file: StoredFile) -> FileRow:
    """The row of a stored file."""
    return _row(StoredFile.objects.filter(pk=file.pk).values_list(*FIELDS)[0])


def text_of(file_id: int) -> str:
    """The words of a file, plain, at most half a million letters; empty until it is read and may go out."""
    return texts_of([file_id]).get(file_id, "")


def texts_of(file_ids: Collection[int]) -> dict[int, str]:
    """The words of files by key, those alone that have any and whose bytes may go out; one query.

    Words are as closed as the bytes: a file that waits for its check, or holds a virus, has none for others
    (`access.let_out`). When it opens, `FileRead` is stated once more.
    """
    rows = FileText.objects.filter(contents__files__in=list(file_ids)).exclude(words="")
    found = rows.values_list("contents__files__pk", "contents__files__virus", "words")
    return {key: words for key, virus, words in found if let_out(virus)}


def words_beside(kind: str, key: int) -> list[tuple[str, str]]:
    """Names and words of the files of one thing, those alone that have been read; one query.

    For judging what is in them before others may open them, so the check for viruses is not waited for.
    """
    rows = FileText.objects.filter(
        contents__files__attached_kind=kind, contents__files__attached_key=key
    ).exclude(words="")
    ordered = rows.order_by("contents__files__pk")
    return list(ordered.values_list("contents__files__name", "words"))


def closed_beside(kind: str, key: int) -> list[tuple[str, str]]:
    """Names of the files of one thing that may not go out to others, with the reason in words."""
    rows = StoredFile.objects.filter(attached_kind=kind, attached_key=key).exclude(virus="")
    told = rows.order_by("pk").values_list("name", "virus")
    return [(name, CLOSED[virus]) for name, virus in told if not let_out(virus)]


def paths_beside(kind: str, key: int) -> list[tuple[str, Path]]:
    """Names of the files of one thing and where their bytes lie; those whose bytes may go out."""
    rows = StoredFile.objects.filter(attached_kind=kind, attached_key=key).order_by("pk")
    return [
        (name, path)
        for name, sha256, virus in rows.values_list("name", "sha256", "virus")
        if let_out(virus) and (path := storage.path_of(sha256)).exists()
    ]


def keys_of_things(kind: str, keys: Collection[int]) -> dict[int, list[int]]:
    """Keys of the files attached to things of one kind, by the thing's key; one query."""
    found: dict[int, list[int]] = {}
    rows = StoredFile.objects.filter(attached_kind=kind, attached_key__in=list(keys)).order_by("id")
    for key, file_id in rows.values_list("attached_key", "pk"):
        found.setdefault(key or 0, []).append(file_id)
    return found


def homes_of(kind: str, file_ids: Collection[int]) -> dict[int, int]:
    """Keys of the things of one kind that files are attached to, by the file's key; one query."""
    rows = StoredFile.objects.filter(pk__in=list(file_ids), attached_kind=kind)
    return {key: thing or 0 for key, thing in rows.values_list("pk", "attached_key")}


class FileName(NamedTuple):
    """How a file is called, and its public id."""

    pid: str
    name: str


def names_of(file_ids: Collection[int]) -> dict[int, FileName]:
    """Names of files by key; one query."""
    rows = StoredFile.objects.filter(pk__in=list(file_ids)).values_list("pk", "pid", "name")
    return {key: FileName(pid, name) for key, pid, name in rows}


def thing_of(file_id: int) -> tuple[str, int] | None:
    """The kind and the key of the thing a file is attached to; None while it is loose or gone."""
    rows = StoredFile.objects.filter(pk=file_id).exclude(attached_kind="")
    found = rows.values_list("attached_kind", "attached_key").first()
    return (found[0], found[1] or 0) if found else None
