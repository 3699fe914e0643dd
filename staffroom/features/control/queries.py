"""Items of orders: one's own, those under one's control, all of a district, those of one order."""

from dataclasses import dataclass
from datetime import datetime
import re

from django.db.models import Case, Q, QuerySet, When

from staffroom.core.lookups import the_one
from staffroom.core.paging import First
from staffroom.core.viewer import Viewer
from staffroom.features.control import policies
from staffroom.features.control.models import OPEN, ItemRecord, ItemState, OrderItem
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.queries import leads
from staffroom.shared.organizations.models import District

RELATED = ("document__district", "document__community", "responsible", "controller")
POINT = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,2})\.?\s+(\S.*)")
MOST_POINTS = 40
MOST_RECORDS = 200


def item(viewer: Viewer, district: District, pid: str) -> OrderItem:
    """One item.

    Raises:
        Absent: there is none, or it is not for this viewer.
    """
    rows = policies.visible_items(viewer).filter(document__district=district, pid=pid)
    return the_one(rows.select_related(*RELATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Whose items, and in which state: empty is what is open."""

    whose: str = ""  # «mine», «controlled» or «all»
    state: str = ""


def items(
    viewer: Viewer, district: District, narrowing: Narrowing, *, at: datetime
) -> QuerySet[OrderItem]:
    """Items by their terms, what is not settled first."""
    rows = policies.visible_items(viewer).filter(document__district=district)
    me = viewer.person_id
    if narrowing.whose == "mine":
        rows = rows.filter(responsible=me)
    elif narrowing.whose == "controlled":
        rows = rows.filter(controller=me)
    is_over = Case(When(state__in=OPEN, then=0), default=1)
    return (
        rows.filter(_in_state(narrowing.state, at))
        .select_related("document", "responsible", "controller")
        .order_by(is_over, "due_at", "pk")
    )


def _in_state(state: str, at: datetime) -> Q:
    if state == "late":
        return Q(state=ItemState.GIVEN, due_at__lt=at)
    if state in ItemState.values:
        return Q(state=state)
    return Q() if state == "every" else Q(state__in=OPEN)


def first_tab(viewer: Viewer, district: District) -> str:
    """Whose items are shown at first: what one controls, else what one is to do, else all."""
    rows = policies.visible_items(viewer).filter(document__district=district)
    if rows.filter(controller=viewer.person_id).exists():
        return "controlled"
    is_asked = rows.filter(responsible=viewer.person_id).exists()
    return "all" if not is_asked and policies.sees_all(viewer, district.pk) else "mine"


def of_document(viewer: Viewer, document: Document) -> list[OrderItem]:
    """Items of an order that the viewer sees, in the order of its points."""
    rows = policies.visible_items(viewer).filter(document=document)
    found = list(rows.select_related("responsible", "controller"))
    for one in found:
        one.document = document
    return sorted(found, key=lambda one: (_numbers(one.point), one.pk))


def _numbers(point: str) -> list[int]:
    return [int(part) for part in point.split(".") if part.isdigit()] or [999]


def history(found: OrderItem) -> First[ItemRecord]:
    """What happened to an item, oldest first."""
    rows = ItemRecord.objects.filter(item=found).select_related("actor")
    return First.of(rows.order_by("at", "pk"), MOST_RECORDS)


def points_left(document: Document, items: list[OrderItem]) -> list[tuple[str, str]]:
    """Numbered points of the order's text that are not under control: number and words."""
    known = {one.point for one in items}
    found = (POINT.fullmatch(line.strip()) for line in document.text.splitlines())
    points = [(one[1], one[2]) for one in found if one]
    return [point for point in points if point[0] not in known][:MOST_POINTS]


def usual_controller(district: District, *, at: datetime) -> str:
    """Who controls most orders: the one who leads the district, by e-mail; "" when there is none."""
    first = leads(district, at=at)
    return first[0].email if first else ""


def of(key: int) -> OrderItem:
    """One item by its key, for what follows from facts."""
    return OrderItem.objects.select_related(*RELATED).get(pk=key)
