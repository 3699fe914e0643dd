"""The papers of drafts: who may touch them, what their registration brings."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.drafting import actions, queries, registry
from staffroom.features.drafting.actions import chain
from staffroom.features.drafting.models import Draft, DraftState
from staffroom.shared.documents.events import DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin


@origin(registry.PAPER)
def of_paper(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """An approved text is not changed, and only an approved one is registered."""
    if actor.is_system:
        return ALLOW
    if act == Act.REVISE:
        return deny("Утверждённый текст не меняют: верните проект на доработку на его странице.")
    approved = Draft.objects.filter(pk=paper.origin_id or 0, state=DraftState.APPROVED)
    if act == Act.ISSUE and not approved.exists():
        return deny("Проект ещё не утверждён.")
    return None


@origin(registry.GROUND)
def of_ground(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Minutes and the order are prepared with the approval; then they are the keepers' business."""
    del paper
    return ALLOW if actor.is_system and act in {Act.DRAFT, Act.REVISE} else None


@on(DocumentIssued)
def ground_registered(event: DocumentIssued) -> None:
    """What rests on the minutes can name them."""
    if event.origin == registry.GROUND:
        document = Document.objects.select_related("district").get(pk=event.document_id)
        chain.name_ground(document=document, actor=Viewer(person_id=event.actor_id), at=now())


@on(DocumentIssued)
def registered(event: DocumentIssued) -> None:
    """The document is in force."""
    if (key := event.thing_of(registry.PAPER)) is not None:
        document = Document.objects.get(pk=event.document_id)
        actor = Viewer(person_id=event.actor_id)
        draft = queries.of(key)
        actions.published(draft=draft, document=document, actor=actor, at=now())
