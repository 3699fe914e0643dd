"""Both sides of a term: those who lead a community, and those who decide; members hear what became of it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Q

from staffroom.core.clock import now
from staffroom.core.plugs import Notice, notice
from staffroom.features.lifecycle import events
from staffroom.features.lifecycle.actions.owed import address
from staffroom.features.lifecycle.models import EndingRequest, EndingWish, Reshaping, ReshapingKind
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.features.lifecycle.queries import reshapings
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, Membership, MembershipState, Order
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

RESHAPED: dict[str, Any] = {
    "kind": "lifecycle.reshaped", "title": "Преобразования моих сообществ",
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


@notice(events.ReshapingDone, **RESHAPED)
def reshaped(event: events.ReshapingDone) -> Iterator[Notice]:
    """Everybody whom it touches: what became of the community, why, by which order (BB-7.1.4.a, OL-3.7.b)."""
    yield from TELL[ReshapingKind(event.kind)](reshapings.of(event.reshaping_id))


def _basis(one: Reshaping) -> str:
    """«Основание: приказ от 14.09.2026 № 12»: the order, else whose decision it is."""
    paper = one.order
    if paper is not None and paper.dated_on is not None:
        return f"Основание: {Order(paper.number, paper.dated_on).words}."
    return f"Основание: {_plain(one.basis).rstrip('.')}."


def _inside(community: Community | None) -> set[int]:
    rows = Membership.objects.filter(community=community, state__in=PRESENT)
    return set(rows.values_list("person_id", flat=True))


def _name(community: Community | None) -> str:
    return in_quotes(_plain(community.name)) if community else ""


def _about(community: Community, words: str, to: set[int]) -> Notice:
    """A notice that leads to «О сообществе», where its genealogy stands."""
    link = f"/{community.district.slug}/c/{community.pid}-{community.slug}/about/"
    return Notice(
        text=_fits(words), to=sorted(to), community_id=community.pk, link=link, addressed=True
    )


def _of_part(one: Reshaping) -> Iterator[Notice]:
    """A community came out of another: those who are in it now, and those who are not."""
    if one.result is None:
        return
    before, now_in = _name(one.source), _inside(one.result)
    stay = _inside(one.source)
    splits = one.kind == ReshapingKind.SPLIT
    came = f"Сообщество {before} разделилось" if splits else f"Внутри {before} выделилось новое"
    begins = f"{came}: вы теперь в {{community}}. {_basis(one)}"
    place = "Прежнее сообщество на своём месте"
    yield _about(one.result, f"{begins} {place}, вы остаётесь и в нём.", now_in & stay)
    yield _about(one.result, f"{begins} {place}, вы в нём больше не участник.", now_in - stay)
    words = f"Из {{community}} выделилось {_name(one.result)}. {_basis(one)} Вы остаётесь здесь."
    yield _about(one.source, words, stay - now_in)


def _of_independence(one: Reshaping) -> Iterator[Notice]:
    words = f"{{community}} теперь самостоятельное сообщество, а не секция. {_basis(one)} Адрес прежний."
    yield _about(one.source, words, _inside(one.source))


def _of_merge(one: Reshaping) -> Iterator[Notice]:
    """Those who came over with their community, and those who stood there before."""
    if one.target is None:
        return
    left = Membership.objects.filter(
        community=one.source, state=MembershipState.LEFT, since=one.done_at or one.made_at
    )
    came = set(left.values_list("person_id", flat=True))
    words = (
        f"Сообщество {_name(one.source)} влилось в {{community}}: вы и всё написанное теперь здесь. "
        f"{_basis(one)} Прежний адрес ведёт сюда же."
    )
    yield _about(one.target, words, came)
    words = (
        f"В {{community}} влилось сообщество {_name(one.source)}: его люди и записи теперь здесь. "
    )
    yield _about(one.target, words + _basis(one), _inside(one.target) - came)


def _of_move(one: Reshaping) -> Iterator[Notice]:
    where = f"стоит внутри {_name(one.target)}" if one.target else "стоит само по себе"
    before = f" (раньше внутри {_name(one.was_in)})" if one.was_in else ""
    words = f"{{community}} теперь {where}{before}. {_basis(one)} Адрес прежний."
    yield _about(one.source, words, _inside(one.source))


TELL: dict[ReshapingKind, Callable[[Reshaping], Iterator[Notice]]] = {
    ReshapingKind.SPIN_OFF: _of_part, ReshapingKind.SPLIT: _of_part,
    ReshapingKind.INDEPENDENCE: _of_independence, ReshapingKind.MERGE: _of_merge,
    ReshapingKind.MOVE: _of_move,
}  # fmt: skip
