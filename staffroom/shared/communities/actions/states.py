"""The life of a community: from being prepared to the archive; each move leaves a line (OL-1.3)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.communities import events
from staffroom.shared.communities.models import Community, CommunityState, Order, Transition
from staffroom.shared.communities.policies import groups as policies
from staffroom.shared.communities.queries import rules

State = CommunityState

FACTS: dict[str, type[events.CommunityFact]] = {
    State.SUSPENDED: events.CommunitySuspended,
    State.CLOSED: events.CommunityClosed,
    State.ARCHIVED: events.CommunityArchived,
}
BEGUN: dict[str, type[events.CommunityFact]] = {
    State.DRAFT: events.CommunityStarted,
    State.SUSPENDED: events.CommunityResumed,
    State.CLOSED: events.CommunityReopened,
    State.ARCHIVED: events.CommunityReopened,
}


class TooFew(DomainError):
    """The regulation asks for more people, organisations or a leader (`membership.min`)."""


class NoOrder(DomainError):
    """The regulation wants an order for this step (`creation.mode`, `lifecycle.closure`)."""


@transaction.atomic
def move_state(
    *,
    community: Community,
    to: str,
    actor: Viewer,
    at: datetime,
    basis: str = "",
    words: str = "",
    order: Order | None = None,
) -> Community:
    """Bring a community to another state; who, when and on what basis is kept (OL-1.3).

    `words` are the outcome of its work, asked for where work ends; an `order` is a basis by itself.

    Raises:
        TooFew: it cannot begin to work with so few (BT-1.3b.2).
        NoOrder: the regulation wants an order for this step (OL-1.6.a).
        DomainError: no basis, or no outcome, is given; an order of a day that has not come.
        Stale: somebody else has moved it meanwhile.
    """
    require(policies.may_move_state(actor, community, to))
    basis = basis.strip() or (order.words if order else "")
    _ordered(community, to, order, at)
    if not basis:
        raise DomainError("Напишите основание: чьё это решение и когда.", field="basis")
    was, ends = community.state, to in policies.ENDED and community.state not in policies.ENDED
    if ends and not words.strip():
        raise DomainError(
            "Напишите, чем закончилась работа или почему сообщество закрыто.", field="words"
        )
    if to == State.ACTIVE and (lack := rules.what_lacks(community)):
        raise TooFew(lack)
    changes: dict[str, Any] = {"state": to, "archived_at": at if to == State.ARCHIVED else None}
    if ends:
        changes["closing_words"] = words.strip()
    if order and to == State.ACTIVE:
        changes["basis"] = order.words
    if not Community.objects.filter(pk=community.pk, state=was).update(**changes):
        raise Stale("Пока вы смотрели, состояние сообщества изменили. Откройте страницу заново.")
    for name, value in changes.items():
        setattr(community, name, value)
    keep_transition(community, was=was, basis=basis, words=words, order=order, actor=actor, at=at)
    fact = BEGUN[was] if to == State.ACTIVE else FACTS[to]
    publish(
        fact(district_id=community.district_id, actor_id=actor.person_id, community_id=community.pk)
    )
    return community


def _ordered(community: Community, to: str, order: Order | None, at: datetime) -> None:
    if lack := rules.why_no_order(community, to, order):
        raise NoOrder(lack, field="order_number")
    zone = ZoneInfo(community.district.time_zone)
    if order and order.dated_on > at.astimezone(zone).date():
        raise DomainError("Дата приказа ещё не наступила.", field="ordered_on")


def archive_community(
    *,
    community: Community,
    words: str,
    actor: Viewer,
    at: datetime,
    basis: str = "",
    order: Order | None = None,
) -> Community:
    """Close a community and keep it: read-only from now on, nothing is lost (OL-X.1)."""
    return move_state(
        community=community, to=State.ARCHIVED, words=words, actor=actor, at=at,
        basis=basis or (order.words if order else rules.closing_basis(community)), order=order,
    )  # fmt: skip


def keep_transition(
    community: Community,
    *,
    was: str,
    basis: str,
    actor: Viewer,
    at: datetime,
    words: str = "",
    order: Order | None = None,
) -> None:
    """Write the line of history; assumes a transaction."""
    Transition.objects.create(
        community=community, from_state=was, to_state=community.state, at=at,
        person_id=actor.person_id, basis=basis.strip()[:255], words=words.strip(),
        order_number=order.number if order else "", ordered_on=order.dated_on if order else None,
    )  # fmt: skip
