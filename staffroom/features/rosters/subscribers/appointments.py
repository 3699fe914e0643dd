"""The papers of appointments, and roles that end in other ways."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.rosters import registry
from staffroom.features.rosters.actions import appointing
from staffroom.features.rosters.policies import appointments as policies
from staffroom.features.rosters.queries import appointments as queries
from staffroom.shared.communities.events import RoleEnded
from staffroom.shared.communities.models import RoleGrant
from staffroom.shared.documents.events import DocumentDropped, DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin


@origin(registry.APPOINTMENT_PAPER)
def of_appointment(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Keepers register it, never the one whom it appoints; it is ended by another order."""
    if act == Act.CANCEL:
        return deny("Назначение оканчивают другим приказом или на странице роли.")
    if actor.is_system:
        return ALLOW
    if act == Act.DRAFT:
        return deny("Приказ о назначении готовят на странице «Назначения».")
    one = queries.of(paper.origin_id or 0)
    return policies.may_register(actor, one) if one is not None else None


@on(DocumentIssued)
def order_registered(event: DocumentIssued) -> None:
    """The order has its number and date."""
    key = event.thing_of(registry.APPOINTMENT_PAPER)
    one = queries.of(key) if key is not None else None
    if one is not None:
        document = Document.objects.select_related("district").get(pk=event.document_id)
        appointing.ordered(
            appointment=one, document=document, actor=Viewer(person_id=event.actor_id), at=now()
        )


@on(DocumentDropped)
def draft_dropped(event: DocumentDropped) -> None:
    """Nobody is appointed."""
    key = event.thing_of(registry.APPOINTMENT_PAPER)
    one = queries.of(key) if key is not None else None
    if one is not None:
        appointing.draft_lost(appointment=one, actor=Viewer(person_id=event.actor_id), at=now())


@on(RoleEnded)
def role_ended(event: RoleEnded) -> None:
    """The appointment ends with its role."""
    grant = one_or_none(RoleGrant.objects.filter(pk=event.grant_id))
    if grant is not None:
        appointing.role_ended(grant=grant)
