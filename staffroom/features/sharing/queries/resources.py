"""The board of resources, one resource, what was asked of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, Q, QuerySet, When

from staffroom.core.lookups import the_one
from staffroom.core.paging import First
from staffroom.core.viewer import Viewer
from staffroom.features.sharing import models
from staffroom.features.sharing.models import Resource, ResourceRequest
from staffroom.features.sharing.policies import resources as policies
from staffroom.shared.organizations.models import District, Organization

OWNER = ("district", "organization", "responsible", "made_by")
SIDES = (
    "resource__district", "resource__organization", "resource__responsible", "organization", "person",
    "answered_by",
)  # fmt: skip
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the board is narrowed to; empty values narrow nothing."""

    words: str = ""
    kind: str = ""
    organization: str = ""  # its public id
    is_closed: bool = False

    @property
    def query(self) -> str:
        """The filters as the beginning of an address's query, ending with «&» unless empty."""
        names = ("words", "kind", "organization", "is_closed")
        given = {name: getattr(self, name) for name in names if getattr(self, name)}
        return f"{urlencode(given)}&" if given else ""


def board(viewer: Viewer, district: District, narrowing: Narrowing) -> QuerySet[Resource]:
    """What stands on the board (or what stood there, as far as one sees it), the newest first."""
    rows = policies.visible_resources(viewer).filter(district=district)
    rows = rows.filter(closed_at__isnull=not narrowing.is_closed)
    if narrowing.kind:
        rows = rows.filter(kind=narrowing.kind)
    if narrowing.organization:
        rows = rows.filter(organization__pid=narrowing.organization)
    for word in narrowing.words.split()[:6]:
        said = Q(title__folded__contains=word) | Q(text__folded__contains=word)
        rows = rows.filter(said | Q(organization__short_name__folded__contains=word))
    return rows.select_related("organization").order_by("-made_at", "-pk")


def resource(viewer: Viewer, district: District, pid: str) -> Resource:
    """One resource.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_resources(viewer).filter(district=district, pid=pid)
    return the_one(rows.select_related(*OWNER))


def givers(district: District) -> QuerySet[Organization]:
    """Organisations that have something on the board, by name."""
    offered = Resource.objects.filter(district=district, closed_at=None).values("organization")
    return Organization.objects.filter(pk__in=offered).order_by("sort_key", "short_name", "pk")


def busy(found: Resource) -> First[ResourceRequest]:
    """For which days it is promised already, the earliest first."""
    rows = found.requests.filter(state=models.RequestState.PROMISED)
    return First.of(rows.select_related("organization").order_by("starts_on", "pk"), MOST)


def overlapping(request: ResourceRequest) -> list[ResourceRequest]:
    """What was promised to others for the same days."""
    rows = ResourceRequest.objects.filter(
        resource=request.resource_id, state=models.RequestState.PROMISED,
        starts_on__lte=request.ends_on, ends_on__gte=request.starts_on,
    )  # fmt: skip
    rows = rows.exclude(pk=request.pk).select_related("organization")
    return list(rows.order_by("starts_on", "pk")[:MOST])


def request(viewer: Viewer, district: District, pid: str) -> ResourceRequest:
    """One request.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_requests(viewer).filter(resource__district=district, pid=pid)
    return the_one(rows.select_related(*SIDES))


def requests(viewer: Viewer, district: District, state: str) -> QuerySet[ResourceRequest]:
    """Requests that the viewer sees: open ones by their days, then the others, the newest first."""
    rows = policies.visible_requests(viewer).filter(resource__district=district)
    if state in models.RequestState.values:
        rows = rows.filter(state=state)
    elif state != "every":
        rows = rows.filter(state__in=models.OPEN)
    is_over = Case(When(state__in=models.OPEN, then=0), default=1)
    return rows.select_related("resource__organization", "organization", "person").order_by(
        is_over, "-starts_on", "-pk"
    )


def of_resource(viewer: Viewer, found: Resource) -> QuerySet[ResourceRequest]:
    """What was asked of a resource, as far as the viewer sees it, the newest first."""
    rows = policies.visible_requests(viewer).filter(resource=found)
    return rows.select_related("organization", "person").order_by("-asked_at", "-pk")


def of(key: int) -> ResourceRequest:
    """One request by its key, for what follows from facts."""
    return ResourceRequest.objects.select_related(*SIDES).get(pk=key)
