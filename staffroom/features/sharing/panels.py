"""Sharing on the pages of others: the menu, an organisation's page, own data."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _

from staffroom.core.http import Request
from staffroom.core.paging import First
from staffroom.core.plugs import place
from staffroom.features.sharing.models import (
    Agreement,
    PartnerCard,
    Proposal,
    Resource,
    ResourceRequest,
    Side,
)
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.queries import agreements
from staffroom.features.sharing.queries import resources as queries
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.organizations.models import Organization
from staffroom.ui.navigation import Asker, Entry, Place, address_of, offer

Part = tuple[str, dict[str, Any]] | None
MOST_SHOWN = 20


def _address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not places.may_look(viewer, district.id):
        return None
    return address_of("sharing:board", district.slug)  # kept: asked for each page


offer(
    Entry(
        place=Place.RAIL, code="sharing", label=_("Обмен ресурсами"), icon="link", address=_address, order=70
    )
)  # fmt: skip


@place("organizations.organization", order=30)
def on_organization(*, request: Request, organization: Organization) -> Part:
    """What the organisation gives to others."""
    narrowing = queries.Narrowing(organization=organization.pid)
    rows = queries.board(request.viewer, organization.district, narrowing)
    found: First[Resource] = First.of(rows, MOST_SHOWN)
    agreed = agreements.of_organization(request.viewer, organization)
    return "sharing/on_organization.html", {
        "resources": found, "agreements": agreed, "district": organization.district,
        "organization": organization,
    }  # fmt: skip


@gives_own_data("sharing", title="Обмен ресурсами")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person offered, answers for, asked, prepared and agreed to."""
    for begun in Agreement.objects.filter(made_by=person_id).order_by("pk"):
        yield {"Договор готовлю я": begun.subject, "Срок": begun.term, "Когда": begun.made_at}
    for name, label in (
        ("agreed_by", "Согласие с договором"),
        ("responsible", "Отвечаю за договор"),
    ):
        sides = Side.objects.filter(**{name: person_id}).select_related("agreement", "organization")
        for side in sides.order_by("pk"):
            yield {
                label: side.agreement.subject, "Организация": side.organization.short_name,
                "Когда": side.agreed_at, "Итог": side.summary,
            }  # fmt: skip
    for name, label in (("made_by", "Предложено мной"), ("responsible", "Отвечаю за ресурс")):
        for one in Resource.objects.filter(**{name: person_id}).order_by("pk"):
            yield {label: one.title, "Описание": one.text, "Когда": one.made_at}
    for name, label in (("person", "Моя просьба"), ("answered_by", "Мой ответ на просьбу")):
        rows = ResourceRequest.objects.filter(**{name: person_id}).select_related("resource")
        for asked in rows.order_by("pk"):
            yield {
                label: asked.resource.title, "Для чего": asked.purpose, "Дни": asked.days,
                "Ответ": asked.answer, "Итог": asked.outcome, "Когда": asked.asked_at,
            }  # fmt: skip
    yield from _of_partners(person_id)


def _of_partners(person_id: int) -> Iterator[dict[str, Any]]:
    for card in PartnerCard.objects.filter(changed_by=person_id).select_related("organization"):
        yield {
            "Страница партнёра": card.organization.short_name, "О нас": card.about,
            "Когда": card.changed_at,
        }  # fmt: skip
    for name, label in (("person", "Предлагаю сотрудничество"), ("answered_by", "Мой ответ")):
        made = Proposal.objects.filter(**{name: person_id}).select_related("organization")
        for offered in made.order_by("pk"):
            yield {
                label: offered.organization.short_name, "Слова": offered.words,
                "Ответ": offered.answer, "Когда": offered.made_at,
            }  # fmt: skip
