"""Reading what projects brought: on a project's page, on the page of a result, over a whole community."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from staffroom.core.viewer import Viewer
from staffroom.features.plans.models import (
    MateState,
    Project,
    ProjectMate,
    ProjectState,
    ProjectTie,
)
from staffroom.features.plans.policies import projects as policies
from staffroom.features.plans.registry import banks
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.models import (
    Coauthor,
    CoauthorState,
    Publication,
    PublicationStatus,
)
from staffroom.shared.publications.policies import visible_publications
from staffroom.shared.publications.registry import page_address

MOST = 200
COMING = (PublicationStatus.DRAFT, PublicationStatus.SCHEDULED)


class Result(NamedTuple):
    """A publication that a project names as its result; one that is still written has `is_draft`."""

    key: int
    pid: str
    title: str
    url: str
    is_in_bank: bool
    is_draft: bool


def results(viewer: Viewer, found: Project) -> list[Result]:
    """Results that the viewer may read, drafts that he writes or is asked to sign among them."""
    shown = (PublicationStatus.PUBLISHED, *COMING)
    readable = visible_publications(viewer).filter(status__in=shown)
    rows = ProjectTie.objects.filter(project=found, publication__in=readable)
    told = rows.order_by("at", "pk").values_list(
        "publication", "publication__pid", "publication__slug", "publication__title",
        "publication__kind", "publication__status",
    )  # fmt: skip
    return [
        Result(key, pid, title, page_address(pid, slug), kind in banks, status in COMING)
        for key, pid, slug, title, kind, status in told[:MOST]
    ]


def project_of(viewer: Viewer, publication_id: int) -> list[Project]:
    """Projects whose result a publication is, those that the viewer may open."""
    rows = ProjectTie.objects.filter(publication=publication_id)
    ties = rows.select_related("project__community__district", "project__community__profile")
    return [
        one.project
        for one in ties.order_by("at", "pk")[:MOST]
        if policies.may_see(viewer, one.project)
    ]


def works_of_team(viewer: Viewer, found: Project) -> list[Publication]:
    """What the team has in the bank already and this project has not named yet, the newest first."""
    mates = ProjectMate.objects.filter(project=found, state=MateState.IN).values("person")
    together = Coauthor.objects.filter(
        publication=OuterRef("pk"), state=CoauthorState.ACCEPTED
    ).filter(Q(person__in=mates) | Q(person=found.leader_id))
    rows = visible_publications(viewer).filter(
        Q(author__in=mates) | Q(author=found.leader_id) | Exists(together),
        kind__in=list(banks), status=PublicationStatus.PUBLISHED,
        placements__community=found.community_id, placements__hidden_at=None,
    ).exclude(project_ties__project=found)  # fmt: skip
    return list(rows.distinct().order_by("-published_at", "-pk")[:MOST])


class Tally(NamedTuple):
    """How many projects of a community came to their end, and how many of them left something in the bank."""

    done_n: int
    banked_n: int


def tally(viewer: Viewer, community: Community) -> Tally:
    """What the projects of a community came to, of those that the viewer may see."""
    done = policies.visible_projects(viewer, community).filter(state=ProjectState.DONE)
    brought = ProjectTie.objects.filter(
        project=OuterRef("pk"), publication__kind__in=list(banks),
        publication__status=PublicationStatus.PUBLISHED,
    )  # fmt: skip
    flags = done.annotate(has=Exists(brought)).values_list("has", flat=True)
    told = list(flags)
    return Tally(len(told), sum(told))
