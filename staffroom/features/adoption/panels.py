"""Adoption on the pages of others: the menu of work, a paper's page, an organisation's page, own data."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from staffroom.core.clock import now
from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.adoption import policies, queries
from staffroom.features.adoption.models import LocalAct
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.documents.models import Document
from staffroom.shared.organizations.models import Organization
from staffroom.ui.navigation import Asker, Entry, Place, offer

Part = tuple[str, dict[str, Any]] | None


def _address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not policies.sees_board(viewer, district.id):
        return None
    return reverse("adoption:adoptions", args=[district.slug])


offer(
    Entry(
        place=Place.STAFF, code="adoption", label=_("Принятие документов"), icon="check",
        address=_address, order=42,
    )
)  # fmt: skip


@place("documents.document", order=40)
def on_paper(*, request: Request, document: Document) -> Part:
    """How far its adoption has come, or the way to send it."""
    viewer, district = request.viewer, document.district
    found = queries.latest_of(viewer, document)
    may_send = policies.may_send(viewer, district)
    if found is None and not (may_send and document.kind in queries.SENT_KINDS):
        return None
    if found is None and document.dated_on is None:
        return None
    is_board = policies.sees_board(viewer, district.pk)
    return "adoption/on_paper.html", {
        "adoption": found, "district": district, "document": document,
        "share": queries.share(found, at=now()) if found and is_board else None,
        "mine": queries.mine(viewer, found) if found else [], "at": now(),
    }  # fmt: skip


@place("organizations.organization", order=40)
def on_organization(*, request: Request, organization: Organization) -> Part:
    """What the organisation is asked to adopt and has adopted."""
    if not policies.sees_board(request.viewer, organization.district_id):
        return None
    rows = queries.of_organization(request.viewer, organization)
    return ("adoption/on_organization.html", {"acts": rows, "at": now()}) if rows else None


@gives_own_data("adoption", title="Принятие документов")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Orders that the person entered for an organisation."""
    rows = LocalAct.objects.filter(adopted_by=person_id)
    for one in rows.select_related("organization", "adoption__document").order_by("pk"):
        yield {
            "Организация": one.organization.short_name, "Документ": one.adoption.document.name,
            "Приказ": one.name, "Когда записано": one.adopted_at,
        }  # fmt: skip
