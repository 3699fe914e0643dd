"""What the register does to items: they are given with their order and fall away with it."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.features.control import actions
from staffroom.features.control.registry import KIND
from staffroom.shared.documents.events import DocumentCancelled, DocumentIssued
from staffroom.shared.documents.models import Document


@on(DocumentIssued)
def order_registered(event: DocumentIssued) -> None:
    """Each item becomes a duty with its controller."""
    if event.kind == KIND:
        document = Document.objects.select_related("district").get(pk=event.document_id)
        actions.give_items(document=document, actor=Viewer(person_id=event.actor_id), at=now())


@on(DocumentCancelled)
def order_cancelled(event: DocumentCancelled) -> None:
    """Nothing is owed under an order that holds no longer."""
    if event.kind == KIND:
        document = Document.objects.select_related("district").get(pk=event.document_id)
        actions.drop_all(document=document, actor=Viewer(person_id=event.actor_id), at=now())
