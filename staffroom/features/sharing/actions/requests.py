"""Asking for a resource, answering, taking back, saying how it went."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.core.workdays import Unit
from staffroom.features.sharing import events, registry
from staffroom.features.sharing.models import OPEN, RequestState, Resource, ResourceRequest
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.policies import resources as policies
from staffroom.features.sharing.queries.agreements import between
from staffroom.shared.accounts.registry import Power
from staffroom.shared.duties import actions as duties
from staffroom.shared.duties.queries import due_after, end_of, rules_in_force, today_in
from staffroom.shared.duties.registry import Outcome
from staffroom.shared.organizations.models import District, Organization
from staffroom.shared.organizations.queries.organizations import speakers
from staffroom.ui.words import in_quotes

State = RequestState


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: for what, from which day to which (of the district), how many hours."""

    purpose: str
    starts_on: date
    ends_on: date | None = None
    hours: int | None = None


@transaction.atomic
def ask(
    *, resource: Resource, organization: Organization, asked: Asked, actor: Viewer, at: datetime
) -> ResourceRequest:
    """Ask for a resource in the name of one's organisation; whoever is responsible owes an answer.

    Raises:
        DomainError: the days are past, in disorder or outside of what is offered; asked already;
            the organisation is not the actor's.
    """
    today = today_in(resource.district, at)
    require(policies.may_ask(actor, resource, today))
    others = places.worked_in(actor, resource.district).exclude(pk=resource.organization_id)
    if not actor.is_system and not others.filter(pk=organization.pk).exists():
        raise DomainError("Выберите организацию, где вы работаете.", field="organization")
    ends_on = asked.ends_on or asked.starts_on
    _judge(resource, asked, ends_on, today)
    term = answer_term(resource.district, at)
    made = ResourceRequest(
        resource=resource, organization=organization, person_id=actor.person_id,
        purpose=asked.purpose.strip()[:1000], starts_on=asked.starts_on, ends_on=ends_on,
        hours=asked.hours, asked_at=at, due_at=min(term, end_of(asked.starts_on, resource.district)),
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as clash:
        raise DomainError(
            "На этот день ваша организация уже попросила.", field="starts_on"
        ) from clash
    _owe_answer(made, actor, at)
    publish(_fact(events.ResourceAsked, made, actor))
    return made


def answer_term(district: District, at: datetime) -> datetime:
    """The end of the term that the regulation gives for an answer (`partners.answer_days`)."""
    days = rules_in_force(district).number("partners.answer_days") or 1
    return due_after(days, Unit.WORKING_DAYS, at, district)


def _judge(resource: Resource, asked: Asked, ends_on: date, today: date) -> None:
    if not asked.purpose.strip():
        raise DomainError("Напишите, для чего нужно.", field="purpose")
    if asked.starts_on < today:
        raise DomainError("Этот день уже прошёл.", field="starts_on")
    if ends_on < asked.starts_on:
        raise DomainError("Последний день раньше первого.", field="ends_on")
    if resource.from_on and asked.starts_on < resource.from_on:
        raise DomainError(f"Предлагают с {resource.from_on:%d.%m.%Y}.", field="starts_on")
    if resource.until_on and ends_on > resource.until_on:
        raise DomainError(f"Предлагают до {resource.until_on:%d.%m.%Y}.", field="ends_on")


@transaction.atomic
def promise(*, request: ResourceRequest, words: str, actor: Viewer, at: datetime) -> None:
    """Agree: both sides know; who asked owes the word how it went."""
    require(policies.may_answer(actor, request))
    _answer(request, State.PROMISED, words, actor, at)
    under = between(request.resource.organization, request.organization, request.starts_on)
    if under is not None:
        ResourceRequest.objects.filter(pk=request.pk).update(agreement=under)
        request.agreement = under
    _nothing_owed(request, Outcome.DONE, actor, at)
    _owe_outcome(request, actor, at)
    publish(_fact(events.ResourcePromised, request, actor))


@transaction.atomic
def refuse(*, request: ResourceRequest, words: str, actor: Viewer, at: datetime) -> None:
    """Refuse, with a reason.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_answer(actor, request))
    if not words.strip():
        raise DomainError("Объясните отказ: коллеги прочтут эти слова.", field="words")
    _answer(request, State.REFUSED, words, actor, at)
    _nothing_owed(request, Outcome.REFUSED, actor, at)
    publish(_fact(events.ResourceRefused, request, actor))


def _answer(
    request: ResourceRequest, to: RequestState, words: str, actor: Viewer, at: datetime
) -> None:
    _move(
        request, (State.ASKED,), to, answer=words.strip()[:1000], answered_at=at,
        answered_by_id=actor.person_id,
    )  # fmt: skip


@transaction.atomic
def withdraw(*, request: ResourceRequest, words: str, actor: Viewer, at: datetime) -> None:
    """Ask no longer; those who give are told why.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_withdraw(actor, request))
    if not words.strip():
        raise DomainError("Напишите, почему больше не нужно.", field="words")
    _move(request, OPEN, State.WITHDRAWN, outcome=words.strip()[:1000], settled_at=at)
    _nothing_owed(request, Outcome.GONE, actor, at)
    publish(_fact(events.ResourceWithdrawn, request, actor))


@transaction.atomic
def settle_used(
    *, request: ResourceRequest, hours: int | None, words: str, actor: Viewer, at: datetime
) -> None:
    """It took place: hours and words are what reports count."""
    require(policies.may_settle(actor, request, today_in(request.resource.district, at)))
    _move(
        request, (State.PROMISED,), State.USED, outcome=words.strip()[:1000], used_hours=hours,
        settled_at=at,
    )  # fmt: skip
    _nothing_owed(request, Outcome.DONE, actor, at)
    publish(_fact(events.ResourceUsed, request, actor, hours=hours))


@transaction.atomic
def settle_not_used(*, request: ResourceRequest, words: str, actor: Viewer, at: datetime) -> None:
    """It did not take place, with a reason.

    Raises:
        DomainError: no reason.
    """
    require(policies.may_settle(actor, request, today_in(request.resource.district, at)))
    if not words.strip():
        raise DomainError("Напишите, почему не состоялось.", field="words")
    _move(request, (State.PROMISED,), State.NOT_USED, outcome=words.strip()[:1000], settled_at=at)
    _nothing_owed(request, Outcome.DONE, actor, at)
    publish(_fact(events.ResourceNotUsed, request, actor))


@transaction.atomic
def readdress(*, resource: Resource, actor: Viewer, at: datetime) -> int:
    """Somebody else answers for a resource: what is owed becomes his; how much was moved."""
    rows = resource.requests.filter(state=State.ASKED).select_related("organization", "person")
    found = list(rows.order_by("pk"))
    for one in found:
        one.resource = resource
        _nothing_owed(one, Outcome.GONE, actor, at)
        _owe_answer(one, actor, at)
    return len(found)


@transaction.atomic
def readdress_all(*, organization_id: int, actor: Viewer, at: datetime) -> int:
    """Somebody else speaks for an organisation: so for its resources that have nobody of their own."""
    rows = Resource.objects.filter(organization=organization_id, requests__state=State.ASKED)
    found = rows.distinct().select_related("organization", "district", "responsible").order_by("pk")
    return sum(readdress(resource=one, actor=actor, at=at) for one in list(found))


def _move(
    request: ResourceRequest, was: tuple[RequestState, ...], to: RequestState, **changes: Any
) -> None:
    rows = ResourceRequest.objects.filter(pk=request.pk, state__in=was)
    if not rows.update(state=to, **changes):
        raise Stale("Просьба уже изменилась: обновите страницу.")
    request.refresh_from_db(fields=["state", *changes])


def _owe_answer(request: ResourceRequest, actor: Viewer, at: datetime) -> None:
    resource = request.resource
    who, speaker = resource.responsible, speakers([resource.organization])
    able = (who.pk if who and who.is_active else None, speaker.get(resource.organization_id))
    owner = next((key for key in able if key and key != request.person_id), None)
    words = f"{request.organization.short_name} просит: {in_quotes(resource.title)}"
    _owe(request, registry.ANSWER, owner, f"{words}, {request.days}", actor, at, request.due_at)


def _owe_outcome(request: ResourceRequest, actor: Viewer, at: datetime) -> None:
    last = end_of(request.ends_on, request.resource.district)
    term = answer_term(request.resource.district, last)
    words = f"Отметьте, как прошло: {in_quotes(request.resource.title)}, {request.days}"
    _owe(request, registry.OUTCOME, request.person_id, words, actor, at, term)


def _owe(
    request: ResourceRequest,
    kind: str,
    owner_id: int | None,
    title: str,
    actor: Viewer,
    at: datetime,
    due_at: datetime,
) -> None:
    district = request.resource.district
    rules = rules_in_force(district)
    nobody: dict[str, Any] = {
        "power": Power.MANAGE_ORGANIZATIONS, "scope": ("district", district.pk)
    }  # fmt: skip
    duties.open_duty(
        kind=kind, district_id=district.pk, subject=(registry.REQUEST, request.pk),
        title=title.replace("{", "(").replace("}", ")"), url=url_of(request), actor=actor, at=at,
        due_at=due_at, rules_id=rules.id, clause=rules.source("partners.answer_days").clause[:80],
        **({"owner_id": owner_id} if owner_id else nobody),
    )  # fmt: skip


def _nothing_owed(request: ResourceRequest, outcome: Outcome, actor: Viewer, at: datetime) -> None:
    duties.close_duties(subject=(registry.REQUEST, request.pk), outcome=outcome, actor=actor, at=at)


def url_of(request: ResourceRequest) -> str:
    """The page of a request."""
    return reverse("sharing:request", args=[request.resource.district.slug, request.pid])


def _fact(
    kind: type[events.RequestFact], request: ResourceRequest, actor: Viewer, **more: Any
) -> events.RequestFact:
    return kind(
        district_id=request.resource.district_id, actor_id=actor.person_id,
        resource_id=request.resource_id, organization_id=request.resource.organization_id,
        request_id=request.pk, to_id=request.organization_id, person_id=request.person_id, **more,
    )  # fmt: skip
