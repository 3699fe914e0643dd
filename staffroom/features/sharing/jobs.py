"""What time brings: last days of notice and ends of agreements."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.features.sharing.actions import endings
from staffroom.features.sharing.queries import agreements as queries


@every("35 * * * *")
@job(title="Сроки договоров организаций", queue="slow", unique=True, timeout=600)
def tell_of_terms() -> None:
    """What is near is owed; what has passed its last day has ended."""
    at = now()
    for one in queries.in_force(at=at):
        if not endings.finish(agreement=one, at=at):
            endings.remind(agreement=one, actor=SYSTEM, at=at)
