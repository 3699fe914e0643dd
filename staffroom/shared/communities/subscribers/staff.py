"""What follows from a staff list: its people are admitted to the district's network."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.shared.communities.actions.imported import admit_imported
from staffroom.shared.organizations.events import AffiliationStarted


@on(AffiliationStarted)
def admit_by_list(event: AffiliationStarted) -> None:
    """The list says where the person works, so nobody has to decide again."""
    if event.is_imported and event.district_id is not None:
        admit_imported(
            person_id=event.person_id,
            district_id=event.district_id,
            organization_id=event.organization_id,
            position=event.position,
            actor_id=event.actor_id,
            at=now(),
        )
