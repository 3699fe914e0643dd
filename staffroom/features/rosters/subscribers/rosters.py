"""The papers of compositions: who may do what with them, what their registration brings."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.lookups import one_or_none
from staffroom.core.policy import ALLOW, Verdict, deny
from staffroom.core.viewer import Viewer
from staffroom.features.rosters import registry
from staffroom.features.rosters.actions import approving, papers
from staffroom.features.rosters.queries import entries as queries
from staffroom.features.rosters.queries import wording
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.events import DocumentDropped, DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.documents.registry import Act, Asked, origin


@origin(registry.ROSTER_PAPER)
def of_roster(actor: Viewer, paper: Asked, act: Act) -> Verdict | None:
    """Keepers register what people have agreed to, never what names themselves."""
    if act == Act.CANCEL:
        return deny("Состав, утверждённый приказом, меняют другим приказом.")
    if actor.is_system:
        return ALLOW
    if act == Act.DRAFT:
        return deny("Приказ о составе готовит сайт, когда люди согласились.")
    return _of_issue(actor, paper) if act == Act.ISSUE else None


def _of_issue(actor: Viewer, paper: Asked) -> Verdict | None:
    community = one_or_none(Community.objects.filter(pk=paper.origin_id or 0))
    draft = queries.draft_of(community) if community else None
    if draft is None:
        return None
    draft.community = community
    if approving.names(queries.of_document(draft), actor):
        return deny(approving.OWN_ACT)
    return None if wording.is_as_collected(draft) else deny(approving.CHANGED)


def _community(key: int) -> Community:
    return Community.objects.select_related("district", "profile").get(pk=key)


@on(DocumentIssued)
def order_registered(event: DocumentIssued) -> None:
    """The order has its number and date: its people are in."""
    if (key := event.thing_of(registry.ROSTER_PAPER)) is not None:
        document = Document.objects.select_related("district").get(pk=event.document_id)
        approving.approve(
            community=_community(key), document=document,
            actor=Viewer(person_id=event.actor_id), at=now(),
        )  # fmt: skip


@on(DocumentDropped)
def draft_dropped(event: DocumentDropped) -> None:
    """The draft was thrown away: those who agreed wait for another one."""
    if (key := event.thing_of(registry.ROSTER_PAPER)) is not None:
        papers.draft_lost(
            community=_community(key), actor=Viewer(person_id=event.actor_id), at=now()
        )
