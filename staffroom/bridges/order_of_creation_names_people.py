"""Whoever the order of creation names stands in the composition by that order (PD-4.4.a)."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.features.governance.events import ApplicationFounded
from staffroom.features.governance.models import Application, Founder, FounderAnswer
from staffroom.features.rosters.actions.approving import Named, name_by
from staffroom.shared.communities.queries.rules import leading_role


@on(ApplicationFounded)
def named(event: ApplicationFounded) -> None:
    """Founders who agreed, and the leader with his role."""
    found = Application.objects.select_related(
        "community__district", "community__profile", "order__district", "leader"
    ).get(pk=event.application_id)
    if found.order is None or found.community is None:
        return
    at = now()
    agreed = Founder.objects.filter(application=found, consent=FounderAnswer.AGREED)
    sides = {row.person: row.answered_at for row in agreed.select_related("person").order_by("pk")}
    if found.leader is not None:
        sides.setdefault(found.leader, found.decided_at)
    leads = leading_role(found.community)
    people = [
        Named(
            person=person, agreed_at=agreed_at or at,
            role=leads if person.pk == found.leader_id else "",
        )
        for person, agreed_at in sides.items()
    ]  # fmt: skip
    name_by(
        community=found.community, document=found.order, people=people,
        actor=Viewer(person_id=event.actor_id), at=at,
    )  # fmt: skip
