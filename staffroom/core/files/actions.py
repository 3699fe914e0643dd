"""What changes stored files: bringing, attaching to a thing, taking off."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from staffroom.core.errors import Forbidden
from staffroom.core.events import publish
from staffroom.core.files import checks, storage
from staffroom.core.files.access import may_tell
from staffroom.core.files.captions import clean_captions
from staffroom.core.files.events import FileStored
from staffroom.core.files.examine import Examined, examined
from staffroom.core.files.kinds import FileRefused
from staffroom.core.files.models import RecordingWords, StoredFile
from staffroom.core.files.quotas import quota_of, size_in_words
from staffroom.core.ids import new_pid
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer

Source: TypeAlias = "Path | UploadedFile[Any] | bytes"


def store_upload(
    *,
    actor: Viewer,
    source: Source,
    name: str,
    at: datetime,
    limit_bytes: int | None = None,
    kinds: Collection[str] = (),
) -> StoredFile:
    """Examine a file and store it for its uploader alone; `kinds` are the groups taken (none = all).

    The bytes are durable before the row is written, so a row never lacks its file; bytes without a
    row (a crash between the two) are swept away later.

    Raises:
        Forbidden: a guest brings nothing.
        FileRefused: empty, too large, over the person's quota, or of a kind that is not taken.
        ParserFailed: broken, or harmful to its reader.
    """
    require_person(actor)
    with on_disk(source) as path:
        size = path.stat().st_size
        require_room(actor, size, limit_bytes)
        with examined(path, name) as found:
            if kinds and found.kind.group not in kinds:
                raise FileRefused(f"Сюда не подходит {found.kind.words}. Выберите другой файл.")
            return _write(found, actor, at)


def store_made(*, content: bytes, name: str, kind: str, mime: str, at: datetime) -> StoredFile:
    """Store bytes that this product has written itself: nothing in them is to be examined.

    They are read for their page and for the search by the clock, a few at a time (`read_forgotten`).

    Args:
        content: the whole file.
        name: what it is called when it is saved, with its ending.
        kind: the group of `files.kinds`: «pdf», «document».
        mime: its media type.
        at: now.
    """
    with on_disk(content) as path:
        sha256 = storage.keep(path)
    return StoredFile.objects.create(
        sha256=sha256, size=len(content), kind=kind, mime=mime, name=name, created_at=at
    )


def require_person(actor: Viewer) -> int:
    """The person's key (0 for the system itself); a guest is stopped.

    Raises:
        Forbidden: nobody has signed in.
    """
    if actor.is_guest:
        raise Forbidden("Войдите, чтобы приложить файл.")
    return actor.person_id or 0


def require_room(actor: Viewer, size: int, limit_bytes: int | None = None) -> None:
    """Stop a file that is larger than one may be, or than what is left to the person.

    Raises:
        FileRefused: with the figures in words.
    """
    allowed = quota_of(actor)
    limit = min(limit_bytes or allowed.file_bytes, allowed.file_bytes)
    if size > limit:
        raise FileRefused(
            f"Файл слишком большой: {size_in_words(size)}, можно до {size_in_words(limit)}."
            " Уменьшите его или выложите на файловый сервис и дайте ссылку."
        )
    if storage.free_bytes() - size < settings.KEEP_FREE:
        raise FileRefused(
            "На сервере кончается место, новые файлы пока не принимаются. Текст можно отправить без них."
        )
    if actor.is_system:
        return
    held = StoredFile.objects.filter(owner_id=actor.person_id).aggregate(n=Sum("size"))["n"] or 0
    if held + size > allowed.total_bytes:
        raise FileRefused(
            f"У вас уже {size_in_words(held)} файлов из {size_in_words(allowed.total_bytes)}."
            " Удалите ненужные или обратитесь к координатору."
        )


@contextmanager
def on_disk(source: Source) -> Iterator[Path]:
    """The bytes as a file that can be opened by its path; a copy of ours is gone afterwards."""
    if isinstance(source, Path):
        yield source
        return
    path = storage.aside()
    try:
        with path.open("wb") as copy:
            for chunk in [source] if isinstance(source, bytes) else source.chunks():
                copy.write(chunk)
        yield path
    finally:
        path.unlink(missing_ok=True)


@transaction.atomic
def _write(found: Examined, actor: Viewer, at: datetime) -> StoredFile:
    sha256 = storage.keep(found.path)
    is_ours = found.kind.group == "image"  # drawn anew by us: nothing of what was brought is left
    virus = "" if is_ours else checks.expect(sha256=sha256, at=at)
    thumbnails = {width: storage.keep(path) for width, path in found.thumbnails.items()}
    stored = StoredFile.objects.create(
        sha256=sha256,
        size=found.path.stat().st_size,
        kind=found.kind.group,
        mime=found.kind.mime,
        name=found.name,
        width=found.width,
        height=found.height,
        thumb_320=thumbnails.get("320", ""),
        thumb_960=thumbnails.get("960", ""),
        has_macros=found.has_macros,
        virus=virus,
        owner_id=actor.person_id,
        created_at=at,
    )
    publish(FileStored(district_id=None, actor_id=actor.person_id, file_id=stored.pk))
    return stored


@transaction.atomic
def attach(*, actor: Viewer, pids: Collection[str], kind: str, key: int, at: datetime) -> int:
    """Give loose files of the actor to a thing; returns how many.

    Files of others and files of other things are left as they are: who names a foreign pid gains
    nothing by it. The caller has judged that the actor may write the thing.
    """
    loose = StoredFile.objects.filter(pid__in=list(pids), attached_kind="")
    if not actor.is_system:
        loose = loose.filter(owner_id=actor.person_id)
    return loose.update(attached_kind=kind, attached_key=key)


@transaction.atomic
def hand_on(*, kind: str, key: int, to_kind: str, to_key: int) -> int:
    """Files of a thing become another's, whose words they came with; returns how many."""
    held = StoredFile.objects.filter(attached_kind=kind, attached_key=key)
    return held.update(attached_kind=to_kind, attached_key=to_key)


@transaction.atomic
def copy_files(*, kind: str, key: int, to_kind: str, to_key: int) -> int:
    """Give a thing the same files as another has, as they are now; returns how many.

    The rows are its own, the bytes are shared and count for nobody: they stay as long as one row
    names them.
    """
    rows = list(StoredFile.objects.filter(attached_kind=kind, attached_key=key).order_by("pk"))
    known = {
        one.pk: one for one in RecordingWords.objects.filter(file__in=[row.pk for row in rows])
    }
    were = [row.pk for row in rows]
    for row in rows:  # a verdict that comes meanwhile is made good by `checks.mend`
        row.pk, row.pid, row._state.adding = None, new_pid(), True
        row.owner_id = None
        row.attached_kind, row.attached_key = to_kind, to_key
    made = StoredFile.objects.bulk_create(rows)
    words = [(known[was], row) for was, row in zip(were, made, strict=True) if was in known]
    for told, row in words:
        told.pk = row.pk
    RecordingWords.objects.bulk_create(told for told, _row in words)
    return len(made)


@transaction.atomic
def tell_of_recording(
    *, file: StoredFile, about: str, transcript: str, captions: bytes | None, actor: Viewer, at: datetime
) -> RecordingWords:  # fmt: skip
    """Keep what a recording is in words (TV-2.2.1.f).

    Args:
        file: sound or video.
        about: what is shown and said, in a few sentences.
        transcript: what is said, word by word; may be empty.
        captions: a VTT or SRT file; empty bytes take captions off, None leaves them as they are.
        actor: who may write the thing the file belongs to.
        at: now.

    Raises:
        Absent: not a recording, or not this person's to tell of.
        FileRefused: the captions cannot be read.
    """
    require(may_tell(actor, file))
    before = RecordingWords.objects.filter(file=file).first()
    kept = (before.captions if before else "") if captions is None else ""
    if captions:
        kept = clean_captions(captions)
    words = {
        "about": about.strip(), "transcript": transcript.strip(), "captions": kept,
        "has_transcript": bool(transcript.strip()), "has_captions": bool(kept),
        "told_by": actor.person_id, "told_at": at,
    }  # fmt: skip
    row, _is_new = RecordingWords.objects.update_or_create(file=file, defaults=words)
    return row


@transaction.atomic
def detach(*, actor: Viewer, pids: Collection[str], kind: str, key: int, at: datetime) -> int:
    """Take files off a thing; returns how many. The sweeper removes them for good in a week."""
    held = StoredFile.objects.filter(pid__in=list(pids), attached_kind=kind, attached_key=key)
    return held.update(attached_kind="", attached_key=None, created_at=at)
