"""The floor's own tables: queued jobs, their clock, live events and keys of submitted forms."""

from typing import ClassVar

from django.db import models

from staffroom.core.files.models import (  # noqa: F401 - tables of this app
    Checker,
    FileCheck,
    FileContents,
    FilePicture,
    FileText,
    StoredFile,
    Upload,
)


class QueuedJob(models.Model):
    """One call of a job, written in the transaction that causes it; see `core.jobs`.

    `unique_key` is set only while a job that must not wait twice is waiting. `worker` names the
    attempt that runs now, so that an attempt believed dead can finish nothing.
    """

    class State(models.TextChoices):
        """Where the call is: parked means «gave up, a technician should look»."""

        WAITING = "waiting", "ждёт"
        RUNNING = "running", "выполняется"
        DONE = "done", "сделано"
        PARKED = "parked", "остановлено"

    name = models.CharField(max_length=120)
    kwargs = models.JSONField(default=dict)
    priority = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    unique_key = models.CharField(max_length=64, null=True, unique=True)
    enqueued_at = models.DateTimeField()
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["priority", "run_at", "id"],
                condition=models.Q(state="waiting"),
                name="job_waiting",
            ),
            models.Index(
                fields=["lease_until"], condition=models.Q(state="running"), name="job_running"
            ),
            models.Index(
                fields=["state", "finished_at"],
                condition=models.Q(finished_at__isnull=False),
                name="job_finished",
            ),
        ]


class Schedule(models.Model):
    """When a repeated job is due next; whoever moves `next_at` enqueues the job."""

    name = models.CharField(max_length=120, unique=True)
    cron = models.CharField(max_length=80)
    next_at = models.DateTimeField()


class LiveEvent(models.Model):
    """A hint to open pages that something changed: ids only, never words; see `core.live`."""

    topic = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    at = (
        models.DateTimeField()
    )  # no index: the table holds minutes, and every writing act writes here


class FormKey(models.Model):
    """A submitted form that has made its thing; see `core.idempotency`."""

    digest = models.CharField(max_length=64, primary_key=True)
    address = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()  # no index: one walk a day forgets the old ones
