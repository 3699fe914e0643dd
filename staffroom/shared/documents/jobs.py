"""What time brings: terms of papers that come to their end."""

from datetime import timedelta

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.shared.documents.actions.issuing import warn_of_end
from staffroom.shared.documents.queries.documents import ending

BEFORE = timedelta(days=30)


@every("50 5 * * *")
@job(title="Сроки документов", queue="slow", unique=True, timeout=300)
def warn_of_ends() -> None:
    """A month before a term ends its keepers are told, once."""
    at = now()
    for document in ending(within=BEFORE, today=at.date()):
        warn_of_end(document=document, actor=SYSTEM, at=at)
