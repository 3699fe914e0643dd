"""Jobs that have given up."""

from staffroom.core.models import QueuedJob
from tests.factories.world import THEN


def stopped_job(name: str = "notifications.send_letter", **fields: object) -> QueuedJob:
    """A letter that the server refused eight times."""
    fields = {"kwargs": {"notice_id": 0}, "reason": "Почтовый сервер не отвечает.", **fields}
    return QueuedJob.objects.create(
        name=name, priority=1, state=QueuedJob.State.PARKED, enqueued_at=THEN, run_at=THEN,
        finished_at=THEN, attempts=8, **fields,
    )  # fmt: skip
