"""What follows for plans and projects when somebody leaves a community, or it becomes part of another."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import SYSTEM
from staffroom.features.plans import events
from staffroom.features.plans.actions import joining, leaving, results
from staffroom.features.plans.models import PlanLine, Project
from staffroom.features.plans.registry import banks
from staffroom.shared.communities.events import (
    CommunityChanged,
    CommunityMerged,
    MemberLeft,
    MemberRemoved,
)
from staffroom.shared.publications.events import PublicationPublished
from staffroom.shared.search.actions import index


@on(MemberLeft)
def left(event: MemberLeft) -> None:
    """His lines and tasks are free again."""
    leaving.let_go(
        community_id=event.community_id, person_id=event.person_id, actor=SYSTEM, at=now()
    )


@on(MemberRemoved)
def removed(event: MemberRemoved) -> None:
    """The same for whoever was removed."""
    leaving.let_go(
        community_id=event.community_id, person_id=event.person_id, actor=SYSTEM, at=now()
    )


@on(CommunityMerged)
def merged(event: CommunityMerged) -> None:
    """What was planned and begun goes on in the other."""
    joining.join_works(source_id=event.community_id, target_id=event.into_id)
    _index_works(event.into_id)


@on(PublicationPublished)
def appeared(event: PublicationPublished) -> None:
    """What was begun as a result of a project is its result now."""
    if event.kind in banks:
        results.result_appeared(publication_id=event.publication_id)


@on(CommunityChanged)
def community_changed(event: CommunityChanged) -> None:
    """Who sees the inside of the community may be others now."""
    _index_works(event.community_id)


def _index_works(community_id: int) -> None:
    lines = PlanLine.objects.filter(plan__community=community_id).values_list("pk", flat=True)
    projects = Project.objects.filter(community=community_id).values_list("pk", flat=True)
    index.index("plan_line", list(lines))
    index.index("project", list(projects))


@on(events.PlanInForce)
@on(events.PlanApproved)
def plan_in_force(event: events.PlanFact) -> None:
    """Its lines are found from now on."""
    lines = PlanLine.objects.filter(plan=event.plan_id).values_list("pk", flat=True)
    index.index("plan_line", list(lines))


@on(events.LineAdded)
@on(events.LineChanged)
@on(events.LineRemoved)
@on(events.LineMoved)
@on(events.LineHeld)
@on(events.LineCancelled)
@on(events.LineReopened)
def line_changed(event: events.LineFact) -> None:
    """A line is found by its words; a removed one is not."""
    index.index("plan_line", [event.line_id])


@on(events.ProjectBegun)
@on(events.ProjectChanged)
@on(events.ProjectClosed)
def project_changed(event: events.ProjectFact) -> None:
    """A project is found by its words."""
    index.index("project", [event.project_id])
