"""What is done about files in the background: reading them; by the clock: removing what is unwanted."""

from datetime import timedelta
from typing import Any

from staffroom.core.clock import now
from staffroom.core.files import contents
from staffroom.core.files.sweeping import sweep
from staffroom.core.files.uploads import drop_stale_uploads
from staffroom.core.jobs import TryLater, every, job

TURN = timedelta(seconds=5)


@job(title="Чтение файла", queue="slow", retries=5, backoff=60, timeout=180, unique=True)
def read_file(*, contents_id: int, **_later: Any) -> None:
    """Read bytes that wait; on a machine one at a time, so the others wait for their turn."""
    with contents.alone() as is_free:
        if not is_free:
            read_file.enqueue_at(now() + TURN, contents_id=contents_id)
            return
        contents.read_contents(contents_id=contents_id, at=now())
        if contents.is_waiting(contents_id):
            raise TryLater("Файл разбирался слишком долго: попробуем ещё раз.", seconds=60)


@every("5-55/10 * * * *")
@job(title="Файлы, которые ещё не прочитаны", queue="slow", retries=3, backoff=600, unique=True)
def read_forgotten(**_later: Any) -> None:
    """Have files read that we have written ourselves, that stood before there was a reader, whose call was lost."""
    for contents_id in contents.forgotten(at=now()):
        read_file.enqueue(contents_id=contents_id)


@every("17 * * * *")
@job(title="Уборка незаконченных загрузок", retries=3, backoff=60)
def drop_unfinished(**_later: Any) -> None:
    """Forget uploads that nobody has continued for a day."""
    drop_stale_uploads(at=now())


@every("40 2 * * *")
@job(title="Уборка ненужных файлов", retries=3, backoff=600, queue="slow")
def sweep_files(**_later: Any) -> None:
    """Remove files that nobody attached and bytes that no row names."""
    sweep(at=now())
    contents.drop_unnamed(at=now())
