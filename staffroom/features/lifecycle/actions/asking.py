"""Handing in the result, asking to extend or to close, thinking better of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from staffroom.core import files
from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.lifecycle import events, registry
from staffroom.features.lifecycle.actions import owed
from staffroom.features.lifecycle.models import (
    EndingRequest,
    EndingWish,
    Product,
    RequestState,
    TaskVerdict,
)
from staffroom.features.lifecycle.policies import endings as policies
from staffroom.features.lifecycle.queries import endings as queries
from staffroom.shared.communities.models import Community
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.publications.models import Publication

ALREADY = "Просьба уже подана: обновите страницу."


@transaction.atomic
def hand_in(
    *,
    community: Community,
    words: str,
    actor: Viewer,
    at: datetime,
    publication: Publication | None = None,
    file_pids: Collection[str] = (),
    verdict: str = "",
) -> EndingRequest:
    """Hand in the product with which the work may end (BT-X.1); those who decide owe an answer.

    Args:
        community: one at work.
        words: what came out.
        actor: one of those who lead it.
        at: now.
        publication: a publication of the community, or
        file_pids: loose files of the actor.
        verdict: whether the task is solved, as those who lead see it (PD-4.1).

    Raises:
        DomainError: no words, nothing handed in, no verdict where it is asked.
        Stale: something was asked for meanwhile.
    """
    require(policies.may_ask(actor, community))
    if not words.strip():
        raise DomainError("Напишите, что получилось.", field="words")
    if publication is None and not file_pids:
        raise DomainError("Выберите запись сообщества или приложите файл.", field="publication")
    if publication is not None and publication.home_community_id != community.pk:
        raise DomainError("Выберите запись этого сообщества.", field="publication")
    require_verdict(community, verdict)
    product = Product.objects.create(
        community=community, words=words.strip(), verdict=verdict, publication=publication,
        handed_by_id=actor.person_id, handed_at=at,
    )  # fmt: skip
    kept = files.attach(
        actor=actor, pids=file_pids, kind=registry.PRODUCT_FILES, key=product.pk, at=at
    )
    if publication is None and not kept:
        raise DomainError("Файл не найден: приложите его ещё раз.", field="files")
    publish(
        events.ProductHandedIn(
            district_id=community.district_id, actor_id=actor.person_id, community_id=community.pk,
            product_id=product.pk,
        )
    )  # fmt: skip
    told = {"result": words.strip(), "verdict": verdict, "product": product}
    return _ask(community, EndingWish.CLOSING, actor, at, **told)


def require_verdict(community: Community, verdict: str) -> None:
    """Stop where the regulation asks whether the task is solved and nobody says it (PD-4.1).

    Raises:
        DomainError: with the field.
    """
    if verdict and verdict not in TaskVerdict.values:
        raise DomainError("Выберите, решена ли задача.", field="verdict")
    if not verdict and queries.asks_verdict(rules_of(community)):
        raise DomainError("Выберите, решена ли задача.", field="verdict")


@transaction.atomic
def ask_extension(
    *, community: Community, until_on: date, words: str, actor: Viewer, at: datetime
) -> EndingRequest:
    """Ask for a later end of the term (BT-X.1).

    Raises:
        DomainError: no reason, or a day that is not later.
        Stale: something was asked for meanwhile.
    """
    require(policies.may_ask_extension(actor, community))
    if not words.strip():
        raise DomainError("Напишите, зачем продлевать: что ещё нужно сделать.", field="words")
    require_later(community, until_on, at)
    return _ask(community, EndingWish.EXTENSION, actor, at, until_on=until_on, words=words.strip())


def require_later(community: Community, until_on: date, at: datetime) -> None:
    """Stop at a new last day that is not ahead, or that extends nothing.

    Raises:
        DomainError: with the field.
    """
    if until_on <= policies.today_of(community, at):
        raise DomainError("Новый последний день должен быть впереди.", field="until_on")
    if community.ends_on is not None and until_on <= community.ends_on:
        raise DomainError(
            f"Новый последний день должен быть позже нынешнего: {community.ends_on:%d.%m.%Y}.",
            field="until_on",
        )


@transaction.atomic
def ask_closing(
    *, community: Community, words: str, actor: Viewer, at: datetime, verdict: str = ""
) -> EndingRequest:
    """Ask to end the work without a product, with the reason.

    Raises:
        DomainError: no reason, no verdict where it is asked.
        Stale: something was asked for meanwhile.
    """
    require(policies.may_ask(actor, community))
    if not words.strip():
        raise DomainError("Напишите, почему сообщество заканчивает работу.", field="words")
    require_verdict(community, verdict)
    return _ask(community, EndingWish.CLOSING, actor, at, words=words.strip(), verdict=verdict)


def _ask(
    community: Community, wish: EndingWish, actor: Viewer, at: datetime, **told: Any
) -> EndingRequest:
    made = begin(community, wish, actor, at, **told)
    owed.term_answered(community, actor, at, Outcome.DONE)
    owed.decision_owed(made, actor, at)
    tell(events.EndingAsked, made, actor)
    return made


def begin(
    community: Community, wish: EndingWish, actor: Viewer, at: datetime, **told: Any
) -> EndingRequest:
    """Write a request; assumes a transaction and a judged actor.

    Raises:
        Stale: another one is open.
    """
    made = EndingRequest(
        community=community, wish=wish, rules_id=rules_of(community).id, asked_at=at,
        asked_by_id=actor.person_id, **told,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise Stale(ALREADY) from clash
    return made


@transaction.atomic
def withdraw(*, request: EndingRequest, actor: Viewer, at: datetime) -> None:
    """Take a request back; the term is owed again where it is near.

    Raises:
        Stale: it was decided meanwhile.
    """
    require(policies.may_withdraw(actor, request))
    waiting = EndingRequest.objects.filter(pk=request.pk, state=RequestState.ASKED)
    if not waiting.update(state=RequestState.WITHDRAWN):
        raise Stale("По этой просьбе уже решили: обновите страницу.")
    request.state = RequestState.WITHDRAWN
    owed.nothing_owed(request, actor, at, Outcome.GONE)
    owed.tell_of_term(community=request.community, actor=actor, at=at)
    tell(events.EndingWithdrawn, request, actor)


def tell(fact: type[events.EndingFact], request: EndingRequest, actor: Viewer) -> None:
    """State a fact about a request."""
    publish(
        fact(
            district_id=request.community.district_id, actor_id=actor.person_id,
            request_id=request.pk, community_id=request.community_id, wish=request.wish,
        )
    )  # fmt: skip
