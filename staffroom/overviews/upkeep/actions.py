"""Noting copies and readings, and what the technician does with stopped jobs."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from staffroom.core import certificates, files, jobs
from staffroom.core.errors import Stale
from staffroom.core.events import publish
from staffroom.core.files import checks
from staffroom.core.files.jobs import check_file
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.overviews.upkeep import policies
from staffroom.overviews.upkeep.events import JobDropped, JobRetried
from staffroom.overviews.upkeep.models import Copy, Reading, ReadingCode

REMEMBERED = timedelta(days=400)


class Gone(Stale):
    """The job is not stopped any more: somebody else was quicker."""

    def __init__(self) -> None:
        super().__init__("Этого задания уже нет среди остановленных: обновите страницу.")


@transaction.atomic
def note_copy(*, at: datetime, name: str = "", size: int = 0, problem: str = "") -> Copy:
    """Remember that a copy was made, or why it was not."""
    Copy.objects.filter(at__lt=at - REMEMBERED).delete()
    return Copy.objects.create(at=at, name=name[:120], size=size, problem=problem[:300])


@transaction.atomic
def retry_job(*, job_id: int, actor: Viewer, at: datetime) -> None:
    """Give a stopped job a new set of attempts.

    Raises:
        Gone: it is not stopped any more.
    """
    require(policies.may_tend(actor))
    if not jobs.retry(job_id, at=at):
        raise Gone
    publish(JobRetried(district_id=None, actor_id=actor.person_id, job_id=job_id))


@transaction.atomic
def drop_job(*, job_id: int, actor: Viewer) -> None:
    """Forget a stopped job: it is not to be done any more.

    Raises:
        Gone: it is not stopped any more.
    """
    require(policies.may_tend(actor))
    if not jobs.drop(job_id):
        raise Gone
    publish(JobDropped(district_id=None, actor_id=actor.person_id, job_id=job_id))


@transaction.atomic
def check_again(*, check_id: int, actor: Viewer, at: datetime) -> None:
    """Have a shut file checked for viruses once more.

    Raises:
        Stale: it is not shut any more.
    """
    require(policies.may_tend(actor))
    checks.ask_again(check_id=check_id, at=at)
    check_file.enqueue(check_id=check_id)


@transaction.atomic
def drop_infected(*, check_id: int, actor: Viewer) -> None:
    """Remove a file with a virus for good.

    Raises:
        Stale: it is gone already.
    """
    require(policies.may_tend(actor))
    checks.drop_infected(check_id=check_id, actor=actor)


@transaction.atomic
def vouch(*, check_id: int, actor: Viewer) -> None:
    """Open to others a file that cannot be checked.

    Raises:
        Stale: it is not shut any more.
    """
    require(policies.may_tend(actor))
    checks.vouch(check_id=check_id, actor=actor)


@transaction.atomic
def shut_again(*, check_id: int, actor: Viewer) -> None:
    """Shut a file that was opened without a check.

    Raises:
        Stale: it is not open by a decision any more.
    """
    require(policies.may_tend(actor))
    checks.shut_again(check_id=check_id, actor=actor)


def measure_files(*, at: datetime) -> None:
    """Count all files: a sum over a whole table, so never on a page."""
    n, size = files.everything()
    _write(ReadingCode.FILES, {"n": n, "size": size}, at)


def check_certificate(*, at: datetime) -> None:
    """Ask the site for its certificate where it knows an https address of its own."""
    if settings.SITE_ADDRESS.startswith("https://"):
        found = certificates.from_site(settings.SITE_ADDRESS)
        ends = found.ends_at.isoformat() if found.ends_at else None
        _write(ReadingCode.CERTIFICATE, {"ends_at": ends, "problem": found.problem}, at)


def _write(code: str, facts: dict[str, object], at: datetime) -> None:
    Reading.objects.update_or_create(code=code, defaults={"at": at, "facts": facts})
