"""What is undone when a person leaves a community: nobody answers for a plan from outside."""

from datetime import datetime

from django.db import transaction

from staffroom.core.policy import HIDE, require
from staffroom.core.viewer import Viewer
from staffroom.features.plans.actions.teams import leave_team
from staffroom.features.plans.models import OPEN, MateState, PlanLine, ProjectMate
from staffroom.shared.duties.actions import close_duties
from staffroom.shared.duties.registry import Outcome


@transaction.atomic
def let_go(*, community_id: int, person_id: int, actor: Viewer, at: datetime) -> None:
    """Free the open lines and the places in teams of who is no member any more; the site alone does it."""
    if not actor.is_system:
        require(HIDE)
    lines = PlanLine.objects.filter(
        plan__community=community_id, responsible=person_id, state__in=OPEN
    )
    for line in lines.order_by("pk"):
        close_duties(subject=("plans.line", line.pk), outcome=Outcome.GONE, actor=actor, at=at)
    lines.update(responsible=None, acceptance="", offered_by=None)
    mates = ProjectMate.objects.filter(project__community=community_id, person=person_id)
    for mate in mates.select_related("project__community").order_by("pk"):
        if mate.state == MateState.IN:
            leave_team(mate=mate, actor=actor, at=at)
        else:
            close_duties(subject=("plans.mate", mate.pk), outcome=Outcome.GONE, actor=actor, at=at)
            ProjectMate.objects.filter(
                pk=mate.pk, state__in=(MateState.ASKED, MateState.INVITED)
            ).update(state=MateState.LEFT)
