"""What is done about materials in the background."""

from typing import Any

from staffroom.core.jobs import job
from staffroom.core.viewer import SYSTEM
from staffroom.features.materials.actions import guarding


@job(
    title="Нет ли в материале сведений об учениках",
    queue="slow",
    retries=3,
    backoff=60,
    unique=True,
)
def look_for_pupils(*, publication_id: int, **_later: Any) -> None:
    """Look through a material whose file has just been read."""
    guarding.look_for_pupils(publication_id=publication_id, actor=SYSTEM)
