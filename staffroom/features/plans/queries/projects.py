"""Reading projects: the list of a community, one project with its team, stages, tasks and results."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from staffroom.core.errors import Absent
from staffroom.core.lookups import one_or_none
from staffroom.core.viewer import Viewer
from staffroom.features.plans.models import (
    CLOSED,
    MateState,
    Project,
    ProjectMate,
    ProjectStage,
    Task,
    TaskState,
)
from staffroom.features.plans.policies import projects as policies
from staffroom.features.plans.queries.plans import members, places_of
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import Publication

PAGE = 20
MOST = 200
OUT = (MateState.REFUSED, MateState.DECLINED, MateState.LEFT)


def projects(viewer: Viewer, community: Community) -> QuerySet[Project]:
    """Projects of a community, the newest first."""
    found = policies.visible_projects(viewer, community).select_related("leader")
    return found.order_by("-made_at", "-pk")


def open_ones(viewer: Viewer, community: Community) -> QuerySet[Project]:
    """Those that go on."""
    return projects(viewer, community).exclude(state__in=CLOSED)


def ended(viewer: Viewer, community: Community) -> QuerySet[Project]:
    """Those that are over; each says its outcome."""
    return projects(viewer, community).filter(state__in=CLOSED)


def project(viewer: Viewer, community: Community, pid: str) -> Project:
    """The project of this public id.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    found = policies.visible_projects(viewer, community).filter(pid=pid)
    row = found.select_related("leader").first()
    if row is None:
        raise Absent
    row.community = community
    return row


@dataclass(frozen=True, slots=True)
class Team:
    """Who is in the team, who asks, who was invited, and the viewer's own place."""

    inside: list[ProjectMate]
    asking: list[ProjectMate]
    invited: list[ProjectMate]
    mine: ProjectMate | None
    rest_n: int  # those for whom the page has no room


def _first(rows: QuerySet[Any]) -> tuple[list[Any], int]:
    """The first rows, and how many are left: a page says what it has no room for."""
    found = list(rows[: MOST + 1])
    return found[:MOST], rows.count() - MOST if len(found) > MOST else 0


def team(viewer: Viewer, found: Project, *, leads: bool) -> Team:
    """The team; those on the way into it are shown to who leads."""
    rows = ProjectMate.objects.filter(project=found).select_related("person")
    seen = rows.filter(~Q(state__in=OUT) | Q(person=viewer.person_id))
    people, rest_n = _first(seen.order_by("person__sort_key", "pk"))
    mine = next((one for one in people if one.person_id == viewer.person_id), None)
    if mine is None and rest_n:
        mine = rows.filter(person=viewer.person_id).first()
    return Team(
        inside=[one for one in people if one.state == MateState.IN],
        asking=[one for one in people if one.state == MateState.ASKED] if leads else [],
        invited=[one for one in people if one.state == MateState.INVITED] if leads else [],
        mine=mine,
        rest_n=rest_n,
    )


def mate(found: Project, person_pid: str) -> ProjectMate:
    """The place of a person in the project.

    Raises:
        Absent: there is none.
    """
    row = ProjectMate.objects.filter(project=found, person__pid=person_pid)
    one = row.select_related("person").first()
    if one is None:
        raise Absent
    one.project = found
    return one


def stages(found: Project) -> tuple[list[ProjectStage], int]:
    """The steps, in the order of days and as they were written; how many have no room on the page."""
    rows = ProjectStage.objects.filter(project=found)
    return _first(rows.order_by(F("until_on").asc(nulls_last=True), "pk"))


def stage(found: Project, pid: str) -> ProjectStage:
    """The step of this public id.

    Raises:
        Absent: there is none.
    """
    one = one_or_none(ProjectStage.objects.filter(project=found, pid=pid))
    if one is None:
        raise Absent
    one.project = found
    return one


ORDER = Case(
    *(
        When(state=state, then=Value(n))
        for n, state in enumerate((TaskState.OFFERED, TaskState.FREE, TaskState.TAKEN))
    ),
    default=Value(len(TaskState)),
)


def tasks(found: Project) -> tuple[list[Task], int]:
    """Tasks: what waits for an answer, what is free, in work, done; how many have no room on the page."""
    rows = Task.objects.filter(project=found).select_related("owner")
    return _first(rows.order_by(ORDER, "pk"))


def task(found: Project, pid: str) -> Task:
    """The task of this public id.

    Raises:
        Absent: there is none.
    """
    one = one_or_none(Task.objects.filter(project=found, pid=pid).select_related("owner"))
    if one is None:
        raise Absent
    one.project = found
    return one


def whom_to_invite(found: Project) -> list[Person]:
    """Members of the community who are not in the team nor on the way into it."""
    there = ProjectMate.objects.filter(
        project=found, state__in=(MateState.IN, MateState.ASKED, MateState.INVITED)
    )
    taken = {*there.values_list("person", flat=True), found.leader_id}
    return [one for one in members(found.community) if one.pk not in taken]


def whom_to_offer(found: Project, inside: list[ProjectMate]) -> list[Person]:
    """Who may be offered a task: the team."""
    return [found.leader, *(one.person for one in inside)]


def projects_for(viewer: Viewer, found: Publication) -> list[Project]:
    """Projects whose result this publication may be named."""
    told: list[Project] = []
    for community in places_of(found):
        here = policies.tiable_projects(viewer, community).exclude(ties__publication=found)
        told += here.select_related("community").order_by("title", "pk")[:MOST]
    return told
