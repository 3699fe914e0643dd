"""The register of agreements, one agreement, those of an organisation, those whose days come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.db.models.functions import Coalesce

from staffroom.core import files
from staffroom.core.errors import Absent
from staffroom.core.lookups import the_one
from staffroom.core.paging import First
from staffroom.core.viewer import Viewer
from staffroom.features.sharing import registry
from staffroom.features.sharing.models import (
    BEFORE,
    Agreement,
    AgreementState,
    ResourceRequest,
    Side,
)
from staffroom.features.sharing.policies import agreements as policies
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.policies.resources import visible_requests
from staffroom.shared.communities.models import Community
from staffroom.shared.documents.policies import may_keep
from staffroom.shared.organizations.models import District, Organization, OrganizationKind

RELATED = (
    "district", "community__district", "document", "previous__document", "previous__district", "made_by",
    "ending_side__organization",
)  # fmt: skip
SOON = timedelta(days=registry.NEAR_DAYS)
MOST = 50
SEATED = Prefetch(
    "sides", Side.objects.select_related("organization", "responsible").order_by("pk")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the register is narrowed to; empty values narrow nothing."""

    words: str = ""
    state: str = ""
    organization: str = ""  # its public id
    is_ending: bool = False

    @property
    def query(self) -> str:
        """The filters as the beginning of an address's query, ending with «&» unless empty."""
        names = ("words", "state", "organization", "is_ending")
        given = {name: getattr(self, name) for name in names if getattr(self, name)}
        return f"{urlencode(given)}&" if given else ""


def agreements(
    viewer: Viewer, district: District, narrowing: Narrowing, *, today: date
) -> QuerySet[Agreement]:
    """What is prepared, then what holds by its last day, then what was."""
    rows = policies.visible_agreements(viewer).filter(district=district)
    rows = rows.annotate(last_day=Coalesce("ending_on", "ends_on"))
    if narrowing.state in AgreementState.values:
        rows = rows.filter(state=narrowing.state)
    if narrowing.organization:
        rows = rows.filter(pk__in=_of(narrowing.organization))
    if narrowing.is_ending:
        rows = rows.filter(state=AgreementState.IN_FORCE, last_day__lte=today + SOON)
    for word in narrowing.words.split()[:6]:
        rows = rows.filter(
            Q(subject__folded__contains=word) | Q(document__number__folded__contains=word)
        )
    order = Case(
        When(state__in=BEFORE, then=0), When(state=AgreementState.IN_FORCE, then=1), default=2
    )
    return (
        rows.select_related("document").prefetch_related(SEATED).order_by(order, "last_day", "pk")
    )


def _of(pid: str) -> QuerySet[Side]:
    return Side.objects.filter(organization__pid=pid).values("agreement")  # type: ignore[return-value]  # keys


def organizations(district: District) -> QuerySet[Organization]:
    """Sides of agreements of the district, by name."""
    seated = Side.objects.filter(agreement__district=district).values("organization")
    return Organization.objects.filter(pk__in=seated).order_by("sort_key", "short_name", "pk")


def possible_sides(district: District) -> QuerySet[Organization]:
    """Organisations that may be sides: all that work, partners last."""
    rows = Organization.objects.filter(district=district, closed_on=None)
    is_partner = Case(When(kind=OrganizationKind.PARTNER, then=1), default=0)
    return rows.order_by(is_partner, "sort_key", "short_name", "pk")


def possible_communities(viewer: Viewer, district: District) -> QuerySet[Community]:
    """Working communities of the district by name: what an agreement may be linked to."""
    rows = Community.objects.filter(district=district, state="active")
    return rows.order_by("sort_key", "pk")


def agreement(viewer: Viewer, district: District, pid: str) -> Agreement:
    """One agreement.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_agreements(viewer).filter(district=district, pid=pid)
    return the_one(rows.select_related(*RELATED))


def side(found: Agreement, pid: str) -> Side:
    """The side of the organisation of this public id.

    Raises:
        Absent: it is no side.
    """
    rows = found.sides.select_related("organization", "responsible").filter(organization__pid=pid)
    one = rows.first()
    if one is None:
        raise Absent
    one.agreement = found
    return one


def copies(viewer: Viewer, sides: list[Side]) -> dict[int, list[files.FileRow]]:
    """Signed copies by side, for the sides and for those who keep papers."""
    if not sides:
        return {}
    district = sides[0].agreement.district_id
    keys = [one.organization_id for one in sides]
    if may_keep(viewer, district) or places.own(viewer).filter(pk__in=keys).exists():
        return files.files_of(registry.SIDE_FILES, [one.pk for one in sides])
    return {}


def used(viewer: Viewer, found: Agreement) -> First[ResourceRequest]:
    """What was really given under an agreement, the newest first, as far as the viewer sees it."""
    rows = visible_requests(viewer).filter(agreement=found)
    rows = rows.select_related("resource__organization", "organization")
    return First.of(rows.order_by("-starts_on", "-pk"), MOST)


def extension(viewer: Viewer, found: Agreement) -> Agreement | None:
    """What extends it, as far as the viewer sees it."""
    rows = policies.visible_agreements(viewer).filter(previous=found)
    return rows.exclude(state=AgreementState.DROPPED).first()


def between(one: Organization, other: Organization, on: date) -> Agreement | None:
    """The agreement in force on a day whose sides are both organisations: the newest."""
    rows = Agreement.objects.filter(state=AgreementState.IN_FORCE, starts_on__lte=on)
    rows = rows.annotate(last_day=Coalesce("ending_on", "ends_on")).filter(last_day__gte=on)
    rows = rows.filter(sides__organization=one).filter(sides__organization=other)
    return rows.order_by("-starts_on", "-pk").first()


def of_organization(viewer: Viewer, organization: Organization) -> First[Agreement]:
    """Agreements of an organisation that the viewer sees, those that hold first."""
    rows = policies.visible_agreements(viewer).filter(sides__organization=organization)
    order = Case(When(state=AgreementState.IN_FORCE, then=0), default=1)
    found = rows.select_related("district", "document").prefetch_related(SEATED)
    return First.of(found.order_by(order, "-starts_on", "-pk"), MOST)


def in_force(*, at: datetime) -> QuerySet[Agreement]:
    """What holds and may have come near one of its days."""
    far = (at + timedelta(days=400)).date()
    rows = Agreement.objects.filter(state=AgreementState.IN_FORCE, starts_on__lte=far)
    return rows.select_related("district", "document").order_by("pk")


def of(key: int) -> Agreement:
    """One agreement by its key, for what follows from facts."""
    return Agreement.objects.select_related(*RELATED).get(pk=key)
