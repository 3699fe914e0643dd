"""Jobs that have given up, files that were shut."""

from staffroom.core.files.models import FileCheck
from staffroom.core.models import QueuedJob
from tests.factories.world import THEN


def stopped_job(name: str = "notifications.send_letter", **fields: object) -> QueuedJob:
    """A letter that the server refused eight times."""
    fields = {"kwargs": {"notice_id": 0}, "reason": "Почтовый сервер не отвечает.", **fields}
    return QueuedJob.objects.create(
        name=name, priority=1, state=QueuedJob.State.PARKED, enqueued_at=THEN, run_at=THEN,
        finished_at=THEN, attempts=8, **fields,
    )  # fmt: skip


def infected_bytes() -> FileCheck:
    """Bytes in which a virus was found; they lie nowhere."""
    return FileCheck.objects.update_or_create(
        sha256="f" * 64,
        defaults={
            "is_dropped": False, "state": FileCheck.State.INFECTED, "signature": "Eicar",
            "due_at": THEN, "checked_at": THEN,
        },
    )[0]  # fmt: skip
