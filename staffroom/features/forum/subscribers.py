"""The permanent topic about acts stands as soon as the regulation asks for it and somebody coordinates."""

from staffroom.core.clock import now
from staffroom.core.events import Event, on
from staffroom.shared.communities.events import RoleGranted
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.actions.meta import open_meta_topic
from staffroom.shared.regulations.events import ProfileAdopted, ProfileChanged


@on(ProfileAdopted)
@on(ProfileChanged)
@on(RoleGranted)
def open_the_topic_about_acts(event: Event) -> None:
    """Another regulation, another rule or the first coordinator: look whether the topic is due."""
    if isinstance(event, RoleGranted) and event.scope_kind != "district":
        return
    if event.district_id is None:
        return
    district = District.objects.filter(pk=event.district_id).first()
    if district is not None:
        open_meta_topic(district=district, at=now())
