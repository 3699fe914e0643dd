"""The composition on the pages of a community, and one's own data."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.http import Request
from staffroom.core.plugs import place
from staffroom.features.rosters.actions.papers import url_of
from staffroom.features.rosters.models import Entry
from staffroom.features.rosters.policies import rosters as policies
from staffroom.features.rosters.queries import wording
from staffroom.shared.accounts.registry import gives_own_data
from staffroom.shared.communities.models import Community

Part = tuple[str, dict[str, Any]] | None


@place("communities.members", order=10)
def on_members(*, request: Request, community: Community) -> Part:
    """«Состав по приказу», on «Участники» and on «Люди и роли»."""
    if request.viewer.is_guest or not policies.may_see(request.viewer, community):
        return None
    return "rosters/on_members.html", {
        "url": url_of(community), "collects": policies.collects(request.viewer, community),
        "mine": policies.own_entries(request.viewer, community).order_by("state", "pk").first(),
    }  # fmt: skip


@gives_own_data("rosters", title="Состав по приказам")
def own_rows(person_id: int) -> Iterator[dict[str, Any]]:
    """Where the person was asked, agreed, was named by an order."""
    rows = Entry.objects.filter(person=person_id).select_related("community", "document")
    for row in rows.order_by("asked_at", "pk"):
        yield {
            "Сообщество": row.community.name, "Что": row.get_act_display(),
            "Роль": wording.role_words(row.community, row.role), "Состояние": row.get_state_display(),
            "Приказ": row.document.name if row.document else "", "Когда": row.answered_at or row.asked_at,
        }  # fmt: skip
