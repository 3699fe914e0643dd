"""Both sides of a term: those who lead a community, and those who decide; its members hear the outcome."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.lifecycle import events
from staffroom.features.lifecycle.actions.owed import address
from staffroom.features.lifecycle.models import EndingRequest, EndingWish
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, Membership
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.duties.queries import holders, scope_of_community
from staffroom.ui.words import in_quotes

LONGEST = 400  # signs of a notice
TERM: dict[str, Any] = {
    "kind": "lifecycle.term", "is_for_staff": True,
    "title": "Сроки сообществ, которые я веду", "default_mail": "at_once",
}  # fmt: skip
ASKED: dict[str, Any] = {
    "kind": "lifecycle.asked", "is_for_staff": True,
    "title": "Просьбы о продлении и закрытии сообществ",
    "default_mail": "at_once",
}  # fmt: skip
DECIDED: dict[str, Any] = {
    "kind": "lifecycle.decided", "title": "Решения о продлении и закрытии моих сообществ",
    "default_mail": "at_once",
}  # fmt: skip


def _plain(words: str) -> str:
    return " ".join(words.replace("{", "(").replace("}", ")").split())


def _fits(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _leaders(community: Community) -> list[int]:
    scope = scope_of_community(Power.MANAGE_MEMBERS, community, at=now())
    found = holders(Power.MANAGE_MEMBERS, scope, at=now())
    return sorted(found.values_list("pk", flat=True))


def _deciders(one: EndingRequest) -> list[int]:
    scope = ("district", one.community.district_id)
    found = holders(Power.MANAGE_COMMUNITIES, scope, at=now()).values_list("pk", flat=True)
    return sorted(set(found) - {one.asked_by_id})


def _sides(one: EndingRequest) -> list[int]:
    asked = [one.asked_by_id] if one.asked_by_id else []
    return sorted({*_leaders(one.community), *asked})


def _told(one: EndingRequest, words: str, to: list[int]) -> Notice:
    return Notice(text=_fits(words), to=to, link=address(one.community), addressed=True)


@notice(events.TermEnding, **TERM)
def ending(event: events.TermEnding) -> Iterator[Notice]:
    """Those who lead, thirty days before the end (BT-X.1)."""
    community = Community.objects.select_related("district").get(pk=event.community_id)
    if community.ends_on is None:
        return
    words = (
        f"Срок работы {in_quotes(_plain(community.name))}: до {community.ends_on:%d.%m.%Y}. "
        "Представьте результат или попросите продлить."
    )
    yield Notice(text=_fits(words), to=_leaders(community), link=address(community), addressed=True)


@notice(events.EndingAsked, **ASKED)
def asked(event: events.EndingAsked) -> Iterator[Notice]:
    """Those who decide."""
    one = queries.of(event.request_id)
    wish = "продлить работу" if one.wish == EndingWish.EXTENSION else "закончить работу"
    yield _told(one, f"{in_quotes(_plain(one.community.name))}: просят {wish}", _deciders(one))


@notice(events.EndingWithdrawn, **ASKED)
def withdrawn(event: events.EndingWithdrawn) -> Iterator[Notice]:
    """Those who were to decide."""
    one = queries.of(event.request_id)
    yield _told(one, f"{in_quotes(_plain(one.community.name))}: просьба отозвана", _deciders(one))


@notice(events.EndingOrdered, **DECIDED)
def ordered(event: events.EndingOrdered) -> Iterator[Notice]:
    """Those who lead and those who decide: the order is on its way."""
    one = queries.of(event.request_id)
    what = "продлить" if one.wish == EndingWish.EXTENSION else "закрыть"
    words = f"{in_quotes(_plain(one.community.name))} решено {what}, готовится приказ"
    yield _told(one, words, sorted({*_sides(one), *_deciders(one)}))


@notice(events.EndingRefused, **DECIDED)
def refused(event: events.EndingRefused) -> Iterator[Notice]:
    """Those who lead, with the reason; those who decide."""
    one = queries.of(event.request_id)
    what = "продлении" if one.wish == EndingWish.EXTENSION else "закрытии"
    ground = f" ({_plain(one.clause)})" if one.clause else ""
    words = f"{in_quotes(_plain(one.community.name))}: в {what} отказано. Причина{ground}: {_plain(one.reason)}"
    yield _told(one, words, sorted({*_sides(one), *_deciders(one)}))


@notice(events.EndingCarriedOut, **DECIDED)
def carried_out(event: events.EndingCarriedOut) -> Iterator[Notice]:
    """Everybody in the community."""
    one = queries.of(event.request_id)
    inside = Membership.objects.filter(Q(state__in=PRESENT), community=event.community_id)
    to = sorted({*inside.values_list("person_id", flat=True), *_sides(one)})
    if one.wish == EndingWish.EXTENSION and one.until_on:
        words = f"Сообщество {{community}} работает до {one.until_on:%d.%m.%Y}: срок продлён"
    else:
        words = (
            "Сообщество {community} закончило работу. Всё написанное остаётся: это можно читать."
        )
    yield Notice(text=words, to=to, community_id=event.community_id, addressed=True)
