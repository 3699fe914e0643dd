"""What the search keeps of plans in force and of projects: for whoever sees the inside of their community."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any

from staffroom.core.plugs import IndexRow, indexed
from staffroom.core.viewer import Viewer
from staffroom.features.plans.models import PlanLine, Project
from staffroom.shared.communities import registry
from staffroom.shared.communities.models import Community, CommunityState

INSIDE = """EXISTS (SELECT 1 FROM {tables} JOIN communities_community g ON g.id = w.community_id
 WHERE {thing} = {column} AND g.state <> 'draft'
 AND (g.is_public OR g.id IN ({communities}) OR g.district_id IN ({districts})))"""
LINES = "plans_planline l JOIN plans_plan w ON w.id = l.plan_id AND w.in_force_at IS NOT NULL"


def _inside(viewer: Viewer, column: str, tables: str, thing: str) -> tuple[str, list[Any]]:
    """Those who belong to the community or to the network of its district.

    Of an open one, everybody.
    """
    asked = registry.community_ids(viewer.tokens), registry.district_ids(viewer.tokens)
    communities, districts = (", ".join(["%s"] * len(keys)) or "NULL" for keys in asked)
    statement = INSIDE.format(
        tables=tables, thing=thing, column=column, communities=communities, districts=districts
    )
    return statement, [key for keys in asked for key in keys]


def readable_lines(viewer: Viewer, column: str) -> tuple[str, list[Any]]:
    """Lines of plans in force that this viewer reads, as a condition of SQL."""
    return _inside(viewer, column, LINES, "l.id")


def readable_projects(viewer: Viewer, column: str) -> tuple[str, list[Any]]:
    """Projects that this viewer reads, as a condition of SQL."""
    return _inside(viewer, column, "plans_project w", "w.id")


def _readers(community: Community) -> tuple[int, ...]:
    if community.is_public:
        return (registry.EVERYBODY,)
    return registry.community_token(community.pk), registry.district_token(community.district_id)


def _address(community: Community, rest: str) -> str:
    return f"/{community.district.slug}/c/{community.pid}-{community.slug}/{rest}/"


def every_line() -> Iterator[int]:
    """Keys of all lines of plans in force, oldest first."""
    rows = PlanLine.objects.filter(plan__in_force_at__isnull=False).order_by("pk")
    return rows.values_list("pk", flat=True).iterator(chunk_size=2000)


@indexed("plan_line", label="Планы", one="План", every=every_line, judged=readable_lines)
def line_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """What is planned and what came out of it.

    A plan that is being prepared is not found.
    """
    named = PlanLine.objects.filter(pk__in=keys, plan__in_force_at__isnull=False)
    found = named.select_related("plan__community__district").order_by("pk")
    return [
        IndexRow(
            key=row.pk,
            district_id=home.district_id,
            community_ids=(home.pk,),
            title=row.title,
            text="\n".join(filter(None, (row.result, row.outcome))),
            url=_address(home, f"plan/lines/{row.pid}"),
            at=datetime.combine(row.starts_on, time(), UTC),
            tokens=_readers(home),
        )
        for row in found
        if (home := row.plan.community).state != CommunityState.DRAFT
    ]


def every_project() -> Iterator[int]:
    """Keys of all projects, oldest first."""
    return Project.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


@indexed("project", label="Проекты", one="Проект", every=every_project, judged=readable_projects)
def project_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """Title, goal, words and outcome of a project."""
    named = Project.objects.filter(pk__in=keys).select_related("community__district")
    return [
        IndexRow(
            key=row.pk,
            district_id=home.district_id,
            community_ids=(home.pk,),
            title=row.title,
            text="\n".join(filter(None, (row.goal, row.plain, row.outcome))),
            url=_address(home, f"projects/{row.pid}"),
            at=row.made_at,
            tokens=_readers(home),
        )
        for row in named.order_by("pk")
        if (home := row.community).state != CommunityState.DRAFT
    ]
