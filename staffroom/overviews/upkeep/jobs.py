"""Readings that are taken by the clock."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.overviews.upkeep import actions


@every("25 * * * *")
@job(title="Подсчёт места, занятого файлами", queue="slow", timeout=300, unique=True)
def measure_files() -> None:
    """How many files there are and how much they hold."""
    actions.measure_files(at=now())


@every("35 6 * * *")
@job(title="Проверка сертификата сайта", queue="slow", retries=3, backoff=600, unique=True)
def check_certificate() -> None:
    """When the certificate of the site ends."""
    actions.check_certificate(at=now())
