"""Uploads in parts: begun, continued after any break, finished in order.

The bytes of a part are durable before the row says that they were received, and the row moves only
from the offset at which the part was written; so a part sent twice, on two workers, or cut off in
the middle leaves the upload as it was.
"""

from datetime import datetime, timedelta
import fcntl
import os

from django.db import transaction

from staffroom.core.errors import Absent, Stale
from staffroom.core.files import storage
from staffroom.core.files.actions import require_person, require_room, store_upload
from staffroom.core.files.kinds import EMPTY, FileRefused
from staffroom.core.files.models import StoredFile, Upload
from staffroom.core.files.names import clean_name
from staffroom.core.files.quotas import quota_of
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer

PART = 256 * 1024
LARGEST_PART = 1024 * 1024
KEEP_UNFINISHED = timedelta(hours=24)


class WrongOffset(Stale):
    """The part does not begin where the last one ended; the answer's header says where to go on."""


@transaction.atomic
def begin_upload(*, actor: Viewer, name: str, size: int, at: datetime) -> Upload:
    """Open an upload of `size` bytes.

    Raises:
        Forbidden: a guest.
        FileRefused: empty, too large, over the quota, too many uploads under way.
    """
    owner_id = require_person(actor)
    if size <= 0:
        raise FileRefused(EMPTY)
    under_way = list(Upload.objects.filter(owner_id=owner_id).values_list("size", flat=True))
    require_room(actor, size)
    require_room_for_all(actor, sum(under_way), size)
    if len(under_way) >= quota_of(actor).uploads:
        raise FileRefused(
            "Слишком много незаконченных загрузок. Дождитесь их конца и попробуйте ещё раз."
        )
    return Upload.objects.create(owner_id=owner_id, name=clean_name(name), size=size, touched_at=at)


def require_room_for_all(actor: Viewer, under_way: int, size: int) -> None:
    """Stop a person who has opened uploads for more than his quota.

    Raises:
        FileRefused: in words.
    """
    if under_way + size > quota_of(actor).total_bytes:
        raise FileRefused("Незаконченные загрузки уже заняли всё место. Дождитесь их конца.")


def find_upload(*, actor: Viewer, pid: str) -> Upload:
    """The actor's own upload.

    Raises:
        Absent: none of his.
    """
    upload = one_or_none(Upload.objects.filter(pid=pid, owner_id=actor.person_id or 0))
    if upload is None:
        raise Absent("Такой загрузки нет: она закончена или устарела. Начните заново.")
    return upload


def add_part(*, actor: Viewer, pid: str, offset: int, part: bytes, at: datetime) -> Upload:
    """Add bytes that begin at `offset`; returns the upload with the new `received`.

    Raises:
        Absent: no such upload of the actor.
        WrongOffset: the upload goes on elsewhere.
        FileRefused: the part reaches over the end or is too large.
    """
    upload = find_upload(actor=actor, pid=pid)
    if not part or len(part) > LARGEST_PART or offset + len(part) > upload.size:
        raise FileRefused("Часть файла не подходит к загрузке. Начните загрузку заново.")
    with storage.part_of(pid).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        upload.refresh_from_db(fields=["received"])
        if upload.received != offset:
            raise WrongOffset("Загрузка продолжается с другого места.")
        os.ftruncate(file.fileno(), offset)  # bytes of a part that was cut off
        file.write(part)
        file.flush()
        os.fsync(file.fileno())
        Upload.objects.filter(pk=upload.pk, received=offset).update(
            received=offset + len(part), touched_at=at
        )
    upload.received = offset + len(part)
    return upload


def finish_upload(*, actor: Viewer, pid: str, at: datetime) -> StoredFile:
    """Store the whole file and forget the upload, also when the file is refused.

    Raises:
        Absent: no such upload of the actor.
        WrongOffset: not all of it has come.
        FileRefused, ParserFailed: the file is not taken.
    """
    upload = find_upload(actor=actor, pid=pid)
    path = storage.part_of(pid)
    if upload.received != upload.size or path.stat().st_size != upload.size:
        raise WrongOffset("Файл пришёл не целиком.")
    if not Upload.objects.filter(pk=upload.pk).delete()[0]:
        raise Absent("Эта загрузка уже закончена.")
    try:
        return store_upload(actor=actor, source=path, name=upload.name, at=at)
    finally:
        path.unlink(missing_ok=True)


def drop_upload(*, actor: Viewer, pid: str) -> None:
    """Give an upload up.

    Raises:
        Absent: no such upload of the actor.
    """
    find_upload(actor=actor, pid=pid).delete()
    storage.part_of(pid).unlink(missing_ok=True)


def drop_stale_uploads(*, at: datetime) -> int:
    """Forget uploads without a part for a day, and parts without an upload; returns how many."""
    stale = list(Upload.objects.filter(touched_at__lt=at - KEEP_UNFINISHED).order_by("pk"))
    for upload in stale:
        upload.delete()
        storage.part_of(upload.pid).unlink(missing_ok=True)
    known = set(Upload.objects.values_list("pid", flat=True))
    seconds = KEEP_UNFINISHED.total_seconds()
    loose = [path for path in storage.part_of("x").parent.iterdir() if path.name not in known]
    return len(stale) + sum(storage.drop_if_old(path, seconds=seconds) for path in loose)
