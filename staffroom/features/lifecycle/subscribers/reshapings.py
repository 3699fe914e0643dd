"""The orders of reshaping, and the long work that follows."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle import events, registry
from staffroom.features.lifecycle.actions import reshaping
from staffroom.features.lifecycle.jobs import carry_over
from staffroom.features.lifecycle.models import Reshaping, ReshapingState
from staffroom.features.lifecycle.queries import reshapings as queries
from staffroom.shared.documents.events import DocumentDropped, DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin


@origin(registry.RESHAPING_PAPER)
def of_reshaping(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Keepers register what was decided; what it did is undone by another order."""
    if act == Act.CANCEL:
        return deny("По этому приказу сообщества уже преобразованы: нужен другой приказ.")
    if actor.is_system:
        return ALLOW
    ordered = Reshaping.objects.filter(pk=paper.origin_id or 0, state=ReshapingState.ORDERED)
    if act == Act.ISSUE and not ordered.exists():
        return deny("Решение о преобразовании не принято.")
    return None


@on(DocumentIssued)
def order_registered(event: DocumentIssued) -> None:
    """The order has its number and date: the change begins."""
    if (key := event.thing_of(registry.RESHAPING_PAPER)) is not None:
        document = Document.objects.get(pk=event.document_id)
        reshaping.order_issued(
            reshaping=queries.of(key), document=document,
            actor=Viewer(person_id=event.actor_id), at=now(),
        )  # fmt: skip


@on(DocumentDropped)
def order_dropped(event: DocumentDropped) -> None:
    """The draft of the order was thrown away: another one is owed."""
    if (key := event.thing_of(registry.RESHAPING_PAPER)) is not None:
        reshaping.order_lost(
            reshaping=queries.of(key), actor=Viewer(person_id=event.actor_id), at=now()
        )


@on(events.ReshapingBegun)
def go_on(event: events.ReshapingBegun) -> None:
    """Many publications go over by a job."""
    carry_over.enqueue(reshaping_id=event.reshaping_id)
