"""What is settled about pages of experience in the background."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.overviews.experience.actions import settle
from staffroom.overviews.experience.queries import unprepared


@every("35 * * * *")
@job(title="Опыт: что ждёт подготовки модератором", queue="slow", unique=True, timeout=600)
def settle_pages() -> None:
    """A rule of the district has changed, a material was hidden or shown again: what is owed follows."""
    for key in unprepared():
        settle(experience_id=key, actor=SYSTEM, at=now())
