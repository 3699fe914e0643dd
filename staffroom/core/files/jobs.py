"""What is done about files by the clock."""

from typing import Any

from staffroom.core.clock import now
from staffroom.core.files.sweeping import sweep
from staffroom.core.files.uploads import drop_stale_uploads
from staffroom.core.jobs import every, job


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
