"""What both sides of a request are told."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.sharing import events
from staffroom.features.sharing.actions.requests import url_of
from staffroom.features.sharing.models import ResourceRequest
from staffroom.features.sharing.queries.resources import of
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties.queries import holders
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.ui.words import in_quotes

GIVEN: dict[str, Any] = {
    "kind": "sharing.given",
    "title": "Просьбы о ресурсах моей организации",
    "default_mail": "at_once",
}
ASKED: dict[str, Any] = {
    "kind": "sharing.asked",
    "title": "Ответы на мои просьбы о ресурсах",
    "default_mail": "at_once",
}


def _told(
    request: ResourceRequest, words: str, people: set[int | None], actor: int | None
) -> Notice:
    plain = " ".join(words.replace("{", "(").replace("}", ")").split())
    to = sorted({key for key in people if key and key != actor})
    return Notice(text=plain[:400], to=to, link=url_of(request), addressed=True)


def _givers(request: ResourceRequest) -> set[int | None]:
    """The responsible person and whoever speaks for the organisation; else those who keep the list."""
    resource = request.resource
    speaker = speakers([resource.organization]).get(resource.organization_id)
    found: set[int | None] = {resource.responsible_id, speaker} - {None}
    if not found:
        held = holders(Power.MANAGE_ORGANIZATIONS, ("district", resource.district_id), at=now())
        found = set(held.values_list("pk", flat=True))
    return found


def _askers(request: ResourceRequest) -> set[int | None]:
    """Who asked, and whoever speaks for his organisation."""
    return {request.person_id, speakers([request.organization]).get(request.organization_id)}


@notice(events.ResourceAsked, **GIVEN)
def asked(event: events.ResourceAsked) -> Iterator[Notice]:
    """Those who give: who asks, what, for which days."""
    one = of(event.request_id)
    words = f"{one.organization.short_name} просит: {in_quotes(one.resource.title)}, {one.days}"
    yield _told(one, words, _givers(one), event.actor_id)


@notice(events.ResourceWithdrawn, **GIVEN)
def withdrawn(event: events.ResourceWithdrawn) -> Iterator[Notice]:
    """Those who give, with the reason."""
    one = of(event.request_id)
    words = f"{one.organization.short_name}: просьбу сняли. {one.outcome}"
    yield _told(one, words, _givers(one), event.actor_id)


@notice(events.ResourcePromised, **ASKED)
def promised(event: events.ResourcePromised) -> Iterator[Notice]:
    """Those who asked, with the words of those who give."""
    one = of(event.request_id)
    words = f"Договорились: {in_quotes(one.resource.title)}, {one.days}. {one.answer}"
    yield _told(one, words, _askers(one), event.actor_id)


@notice(events.ResourceRefused, **ASKED)
def refused(event: events.ResourceRefused) -> Iterator[Notice]:
    """Those who asked, with the reason."""
    one = of(event.request_id)
    words = f"Отказали: {in_quotes(one.resource.title)}, {one.days}. {one.answer}"
    yield _told(one, words, _askers(one), event.actor_id)


@notice(events.ResourceUsed, **GIVEN)
@notice(events.ResourceNotUsed, **GIVEN)
def settled(event: events.RequestFact) -> Iterator[Notice]:
    """The other side: how it went."""
    one = of(event.request_id)
    words = f"{one.get_state_display()}: {in_quotes(one.resource.title)}, {one.days}. {one.outcome}"
    yield _told(one, words, _givers(one) | _askers(one), event.actor_id)
