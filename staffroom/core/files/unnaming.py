"""Files given on without their maker's name: for readers who must not learn it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from staffroom.core import sandbox
from staffroom.core.files import storage
from staffroom.core.files.access import let_out
from staffroom.core.files.kinds import FileRefused
from staffroom.core.files.models import StoredFile
from staffroom.core.files.names import ending_of

PARSER = "staffroom.core.parsers.unnamed"
OFFICE = (
    "docx",
    "docm",
    "dotx",
    "xlsx",
    "xlsm",
    "xltx",
    "pptx",
    "pptm",
    "ppsx",
    "potx",
    "odt",
    "ods",
    "odp",
)
PLAIN = ("txt", "csv", "tsv", "md", "srt", "vtt")
STRANGE = (
    "Файл «{name}» нельзя показать эксперту без имени автора. Сохраните его в PDF, DOCX, PPTX, XLSX или"
    " картинкой и замените."
)


NAMED = (
    "Внутри файла «{name}» осталось имя автора: в колонтитуле, в свойствах или во вложении. Уберите его,"
    " сохраните файл и замените."
)


@transaction.atomic
def clean_copies(
    *, kind: str, key: int, to_kind: str, to_key: int, needles: Sequence[str], at: datetime
) -> dict[str, str]:
    """Give a thing copies of another's files that say nothing of who made them.

    They are named by number («Файл 1.docx»), belong to nobody, and their bytes are written anew.

    Args:
        kind: what the originals are attached to, with its `key`.
        key: see `kind`.
        to_kind: what the copies are attached to, with its key `to_key`.
        to_key: see `to_kind`.
        needles: names as they are written; a copy whose bytes still hold one is refused.
        at: now.

    Returns:
        Public id of the original → that of its copy.

    Raises:
        FileRefused: a kind of file whose maker's name cannot be taken out, or one that still holds it;
            one with a virus or not yet checked.
        ParserFailed: broken bytes.
    """
    rows = StoredFile.objects.filter(attached_kind=kind, attached_key=key).order_by("pk")
    told = {}
    for n, row in enumerate(rows, 1):
        made = _copy(row, n, needles, at)
        made.attached_kind, made.attached_key = to_kind, to_key
        made.save(force_insert=True)
        told[row.pid] = made.pid
    return told


def _copy(row: StoredFile, n: int, needles: Sequence[str], at: datetime) -> StoredFile:
    ending = ending_of(row.name)
    judged = let_out(row.virus)
    if not judged:  # the copy is of other bytes: what is not known to be clean is not copied
        raise FileRefused(f"«{row.name}»: {judged.reason}")
    made = StoredFile(
        sha256=row.sha256, size=row.size, kind=row.kind, mime=row.mime, name=f"Файл {n}.{ending}",
        width=row.width, height=row.height, thumb_320=row.thumb_320, thumb_960=row.thumb_960,
        has_macros=row.has_macros, virus=row.virus, created_at=at,
    )  # fmt: skip
    if row.kind == "image" or ending in PLAIN:  # a picture was drawn anew when it came
        return made
    if row.kind != "pdf" and ending not in OFFICE:
        raise FileRefused(STRANGE.format(name=row.name))
    by = "pdf" if row.kind == "pdf" else "office"
    with sandbox.room() as folder:
        found = sandbox.run(
            f"{PARSER}:{by}", list(needles), inputs=[storage.path_of(row.sha256)], folder=folder,
            natives=["pypdfium2"] if by == "pdf" else [],
        )  # fmt: skip
        if found["is_named"]:
            raise FileRefused(NAMED.format(name=row.name))
        path = folder / found["name"]
        made.size = path.stat().st_size
        made.sha256 = storage.keep(path)
    return made
