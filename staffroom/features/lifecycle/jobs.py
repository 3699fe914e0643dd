"""What time brings, terms that are near; and long work: many publications that go over to another community."""

from dataclasses import replace

from staffroom.core.clock import now
from staffroom.core.jobs import every, job
from staffroom.core.viewer import SYSTEM
from staffroom.features.lifecycle.actions import owed, reshaping
from staffroom.features.lifecycle.models import Reshaping, ReshapingState
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.features.lifecycle.queries import reshapings


@every("25 * * * *")
@job(title="Сроки работы сообществ", queue="slow", unique=True, timeout=600)
def tell_of_terms() -> None:
    """Those who lead a community are told thirty days before the end of its term (BT-X.1)."""
    at = now()
    for community in queries.ending_soon(at=at):
        owed.tell_of_term(community=community, actor=SYSTEM, at=at)


@job(title="Преобразование сообщества: записи", queue="slow", timeout=3600)
def carry_over(*, reshaping_id: int) -> None:
    """Bring publications over batch by batch, then finish; a repeat goes on where it stopped."""
    if not Reshaping.objects.filter(pk=reshaping_id, state=ReshapingState.RUNNING).exists():
        return
    is_more = True
    while is_more:
        found = reshapings.of(reshaping_id)
        actor = replace(SYSTEM, person_id=found.decided_by_id)
        is_more = reshaping.step(reshaping=found, actor=actor, at=now())
