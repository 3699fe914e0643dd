"""Both sides of a composition: who is asked, who asks, who registers."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.rosters import events
from staffroom.features.rosters.actions.papers import url_of
from staffroom.features.rosters.models import Entry
from staffroom.features.rosters.queries import wording
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.registry import community_scopes
from staffroom.shared.documents.models import Document
from staffroom.shared.duties.queries import holders

ASKED: dict[str, Any] = {
    "kind": "rosters.consent",
    "title": "Просьбы согласиться войти в состав сообщества",
    "default_mail": "at_once",
}
OURS: dict[str, Any] = {
    "kind": "rosters.ours",
    "title": "Состав сообществ, которые я веду: согласия и приказы",
}


def _entry(event: events.EntryFact) -> Entry | None:
    rows = Entry.objects.filter(pk=event.entry_id)
    return rows.select_related("community__district", "community__profile").first()


def _collectors(community: Community) -> list[int]:
    """Those who manage members nearest to the community."""
    for scope in community_scopes(community.line, community.district_id):
        found = list(holders(Power.MANAGE_MEMBERS, scope, at=now()).values_list("pk", flat=True))
        if found:
            return found
    return []


@notice(events.ConsentAsked, **ASKED)
def asked(event: events.ConsentAsked) -> Iterator[Notice]:
    """Whoever is asked."""
    one = _entry(event)
    if one is not None:
        role = wording.role_words(one.community, one.role).lower()
        yield Notice(
            text=f"Вас просят согласиться войти в состав сообщества {{community}}: {role}",
            to=[event.person_id], community_id=event.community_id, addressed=True,
            link=f"{url_of(one.community)}consent/",
        )  # fmt: skip


@notice(events.ConsentGiven, **OURS)
def agreed(event: events.ConsentGiven) -> Iterator[Notice]:
    """Those who collect the composition."""
    one = _entry(event)
    if one is not None:
        whom = [key for key in _collectors(one.community) if key != event.person_id]
        yield Notice(
            text="Коллега согласился войти в состав сообщества {community}", to=whom,
            community_id=event.community_id, link=url_of(one.community), addressed=True,
        )  # fmt: skip


@notice(events.RosterApproved, **OURS)
def approved(event: events.RosterApproved) -> Iterator[Notice]:
    """Those who collected it: the order is out."""
    community = Community.objects.select_related("district").get(pk=event.community_id)
    order = Document.objects.get(pk=event.document_id).name
    yield Notice(
        text=f"Состав сообщества {{community}} утверждён: {order[:1].lower()}{order[1:]}",
        to=_collectors(community), community_id=event.community_id, link=url_of(community),
        addressed=True,
    )  # fmt: skip
