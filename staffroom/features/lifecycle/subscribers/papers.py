"""The orders of extension and closing: who may do what with them, what their registration brings."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle import registry
from staffroom.features.lifecycle.actions import deciding
from staffroom.features.lifecycle.models import EndingRequest, RequestState
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.shared.documents.events import DocumentDropped, DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin


@origin(registry.ENDING_PAPER)
def of_ending(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Keepers register what was decided, not who asked for it; what it did is undone by another order."""
    if act == Act.CANCEL:
        return deny("По этому приказу сообщество уже продлено или закрыто: нужен другой приказ.")
    if actor.is_system:
        return ALLOW
    request = one_or_none(EndingRequest.objects.filter(pk=paper.origin_id or 0))
    if act == Act.ISSUE and (request is None or request.state != RequestState.ORDERED):
        return deny("Решение о продлении или закрытии не принято.")
    if act == Act.ISSUE and request is not None and _is_his(actor, request):
        return deny("О своей просьбе приказ регистрирует другой сотрудник.")
    return None


def _is_his(actor: Viewer, request: EndingRequest) -> bool:
    return not request.is_by_authority and actor.person_id == request.asked_by_id


@on(DocumentIssued)
def order_registered(event: DocumentIssued) -> None:
    """The order has its number and date: the community is extended or closed."""
    if (key := event.thing_of(registry.ENDING_PAPER)) is not None:
        document = Document.objects.get(pk=event.document_id)
        deciding.order_issued(
            request=queries.of(key), document=document,
            actor=Viewer(person_id=event.actor_id), at=now(),
        )  # fmt: skip


@on(DocumentDropped)
def order_dropped(event: DocumentDropped) -> None:
    """The draft of the order was thrown away: another one is owed."""
    if (key := event.thing_of(registry.ENDING_PAPER)) is not None:
        deciding.order_lost(
            request=queries.of(key), actor=Viewer(person_id=event.actor_id), at=now()
        )
