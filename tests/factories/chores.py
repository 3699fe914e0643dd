"""Jobs that have given up, files that were shut."""

from staffroom.core.files.clamd import TOO_LARGE
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
    return _judged("f", FileCheck.State.INFECTED, signature="Eicar")


def refused_bytes() -> FileCheck:
    """Bytes that the checker does not take; they lie nowhere."""
    return _judged("e", FileCheck.State.REFUSED, reason=TOO_LARGE)


def vouched_bytes() -> FileCheck:
    """Bytes that a technician has opened though they are not checked."""
    return _judged("d", FileCheck.State.VOUCHED, reason=TOO_LARGE)


def _judged(letter: str, state: str, **told: str) -> FileCheck:
    known = {"is_dropped": False, "state": state, "due_at": THEN, "checked_at": THEN, **told}
    return FileCheck.objects.update_or_create(sha256=letter * 64, defaults=known)[0]
