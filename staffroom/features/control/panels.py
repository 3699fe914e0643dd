"""Control on the pages of others: the menu of work, an order's page, own data."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from staffroom.core.clock import now
from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.control import policies, queries
from staffroom.features.control.models import OrderItem
from staffroom.features.control.registry import KIND
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.documents.models import Document
from staffroom.ui.navigation import Asker, Entry, Place, offer

Part = tuple[str, dict[str, Any]] | None


def _address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not policies.sees_all(viewer, district.id):
        return None
    return reverse("control:items", args=[district.slug])


offer(
    Entry(
        place=Place.STAFF, code="control", label=_("Контроль исполнения"), icon="eye",
        address=_address, order=43,
    )
)  # fmt: skip


@place("documents.document", order=30)
def on_paper(*, request: Request, document: Document) -> Part:
    """Items of an order with their state, and the points of its text that nobody controls yet."""
    if document.kind != KIND or request.viewer.is_guest:
        return None
    rows = queries.of_document(request.viewer, document)
    may_add = policies.may_add(request.viewer, document)
    if not rows and not may_add:
        return None
    return "control/on_paper.html", {
        "items_of": rows, "may_add": may_add, "district": document.district, "document": document,
        "points": queries.points_left(document, rows) if may_add else [], "at": now(),
    }  # fmt: skip


@gives_own_data("control", title="Поручения по приказам")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person was told to do and controls."""
    for name, label in (("responsible", "Поручено мне"), ("controller", "Я контролирую")):
        rows = OrderItem.objects.filter(**{name: person_id}).exclude(state="draft")
        for one in rows.select_related("document").order_by("pk"):
            yield {
                label: one.name, "Приказ": one.document.name, "Срок": one.due_on,
                "Состояние": one.get_state_display(),
            }  # fmt: skip
