"""What follows from a staff list: a long one goes to a job, newcomers get their letter."""

from staffroom.core.events import on
from staffroom.shared.organizations.events import AffiliationStarted, StaffListConfirmed
from staffroom.shared.organizations.jobs import apply_staff_list, send_invitation


@on(StaffListConfirmed)
def apply_long_list(event: StaffListConfirmed) -> None:
    """A list too long for one request is applied by a job."""
    if event.is_long:
        apply_staff_list.enqueue(draft_id=event.import_id)


@on(AffiliationStarted)
def invite(event: AffiliationStarted) -> None:
    """Who came by a list is told; the job writes only to those who have no password yet."""
    if event.is_imported and event.district_id is not None:
        send_invitation.enqueue(person_id=event.person_id, district_id=event.district_id)
