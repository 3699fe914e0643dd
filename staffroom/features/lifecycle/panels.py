"""Terms and their outcome on the pages of others."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from staffroom.core.clock import now
from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.lifecycle.actions.owed import address
from staffroom.features.lifecycle.models import EndingRequest, Product
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.features.lifecycle.policies import reshapings as reshaping
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.features.lifecycle.queries import reshapings
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.policies import groups
from staffroom.ui.navigation import Asker, Entry, Place, offer

Part = tuple[str, dict[str, Any]] | None


@place("communities.head", order=10)
def head(*, request: Request, community: Community) -> Part:
    """A term that has ended without an act, an end with its date and basis: said plainly to everybody.

    No query while the community is at work within its term.
    """
    has_ended = community.state in groups.ENDED
    today = policies.today_of(community, now())
    if not has_ended and not policies.is_overdue(community, today=today):
        return None
    sees = bool(policies.may_see(request.viewer, community))
    link = address(community) if sees else ""
    if has_ended:
        return "lifecycle/ended.html", {"ended": queries.ended(community), "url": link}
    waits = policies.waiting(community) if sees else None
    return "lifecycle/overdue.html", {"community": community, "waits": waits, "url": link}


@place("communities.about", order=30)
def about(*, request: Request, community: Community) -> Part:
    """The genealogy, and the way to «Срок и итоги»."""
    kin = reshapings.genealogy(community)
    url = address(community) if policies.may_see(request.viewer, community) else ""
    return ("lifecycle/about.html", {"url": url, "kin": kin}) if kin or url else None


@place("communities.manage", order=20)
def manage(*, request: Request, community: Community) -> Part:
    """The way to the term and to the end of work, for those who run the community."""
    if not policies.may_see(request.viewer, community):
        return None
    return "lifecycle/manage.html", {
        "url": address(community), "has_term": policies.has_term(community), "community": community,
        "reshapes": bool(reshaping.may_see(request.viewer, community)),
    }  # fmt: skip


def _list_address(asker: Asker) -> str | None:
    district, viewer = asker.district, asker.viewer
    if district is None or not policies.may_see_list(viewer, district.id):
        return None
    return reverse("lifecycle:list", args=[district.slug])


offer(
    Entry(
        place=Place.STAFF, code="community-terms", label=_("Сроки сообществ"), icon="calendar",
        address=_list_address, order=52,
    )
)  # fmt: skip


@gives_own_data("lifecycle", title="Итоги и сроки сообществ")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """What the person handed in and asked for."""
    handed = Product.objects.filter(handed_by=person_id).select_related("community")
    for one in handed.order_by("pk"):
        yield {"Сообщество": one.community.name, "Результат": one.words}
    asked = EndingRequest.objects.filter(asked_by=person_id).select_related("community")
    for row in asked.order_by("pk"):
        yield {
            "Сообщество": row.community.name, "Просьба": row.get_wish_display(),
            "Слова": row.words, "Состояние": row.get_state_display(),
        }  # fmt: skip
