"""What time brings: terms that are near."""

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.features.lifecycle.actions import owed
from staffroom.features.lifecycle.queries import endings as queries


@every("25 * * * *")
@job(title="Сроки работы сообществ", queue="slow", unique=True, timeout=600)
def tell_of_terms() -> None:
    """Those who lead a community are told thirty days before the end of its term (BT-X.1)."""
    at = now()
    for community in queries.ending_soon(at=at):
        owed.tell_of_term(community=community, actor=SYSTEM, at=at)
