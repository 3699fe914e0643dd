"""The papers of an approved draft: minutes, order, the document itself (PD-T.1)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from staffroom.core.errors import DomainError
from staffroom.core.viewer import Viewer
from staffroom.features.drafting import registry
from staffroom.features.drafting.models import Draft
from staffroom.shared.documents.actions import documents as papers
from staffroom.shared.documents.actions.documents import Business, Content
from staffroom.shared.documents.models import Document, DocumentState, Level
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.documents.queries.templates import known
from staffroom.shared.documents.registry import KINDS
from staffroom.shared.regulations.queries.rules import values
from staffroom.ui.words import in_quotes

MINUTES = (  # what only the council knows stays a field: unfilled, the paper is not registered
    "Присутствовали: {{присутствовали}}\n# Повестка дня\n1. О проекте {heading}.\n"
    "РЕШИЛИ:\n1. Принять документ {heading}.\nГолосовали: {{голосование}}."
)
RESTS = "На основании {основание}\n"  # the council's minutes: named when they are registered
ORDER = (
    "приказываю:\n1. Утвердить документ {heading}.\n"
    "2. Контроль за исполнением приказа оставляю за собой."
)


def prepare(draft: Draft, actor: Viewer, at: datetime) -> Document:
    """Minutes → order → the document itself, as `documents.approval` says."""
    place = office(draft.district)
    if not place.signers:
        raise DomainError("Сначала заполните бланк: в нём нет того, кто подписывает документы.")
    text = draft.editions.order_by("-number")[0].text
    common: dict[str, Any] = {"issuer": place.organization, "level": Level.MUNICIPAL}
    is_order, basis = draft.kind == "order", None

    def prepared(kind: str, origin: str, content: Content) -> Document:
        return papers.draft(
            district=draft.district, kind=kind, content=content, actor=actor, at=at,
            business=Business(origin=origin, origin_id=draft.pk),
        )  # fmt: skip

    if values(draft.rules_id).choice("documents.approval") == "council_order":
        said = MINUTES.format(heading=in_quotes(draft.heading))
        basis = prepared(
            "minutes",
            registry.GROUND,
            Content(
                heading=f"Рассмотрение проекта: {draft.heading}"[:300],
                text=said,
                signers=[{"position": one, "name": ""} for one in KINDS["minutes"].signers],
                **common,
            ),
        )
    if not is_order:
        said = (RESTS if basis else "") + ORDER.format(heading=in_quotes(draft.heading))
        basis = prepared(
            "order",
            registry.GROUND,
            Content(
                heading=f"Об утверждении: {draft.heading}"[:300],
                text=said,
                basis=basis,
                signers=place.signers,
                **common,
            ),
        )
    content = Content(
        heading=draft.heading, text=text, basis=basis, signers=place.signers, **common
    )
    return prepared(draft.kind, registry.PAPER, content)


@transaction.atomic
def name_ground(*, document: Document, actor: Viewer, at: datetime) -> None:
    """Minutes have their number and date: the order that rests on them names them.

    Follows from a fact, so nobody is judged here.
    """
    said = known(district=document.district, basis=document).get("основание", "")
    rows = Document.objects.filter(
        basis=document, origin=registry.GROUND, state=DocumentState.DRAFT
    ).select_related("district", "issuer", "basis", "amends", "community")
    for one in rows.order_by("pk"):
        told = {name: getattr(one, name) for name in papers.FIELDS}
        told["text"] = one.text.replace("{основание}", said)
        papers.revise(
            document=one, content=Content(**told), actor=replace(actor, is_system=True), at=at
        )
