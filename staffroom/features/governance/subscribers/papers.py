"""The papers of applications: who may do what with them, what their registration brings."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.governance import registry
from staffroom.features.governance.actions import deciding, standing
from staffroom.features.governance.models import Application, ApplicationState
from staffroom.features.governance.queries import applications as queries
from staffroom.shared.documents.events import DocumentDropped, DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin


@origin(registry.APPLICATION_PAPER)
def of_application(actor: Viewer, paper: Asked, act: Act) -> Verdict:
    """The site registers it when it is submitted, and cancels it when it is withdrawn."""
    del paper, act
    if actor.is_system:
        return ALLOW
    return deny("Заявление регистрирует сайт, когда его подают, и отзывает тот, кто его подал.")


@origin(registry.ORDER_PAPER)
def of_order(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Keepers register what was supported; what created a community is ended by another order."""
    if act == Act.CANCEL:
        return deny("Этим приказом создано сообщество: его работу заканчивают другим приказом.")
    if actor.is_system:
        return ALLOW
    supported = Application.objects.filter(
        pk=paper.origin_id or 0, state=ApplicationState.SUPPORTED
    )
    if act == Act.ISSUE and not supported.exists():
        return deny("Заявление ещё не поддержано.")
    return None


@origin(registry.REFUSAL_PAPER)
def of_refusal(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """The letter is prepared with the decision; then it is the keepers' business."""
    del paper
    return ALLOW if actor.is_system and act == Act.DRAFT else None


@origin(registry.STANDING_PAPER)
def of_standing(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Drafted by those who manage communities; then it is the keepers' business."""
    del paper
    return ALLOW if actor.is_system and act == Act.DRAFT else None


@on(DocumentIssued)
def standing_registered(event: DocumentIssued) -> None:
    """Communities that worked before the order name it as their basis."""
    if event.origin == registry.STANDING_PAPER:
        document = Document.objects.get(pk=event.document_id)
        standing.standing_order_issued(
            document=document, actor=Viewer(person_id=event.actor_id), at=now()
        )


@on(DocumentIssued)
def order_registered(event: DocumentIssued) -> None:
    """The order has its number and date: the community works from now on."""
    if (key := event.thing_of(registry.ORDER_PAPER)) is not None:
        document = Document.objects.get(pk=event.document_id)
        deciding.found(
            application=queries.of(key), document=document,
            actor=Viewer(person_id=event.actor_id), at=now(),
        )  # fmt: skip


@on(DocumentDropped)
def order_dropped(event: DocumentDropped) -> None:
    """The draft of the order was thrown away: another one is owed."""
    if (key := event.thing_of(registry.ORDER_PAPER)) is not None:
        deciding.order_lost(
            application=queries.of(key), actor=Viewer(person_id=event.actor_id),
            at=now(),
        )  # fmt: skip
