"""What is done about shelves later."""

from datetime import datetime

from staffroom.core.clock import now, told
from staffroom.core.jobs import job
from staffroom.core.viewer import SYSTEM
from staffroom.features.collections.actions.exchange import tell_other_side


@job(title="Кому пригодится новый материал", queue="slow", timeout=120, unique=True)
def match(*, publication_id: int, at: str) -> None:
    """Tell those who look for what has appeared, or who have what is looked for, as of its moment."""
    with told(datetime.fromisoformat(at)):
        tell_other_side(publication_id=publication_id, actor=SYSTEM, at=now())
