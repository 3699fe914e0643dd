"""What is done about files in the background: reading them; by the clock: removing what is unwanted."""

from datetime import timedelta
import time
from typing import Any

from django.conf import settings

from staffroom.core.clock import now
from staffroom.core.files import checks, clamd, contents
from staffroom.core.files.sweeping import sweep
from staffroom.core.files.uploads import drop_stale_uploads
from staffroom.core.jobs import TryLater, every, job
from staffroom.core.viewer import SYSTEM

TURN = timedelta(seconds=5)
LONGEST_LOOK = 120.0  # seconds in one go of what is checked by the clock


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


@job(title="Проверка файла на вирусы", retries=3, backoff=30, timeout=300, unique=True)
def check_file(*, check_id: int, **_later: Any) -> None:
    """Have bytes checked; while the checker is silent the call waits, longer each time."""
    again_at = checks.check(check_id=check_id, at=now())
    if again_at is not None:
        check_file.enqueue_at(again_at, check_id=check_id)


@every("3-53/10 * * * *")
@job(
    title="Проверка прежних файлов на вирусы", queue="slow", retries=3, backoff=600, timeout=420,
    unique=True,
)  # fmt: skip
def check_others(**_later: Any) -> None:
    """Ask about files whose call was lost and those the present base has not seen: a hundred of each at the most."""
    if not settings.CLAMD:
        return
    try:
        base = clamd.version()
    except clamd.CheckerAway as problem:
        checks.silent(problem=str(problem), at=now())
        return
    checks.answered(base=base, at=now())
    checks.mend()
    begun = time.monotonic()
    for check_id in (*checks.lost_calls(at=now()), *checks.older(base=base, at=now())):
        checks.check(check_id=check_id, at=now())
        if time.monotonic() - begun > LONGEST_LOOK:
            return


@every("50 2 * * *")
@job(title="Уборка файлов с вирусами", queue="slow", retries=3, backoff=600)
def drop_infected(**_later: Any) -> None:
    """Remove for good what has lain shut for a month; forget checks of files that are gone."""
    for check_id in checks.old_infected(at=now()):
        checks.drop_infected(check_id=check_id, actor=SYSTEM)
    checks.drop_unnamed(at=now())
