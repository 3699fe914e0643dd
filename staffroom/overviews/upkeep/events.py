"""Facts about the upkeep of the site."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFact(Event):
    """Something happened to a stopped job."""

    subject: ClassVar[str] = "job_id"

    job_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRetried(JobFact):
    """Остановленное задание запущено снова."""

    code: ClassVar[str] = "upkeep.job.retried"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDropped(JobFact):
    """Остановленное задание убрано."""

    code: ClassVar[str] = "upkeep.job.dropped"
