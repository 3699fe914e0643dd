"""Deciding: extend, close, refuse; by an order where the regulation asks for one. Nothing happens silently."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle import events, registry
from staffroom.features.lifecycle.actions import asking, owed
from staffroom.features.lifecycle.models import (
    EndingRequest,
    EndingWish,
    RequestState,
)
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.features.lifecycle.queries import wording
from staffroom.shared.communities.actions import founding, states
from staffroom.shared.communities.models import Community, CommunityState, Order
from staffroom.shared.communities.queries import rules as communities
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.communities.registry import (
    community_token,
    district_staff_token,
    person_token,
)
from staffroom.shared.documents.actions.documents import Business, Content
from staffroom.shared.documents.actions.templates import draft_from
from staffroom.shared.documents.models import Document, Level
from staffroom.shared.documents.queries.letterheads import office
from staffroom.shared.duties.registry import Outcome

State = RequestState


@transaction.atomic
def agree_to_extend(
    *, request: EndingRequest, until_on: date, actor: Viewer, at: datetime, words: str = ""
) -> EndingRequest:
    """Agree to extend, till the day that was asked for or another one (BT-X.1).

    Raises:
        DomainError: the day is not later.
        Stale: it was decided meanwhile.
    """
    require(policies.may_decide(actor, request))
    _is_of(request, EndingWish.EXTENSION)
    asking.require_later(request.community, until_on, at)
    return _agree(request, actor, at, until_on=until_on, reason=words.strip())


@transaction.atomic
def agree_to_close(
    *, request: EndingRequest, actor: Viewer, at: datetime, verdict: str = "", result: str = ""
) -> EndingRequest:
    """Agree to close, saying whether the task is solved and with what result (PD-4.1).

    Raises:
        DomainError: no verdict where it is asked; neither a result nor a reason.
        Stale: it was decided meanwhile.
    """
    require(policies.may_decide(actor, request))
    _is_of(request, EndingWish.CLOSING)
    verdict, result = verdict or request.verdict, result.strip() or request.result
    asking.require_verdict(request.community, verdict)
    if not result and not request.words:
        raise DomainError("Напишите, что получилось.", field="result")
    return _agree(request, actor, at, verdict=verdict, result=result)


@transaction.atomic
def refuse(
    *, request: EndingRequest, reason: str, clause: str, actor: Viewer, at: datetime
) -> EndingRequest:
    """Refuse, with a reason and its clause; the term is owed again.

    Raises:
        DomainError: no reason.
        Stale: it was decided meanwhile.
    """
    require(policies.may_decide(actor, request))
    if not reason.strip():
        raise DomainError("Объясните отказ: те, кто просил, получат эти слова.", field="reason")
    _decide(request, State.REFUSED, actor, at, reason=reason.strip(), clause=clause.strip()[:200])
    owed.nothing_owed(request, actor, at, Outcome.REFUSED)
    owed.tell_of_term(community=request.community, actor=actor, at=at)
    asking.tell(events.EndingRefused, request, actor)
    return request


@transaction.atomic
def extend(
    *, community: Community, until_on: date, words: str, actor: Viewer, at: datetime
) -> EndingRequest:
    """Give a community another end of its term with nobody asking: later or sooner, with a reason.

    Raises:
        DomainError: no reason, or a day that is not ahead.
        Stale: something was asked for meanwhile.
    """
    require(policies.may_begin(actor, community))
    if not words.strip():
        raise DomainError("Напишите, почему меняется срок.", field="words")
    if not policies.has_term(community):
        raise DomainError("По положению сообщество работает постоянно, без срока.")
    if until_on <= policies.today_of(community, at) or until_on == community.ends_on:
        raise DomainError("Новый последний день должен быть впереди.", field="until_on")
    made = asking.begin(
        community, EndingWish.EXTENSION, actor, at, until_on=until_on, words=words.strip(),
        is_by_authority=True,
    )  # fmt: skip
    return _agree(made, actor, at)


@transaction.atomic
def close(
    *,
    community: Community,
    actor: Viewer,
    at: datetime,
    result: str = "",
    words: str = "",
    verdict: str = "",
) -> EndingRequest:
    """End a community's work with nobody asking: with a result or a reason, by an order where one is asked.

    Raises:
        DomainError: neither a result nor a reason; no verdict where it is asked.
        Stale: something was asked for meanwhile.
    """
    require(policies.may_begin(actor, community))
    if not result.strip() and not words.strip():
        raise DomainError("Напишите результат или причину закрытия.", field="result")
    asking.require_verdict(community, verdict)
    made = asking.begin(
        community, EndingWish.CLOSING, actor, at, result=result.strip(), words=words.strip(),
        verdict=verdict, is_by_authority=True,
    )  # fmt: skip
    return _agree(made, actor, at)


def _is_of(request: EndingRequest, wish: EndingWish) -> None:
    if request.wish != wish:
        raise DomainError("Просили о другом: обновите страницу.")


def _agree(request: EndingRequest, actor: Viewer, at: datetime, **said: Any) -> EndingRequest:
    owed.term_answered(request.community, actor, at, Outcome.DONE)
    owed.nothing_owed(request, actor, at, Outcome.DONE)
    if communities.ends_by_order(request.community):
        _decide(request, State.ORDERED, actor, at, **said)
        _draft_order(request, actor, at)
        asking.tell(events.EndingOrdered, request, actor)
    else:
        _decide(request, State.AGREED, actor, at, **said)
        _carry_out(request, None, actor, at)
    return request


def _decide(request: EndingRequest, to: State, actor: Viewer, at: datetime, **changes: Any) -> None:
    """Bring an open request to its decision; whoever comes second is told so."""
    changes |= {"decided_at": at, "decided_by_id": actor.person_id, "state": to}
    if not EndingRequest.objects.filter(pk=request.pk, state=State.ASKED).update(**changes):
        raise Stale("По этой просьбе уже решили: обновите страницу.")
    for name, value in changes.items():
        setattr(request, name, value)


def _draft_order(request: EndingRequest, actor: Viewer, at: datetime) -> Document:
    community = request.community
    place = office(community.district)
    content = Content(
        heading="", issuer=place.organization, community=community, signers=place.signers,
        level=Level.MUNICIPAL,
    )  # fmt: skip
    readers = {district_staff_token(community.district_id), community_token(community.pk)}
    if request.asked_by_id:
        readers.add(person_token(request.asked_by_id))
    extends = request.wish == EndingWish.EXTENSION
    made = draft_from(
        district=community.district, template="order-extend" if extends else "order-close",
        values=wording.of_order(request), content=content, actor=replace(actor, is_system=True),
        at=at, business=Business(
            origin=registry.ENDING_PAPER, origin_id=request.pk, readers=readers
        ),
    )  # fmt: skip
    EndingRequest.objects.filter(pk=request.pk).update(order=made)
    request.order = made
    owed.order_owed(request, made, actor, at)
    return made


@transaction.atomic
def draft_order_again(*, request: EndingRequest, actor: Viewer, at: datetime) -> Document:
    """Prepare the order anew, when its draft was thrown away."""
    require(policies.may_prepare_order(actor, request))
    owed.nothing_owed(request, actor, at, Outcome.DONE)
    return _draft_order(request, actor, at)


@transaction.atomic
def order_issued(
    *, request: EndingRequest, document: Document, actor: Viewer, at: datetime
) -> None:
    """The order has its number and date: what was decided happens.

    Raises:
        DomainError: nothing was decided; the order is not registered then.
    """
    if document.dated_on is None:
        return
    waiting = EndingRequest.objects.filter(pk=request.pk, state=State.ORDERED)
    if not waiting.update(state=State.AGREED):
        raise DomainError("Сначала принимают решение: обновите страницу.")
    request.state = State.AGREED
    owed.nothing_owed(request, actor, at, Outcome.DONE)
    _carry_out(request, Order(document.number, document.dated_on), actor, at)


@transaction.atomic
def order_lost(*, request: EndingRequest, actor: Viewer, at: datetime) -> None:
    """The draft of the order was thrown away: those who decide owe another one."""
    if request.state != State.ORDERED:
        return
    request.order = None
    owed.nothing_owed(request, actor, at, Outcome.GONE)
    owed.order_owed(request, None, actor, at)


def _carry_out(request: EndingRequest, order: Order | None, actor: Viewer, at: datetime) -> None:
    judged = replace(
        actor, is_system=True
    )  # the decision was judged; the order, by its own feature
    community = request.community
    if request.wish == EndingWish.EXTENSION and request.until_on is not None:
        founding.name_term(
            community=community, ends_on=request.until_on, basis=wording.basis(request),
            order=order, actor=judged, at=at,
        )  # fmt: skip
    else:
        states.move_state(
            community=community, to=_end_of(community), actor=judged, at=at, order=order,
            basis=order.words if order else wording.basis(request), words=wording.outcome(request),
        )  # fmt: skip
    asking.tell(events.EndingCarriedOut, request, actor)


def _end_of(community: Community) -> CommunityState:
    """Where the moderator himself carries to the archive, work ends first (`lifecycle.closure`)."""
    by_moderator = rules_of(community).choice("lifecycle.closure") == "moderator"
    return CommunityState.CLOSED if by_moderator else CommunityState.ARCHIVED


@transaction.atomic
def fall_away(*, community_id: int, actor: Viewer, at: datetime) -> None:
    """The community ended by another door: what was asked is pointless."""
    rows = EndingRequest.objects.filter(
        community=community_id, state__in=(State.ASKED, State.ORDERED)
    )
    for one in rows.select_related("community__district").order_by("pk"):
        EndingRequest.objects.filter(pk=one.pk).update(state=State.GONE)
        owed.nothing_owed(one, actor, at, Outcome.GONE)
    closed = Community.objects.get(pk=community_id)
    owed.term_answered(closed, actor, at, Outcome.GONE)
