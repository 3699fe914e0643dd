"""Lines of compositions: what waits, what stands, by which order."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Q, QuerySet, When

from staffroom.core.viewer import Viewer
from staffroom.features.rosters.models import OPEN, Act, Entry, EntryState
from staffroom.features.rosters.registry import ROSTER_PAPER
from staffroom.shared.communities.models import Community, RoleGrant, ScopeKind, Transition
from staffroom.shared.documents.models import Document, DocumentState
from staffroom.shared.organizations.models import Affiliation, District, Organization

State = EntryState
RELATED = ("person", "organization", "document")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a composition waits for: consents asked, lines for the next order, whether it is drafted."""

    asked_n: int
    agreed_n: int
    is_drafted: bool


def waiting_in(communities: Collection[int]) -> Mapping[int, Waiting]:
    """Community → what its composition waits for; those that wait for nothing are left out. One query."""
    rows = Entry.objects.filter(community__in=communities, state__in=OPEN).values("community")
    counted = rows.annotate(
        asked=Count("pk", filter=Q(state=State.ASKED)),
        agreed=Count("pk", filter=Q(state=State.AGREED)), drafted=Count("document"),
    )  # fmt: skip
    return {
        row["community"]: Waiting(row["asked"], row["agreed"], row["drafted"] > 0)
        for row in counted.order_by("community")
    }


def open_entries(community: Community) -> QuerySet[Entry]:
    """Who is asked and who has agreed, in the order of names."""
    rows = Entry.objects.filter(community=community, state__in=OPEN).select_related(*RELATED)
    return rows.order_by("person__sort_key", "pk")


def own_entry(viewer: Viewer, district: str, pid: str) -> Entry | None:
    """What this person is asked, or has agreed to, in a community that he may not be able to see yet."""
    rows = Entry.objects.filter(
        community__pid=pid, community__district__slug=district, person=viewer.person_id or 0,
        state__in=OPEN, act__in=(Act.JOIN, Act.ROLE),
    )  # fmt: skip
    found = rows.select_related("organization", "community__district", "community__profile",
                                "community__base_organization", "asked_by")  # fmt: skip
    return found.order_by("pk").first()


def pending(community: Community) -> list[Entry]:
    """What the next order will say: agreed, and gone already."""
    return list(open_entries(community).filter(state=State.AGREED))


def of_document(document: Document) -> list[Entry]:
    """The lines of one paper, in the order of names."""
    rows = Entry.objects.filter(document=document).select_related(*RELATED)
    return list(rows.order_by("person__sort_key", "pk"))


def draft_of(community: Community) -> Document | None:
    """The draft of an order on the composition that stands now."""
    rows = Document.objects.filter(
        origin=ROSTER_PAPER, origin_id=community.pk, state=DocumentState.DRAFT
    )
    return rows.select_related("district", "issuer", "basis", "amends").order_by("pk").first()


def orders(community: Community) -> list[Document]:
    """Orders in force on the composition, the newest first."""
    ordered = Entry.objects.filter(community=community, state=State.ORDERED)
    rows = Document.objects.filter(pk__in=ordered.values("document"))
    return list(rows.order_by("-dated_on", "-pk"))


def first_order(community: Community) -> Document | None:
    """The order that later ones amend: the first of its own that named its people.

    One of a community that became part of it serves where it has none.
    """
    rows = Entry.objects.filter(community=community, state=State.ORDERED, document__isnull=False)
    is_foreign = Case(When(document__community=community, then=0), default=1)
    first = rows.select_related("document").order_by(is_foreign, "ordered_at", "pk").first()
    return first.document if first else None


def creation_order(community: Community) -> Document | None:
    """The registered order by which the community began, where it stands in the register."""
    begun = Transition.objects.filter(community=community, to_state="active")
    step = begun.exclude(order_number="").order_by("-at", "-pk").first()
    if step is None:
        return None
    rows = Document.objects.filter(
        district=community.district_id, kind="order", state=DocumentState.ISSUED,
        number=step.order_number, dated_on=step.ordered_on,
    )  # fmt: skip
    return rows.order_by("pk").first()


def standing(community: Community, people: Collection[int]) -> dict[int, Entry]:
    """Person → the last line of an order that lets him in, for those whom none has let out since."""
    rows = Entry.objects.filter(
        community=community, state=State.ORDERED, person__in=people, act__in=(Act.JOIN, Act.LEAVE)
    )
    found: dict[int, Entry] = {}
    for row in rows.select_related("document").order_by("ordered_at", "pk"):
        if row.act == Act.JOIN:
            found[row.person_id] = row
        else:
            found.pop(row.person_id, None)
    return found


def is_named(community: Community, person_id: int) -> bool:
    """True for somebody whom an order in force names, and whose leaving is not yet being prepared."""
    if person_id not in standing(community, [person_id]):
        return False
    going = Entry.objects.filter(
        community=community, person=person_id, act=Act.LEAVE, state=State.AGREED
    )
    return not going.exists()


def holds_by_order(community: Community, person_id: int, role: str) -> bool:
    """True when an order on the composition gave this role, and its end is not yet being prepared."""
    rows = Entry.objects.filter(community=community, person=person_id, role=role)
    given = rows.filter(state=State.ORDERED, act__in=(Act.JOIN, Act.ROLE)).count()
    ended = rows.filter(act=Act.RELEASE).count()
    return given > ended


def held_roles(community: Community, people: Collection[int]) -> dict[int, list[RoleGrant]]:
    """Person → the roles that he holds here now."""
    rows = RoleGrant.objects.filter(
        scope_kind=ScopeKind.COMMUNITY, scope_id=community.pk, person__in=people, to_at=None
    )
    found: dict[int, list[RoleGrant]] = {}
    for row in rows.order_by("number", "pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def workplace(person_id: int, district: District) -> Organization | None:
    """Where a person works in the district: what the annex of an order says of him."""
    rows = Affiliation.objects.filter(
        person=person_id, to_on=None, organization__district=district
    ).select_related("organization")
    found = rows.order_by("-is_main", "pk").first()
    return found.organization if found else None


def day_begins(document: Document) -> datetime:
    """The beginning of the order's day by the district's clock."""
    if document.dated_on is None:
        message = "a draft has no date"
        raise ValueError(message)
    zone = ZoneInfo(document.district.time_zone)
    return datetime.combine(document.dated_on, time.min, zone)
