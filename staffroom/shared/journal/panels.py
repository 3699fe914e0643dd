"""Where the journal is found from: the menu of work, and «О сообществе»."""

from typing import Any

from django.urls import reverse

from staffroom.core.plugs import place
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.journal import policies
from staffroom.ui.navigation import Asker, Entry, Place, address_of, offer


def journal_address(asker: Asker) -> str | None:
    """The journal of the district at the top of the page, or of the first one overseen."""
    district = asker.district
    if district is None or not policies.may_see_journal(asker.viewer, district.id):
        return None
    return address_of("journal:journal", district.slug)


def sees_a_journal(asker: Asker) -> bool:
    """Whether to look for the address at all; no query."""
    viewer = asker.viewer
    return any(bits & Power.SEE_JOURNAL for bits in viewer.powers.values())


offer(
    Entry(
        place=Place.STAFF,
        code="journal",
        label="Журнал",
        icon="journal",
        address=journal_address,
        order=80,
        seen_by=sees_a_journal,
    )
)


@place("communities.about", order=80)
def log_link(request: Any, community: Community, **_rest: Any) -> tuple[str, dict[str, Any]] | None:
    """The way to the open log of moderators' acts."""
    if not policies.may_see_log(request.viewer, community):
        return None
    href = reverse(
        "journal:log", args=[community.district.slug, f"{community.pid}-{community.slug}"]
    )
    return "journal/log_link.html", {"href": href}
