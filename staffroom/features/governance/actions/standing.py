"""One order about communities that work already: opened by staff, or from the ready list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.governance import registry
from staffroom.features.governance.models import Listed
from staffroom.features.governance.policies import standing as policies
from staffroom.features.governance.queries import standing as queries
from staffroom.shared.communities.actions import founding
from staffroom.shared.communities.models import Community, Order
from staffroom.shared.communities.registry import district_staff_token
from staffroom.shared.documents.actions.documents import Business, Content
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.models import Document, Level
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.organizations.models import District


@transaction.atomic
def draft_standing_order(
    *, district: District, communities: Sequence[Community], actor: Viewer, at: datetime
) -> Document:
    """Draft an order that names communities which work already.

    Raises:
        DomainError: none is chosen, or one of them has its order.
    """
    require(policies.may_order_standing(actor, district))
    free = set(queries.without_order(district).values_list("pk", flat=True))
    if not communities:
        raise DomainError("Отметьте, о каких сообществах приказ.", field="communities")
    if taken := [one.name for one in communities if one.pk not in free]:
        raise DomainError(f"Приказ уже есть или готовится: {taken[0]}.", field="communities")
    place = office(district)
    content = Content(
        heading="", issuer=place.organization, signers=place.signers, level=Level.MUNICIPAL
    )
    told = {
        "основание": queries.basis(district), "контролёр": "оставляю за собой",
        "перечень": queries.table(district, communities),
    }  # fmt: skip
    business = Business(
        origin=registry.STANDING_PAPER, origin_id=district.pk,
        readers=[district_staff_token(district.pk)],
    )  # fmt: skip
    made = draft_from(
        district=district, template="order-list", values=told, content=content,
        actor=replace(actor, is_system=True), at=at, business=business,
    )  # fmt: skip
    Listed.objects.bulk_create(Listed(document=made, community=one) for one in communities)
    return made


@transaction.atomic
def standing_order_issued(*, document: Document, actor: Viewer, at: datetime) -> None:
    """The order has its number and date: every community it lists names it as its basis."""
    if document.dated_on is None:
        return
    order = Order(document.number, document.dated_on)
    rows = Listed.objects.filter(document=document).select_related("community")
    for row in rows.order_by("pk"):
        founding.name_order(community=row.community, order=order, actor=actor, at=at)
