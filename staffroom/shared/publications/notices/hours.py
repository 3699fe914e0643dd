"""Live hours: announced, begun, called off."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from staffroom.core.plugs import Notice, notice
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import events
from staffroom.shared.publications.models import SubscriptionLevel
from staffroom.shared.publications.notices.whom import followers, members
from staffroom.ui.words import MONTHS_OF

HOURS: dict[str, Any] = {
    "kind": "publications.hour",
    "title": "Живые часы в моих сообществах",
}


def _hour_words(event: events.HourFact) -> str:
    """When the hour begins, by the district's clock."""
    zone = District.objects.values_list("time_zone", flat=True).get(pk=event.district_id or 0)
    local = datetime.fromisoformat(event.starts).astimezone(ZoneInfo(zone))
    return f"{local.day} {MONTHS_OF[local.month]} в {local:%H:%M}"


@notice(
    events.HourAnnounced,
    kind="publications.host",
    title="Я веду живой час",
    default_mail="at_once",
)
def hour_to_lead(event: events.HourAnnounced) -> Iterator[Notice]:
    """Who was named to answer."""
    yield Notice(
        text=f"Вы отвечаете в живой час {_hour_words(event)}: {{publication}}",
        to=[event.host_id],
        publication_id=event.publication_id,
        community_id=event.community_id,
        addressed=True,
    )


def _about_hour(event: events.HourFact, text: str, to: list[int]) -> Iterator[Notice]:
    silent = set(followers(event.publication_id, SubscriptionLevel.NONE))
    yield Notice(
        text=text,
        to=set(to) - silent - {event.host_id},
        publication_id=event.publication_id,
        community_id=event.community_id,
    )


@notice(events.HourAnnounced, **HOURS)
def hour_announced(event: events.HourAnnounced) -> Iterator[Notice]:
    """Members of the communities where the talk stands, and those who follow it."""
    told = {*members(event), *followers(event.publication_id, SubscriptionLevel.ALL)}
    yield from _about_hour(event, f"Живой час {_hour_words(event)}: {{publication}}", sorted(told))


@notice(events.HourBegun, **HOURS)
def hour_begun(event: events.HourBegun) -> Iterator[Notice]:
    """Those who follow, and who answers."""
    told = followers(event.publication_id, SubscriptionLevel.ALL)
    yield from _about_hour(event, "Живой час начался: {publication}", told)
    yield Notice(
        text="Ваш живой час начался: {publication}",
        to=[event.host_id],
        publication_id=event.publication_id,
        community_id=event.community_id,
        addressed=True,
    )


@notice(events.HourCancelled, **HOURS)
def hour_cancelled(event: events.HourCancelled) -> Iterator[Notice]:
    """Those who waited for it."""
    told = followers(event.publication_id, SubscriptionLevel.ALL)
    said = f"Живой час {_hour_words(event)} отменён: {{publication}}"
    yield from _about_hour(event, said, told)
    yield Notice(
        text=said,
        to=[event.host_id],
        publication_id=event.publication_id,
        community_id=event.community_id,
        addressed=True,
    )
