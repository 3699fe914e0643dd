"""What follows from facts of the ground: another representative, a new edition of a paper."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.features.adoption import actions
from staffroom.shared.documents.events import DocumentIssued
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.events import AffiliationStarted, OrganizationChanged
from staffroom.shared.organizations.policies import HEAD


@on(OrganizationChanged)
def another_representative(event: OrganizationChanged) -> None:
    """What the organisation owes becomes the business of the one who answers for it now."""
    if "representative" in event.fields:
        actor = Viewer(person_id=event.actor_id)
        actions.readdress(organization_id=event.organization_id, actor=actor, at=now())


@on(AffiliationStarted)
def another_head(event: AffiliationStarted) -> None:
    """A head has come: where nobody answered for the organisation, he does."""
    if event.position == HEAD:
        actor = Viewer(person_id=event.actor_id)
        actions.readdress(organization_id=event.organization_id, actor=actor, at=now())


@on(DocumentIssued)
def edition_registered(event: DocumentIssued) -> None:
    """A paper that changes one being adopted is to be sent too."""
    document = Document.objects.select_related("district").get(pk=event.document_id)
    actions.new_edition(document=document, actor=Viewer(person_id=event.actor_id), at=now())
