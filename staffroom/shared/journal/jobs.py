"""The sealer."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.shared.journal import actions


@every("* * * * *")
@job(title="Печать журнала", unique=True, timeout=300)
def seal_journal() -> None:
    """Link what was written into the chain of hashes."""
    actions.seal(at=now())
