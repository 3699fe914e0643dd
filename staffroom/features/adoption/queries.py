"""Adoptions and their boards: who has adopted, who has not, the share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Case, Count, Q, QuerySet, When

from staffroom.core.lookups import one_or_none, the_one
from staffroom.core.paging import First
from staffroom.core.viewer import Viewer
from staffroom.features.adoption import policies
from staffroom.features.adoption.models import ActState, Adoption, LocalAct
from staffroom.shared.documents.models import Audience, Document, DocumentState
from staffroom.shared.organizations.models import District, Organization, OrganizationKind
from staffroom.shared.organizations.policies import answered_by

SENT_KINDS = ("regulation", "order", "act")
MOST_SHOWN = 20
RELATED = ("document", "district", "previous__document", "sent_by")


def adoption(viewer: Viewer, district: District, pid: str) -> Adoption:
    """One adoption.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_adoptions(viewer).filter(district=district, pid=pid)
    return the_one(rows.select_related(*RELATED))


def adoptions(viewer: Viewer, district: District, *, at: datetime) -> QuerySet[Adoption]:
    """What is being adopted, then what was, the newest first; with `all_n`, `adopted_n`, `late_n`.

    Whoever answers for organisations alone counts his own ones.
    """
    mine = Q()
    if not policies.sees_board(viewer, district.pk):
        mine = Q(acts__organization__in=answered_by(viewer))
    done = Q(acts__adopted_at__isnull=False)
    rows = policies.visible_adoptions(viewer).filter(district=district)
    is_over = Case(When(closed_at=None, then=0), default=1)
    return (
        rows.select_related("document")
        .annotate(
            all_n=Count("acts", filter=mine), adopted_n=Count("acts", filter=mine & done),
            late_n=Count("acts", filter=mine & ~done & Q(due_at__lt=at, closed_at=None)),
        )
        .order_by(is_over, "-sent_at", "-pk")
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the board is narrowed to; empty values narrow nothing."""

    words: str = ""
    state: str = ""
    kind: str = ""

    @property
    def query(self) -> str:
        """The filters as the beginning of an address's query, ending with «&» unless empty."""
        given = {name: getattr(self, name) for name in ("words", "state", "kind")}
        said = urlencode({name: value for name, value in given.items() if value})
        return f"{said}&" if said else ""


def acts(
    viewer: Viewer, adoption: Adoption, narrowing: Narrowing, *, at: datetime
) -> QuerySet[LocalAct]:
    """The lines that the viewer sees: overdue and waiting first, then by name."""
    rows = policies.visible_acts(viewer).filter(adoption=adoption)
    rows = rows.filter(_in_state(narrowing.state, adoption, at))
    if narrowing.kind:
        rows = rows.filter(organization__kind=narrowing.kind)
    for word in narrowing.words.split()[:6]:
        rows = rows.filter(
            Q(organization__name__folded__contains=word)
            | Q(organization__short_name__folded__contains=word)
        )
    return rows.select_related("organization__representative", "adopted_by").order_by(
        Case(When(adopted_at=None, then=0), default=1),
        "organization__sort_key", "organization__short_name", "pk",
    )  # fmt: skip


def _in_state(state: str, adoption: Adoption, at: datetime) -> Q:
    if state == ActState.ADOPTED:
        return Q(adopted_at__isnull=False)
    is_late = adoption.due_at < at
    if state == ActState.LATE:
        return Q(adopted_at=None) if is_late else Q(pk__in=())
    if state == ActState.WAITING:
        return Q(pk__in=()) if is_late else Q(adopted_at=None)
    return Q()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How far an adoption has come."""

    all_n: int
    adopted_n: int
    in_term_n: int
    late_n: int

    @property
    def waiting_n(self) -> int:
        """How many are still waited for in term."""
        return self.all_n - self.adopted_n - self.late_n

    @property
    def percent(self) -> int:
        """The share of those that adopted, rounded down: a hundred means every one."""
        return self.adopted_n * 100 // self.all_n if self.all_n else 0


def share(adoption: Adoption, *, at: datetime) -> Share:
    """The figures of the whole board, for those who see it; one query."""
    done = Q(adopted_at__isnull=False)
    found = LocalAct.objects.filter(adoption=adoption).aggregate(
        every=Count("pk"), done=Count("pk", filter=done),
        kept=Count("pk", filter=done & Q(adopted_at__lte=adoption.due_at)),
    )  # fmt: skip
    is_late = adoption.due_at < at and adoption.is_open
    late = found["every"] - found["done"] if is_late else 0
    return Share(
        all_n=found["every"], adopted_n=found["done"], in_term_n=found["kept"], late_n=late
    )


def act(viewer: Viewer, adoption: Adoption, organization: str) -> LocalAct:
    """The line of the organisation of this public id.

    Raises:
        Absent: it is not asked, or the viewer does not see its line.
    """
    rows = policies.visible_acts(viewer).filter(adoption=adoption, organization__pid=organization)
    found = the_one(rows.select_related("organization", "adopted_by"))
    found.adoption = adoption
    return found


def mine(viewer: Viewer, adoption: Adoption) -> list[LocalAct]:
    """Lines of the organisations that the viewer answers for."""
    rows = LocalAct.objects.filter(adoption=adoption, organization__in=answered_by(viewer))
    found = list(rows.select_related("organization", "adopted_by").order_by("pk"))
    for one in found:
        one.adoption = adoption
    return found


def history(viewer: Viewer, adoption: Adoption) -> Sequence[Adoption]:
    """The editions before this one, the newest first, as far as the viewer sees them."""
    keys: list[int] = []
    step = adoption.previous_id
    while step is not None and step not in keys and len(keys) < 20:
        keys.append(step)
        step = one_or_none(Adoption.objects.filter(pk=step).values_list("previous", flat=True))
    if not keys:
        return []
    rows = policies.visible_adoptions(viewer).filter(pk__in=keys).select_related("document")
    counted = rows.annotate(
        all_n=Count("acts"), adopted_n=Count("acts", filter=Q(acts__adopted_at__isnull=False))
    )
    return list(counted.order_by("-sent_at", "-pk"))


def latest_of(viewer: Viewer, document: Document) -> Adoption | None:
    """The adoption of a paper that stands last, for its page."""
    rows = policies.visible_adoptions(viewer).filter(document=document)
    return rows.order_by("-sent_at", "-pk").first()


def papers_to_send(district: District) -> QuerySet[Document]:
    """Papers in force that the network reads and that are not being adopted already."""
    rows = Document.objects.filter(
        district=district, state=DocumentState.ISSUED, kind__in=SENT_KINDS
    ).exclude(audience=Audience.KEEPERS)
    asked = Adoption.objects.filter(closed_at=None).values("document")
    return rows.exclude(pk__in=asked).order_by("-dated_on", "-pk")


def to_ask(district: District) -> QuerySet[Organization]:
    """Organisations that can be asked: those that work here, without the department and partners."""
    rows = Organization.objects.filter(district=district, closed_on=None)
    return rows.exclude(
        kind__in=(OrganizationKind.EDUCATION_DEPARTMENT, OrganizationKind.PARTNER)
    ).order_by("sort_key", "short_name", "pk")


def open_ones(district: District) -> QuerySet[Adoption]:
    """What is being adopted now: an edition may take its place."""
    rows = Adoption.objects.filter(district=district, closed_at=None)
    return rows.select_related("document").order_by("-sent_at", "-pk")


def of_organization(viewer: Viewer, organization: Organization) -> First[LocalAct]:
    """What an organisation was asked for, the newest first."""
    rows = policies.visible_acts(viewer).filter(organization=organization)
    found = rows.select_related("adoption__document", "adoption__district")
    return First.of(found.order_by("-adoption__sent_at", "-pk"), MOST_SHOWN)
