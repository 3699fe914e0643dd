"""What follows from facts of the ground: somebody else speaks for an organisation."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.features.sharing.actions import requests
from staffroom.shared.organizations.events import AffiliationStarted, OrganizationChanged
from staffroom.shared.organizations.policies import HEAD


@on(OrganizationChanged)
def another_representative(event: OrganizationChanged) -> None:
    """Requests that nobody else answers become the business of the one who speaks for it now."""
    if "representative" in event.fields:
        actor = Viewer(person_id=event.actor_id)
        requests.readdress_all(organization_id=event.organization_id, actor=actor, at=now())


@on(AffiliationStarted)
def another_head(event: AffiliationStarted) -> None:
    """A head has come: where nobody spoke for the organisation, he does."""
    if event.position == HEAD:
        actor = Viewer(person_id=event.actor_id)
        requests.readdress_all(organization_id=event.organization_id, actor=actor, at=now())
