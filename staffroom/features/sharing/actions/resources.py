"""Offering a resource, changing it, taking it off the board, offering it again."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.sharing import events
from staffroom.features.sharing.actions import requests
from staffroom.features.sharing.models import Resource
from staffroom.features.sharing.policies import places
from staffroom.features.sharing.policies import resources as policies
from staffroom.shared.accounts.models import Person
from staffroom.shared.duties.queries import today_in
from staffroom.shared.organizations.models import Organization


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is offered; days are of the district, `times` and `terms` words for people."""

    kind: str
    title: str
    responsible: Person
    text: str = ""
    times: str = ""
    terms: str = ""
    from_on: date | None = None
    until_on: date | None = None


FIELDS = tuple(one.name for one in fields(Content))


@transaction.atomic
def offer(*, organization: Organization, content: Content, actor: Viewer, at: datetime) -> Resource:
    """Put what an organisation can share on the board (BT-1.1.b).

    Raises:
        DomainError: no name, the last day is before the first or has passed.
    """
    require(policies.may_offer(actor, organization.district))
    if not places.speaks_for(actor, organization):
        raise DomainError("Выберите организацию, за которую отвечаете.", field="organization")
    if organization.closed_on:
        raise DomainError("Эта организация закрыта.", field="organization")
    made = Resource(
        district_id=organization.district_id, organization=organization,
        made_by_id=actor.person_id, made_at=at,
    )  # fmt: skip
    _judge(made, content, at)
    _fill(made, content)
    made.save(force_insert=True)
    publish(_fact(events.ResourceOffered, made, actor))
    return made


@transaction.atomic
def change(*, resource: Resource, content: Content, actor: Viewer, at: datetime) -> Resource:
    """Say it otherwise; another responsible person owes the answers to what is asked already.

    Raises:
        DomainError: as `offer`.
    """
    require(policies.may_change(actor, resource))
    changed = [name for name in FIELDS if getattr(resource, name) != getattr(content, name)]
    if not changed:
        return resource
    _judge(resource, content, at)
    _fill(resource, content)
    resource.save(update_fields=changed)
    publish(_fact(events.ResourceChanged, resource, actor))
    if "responsible" in changed:
        requests.readdress(resource=resource, actor=actor, at=at)
    return resource


@transaction.atomic
def close(*, resource: Resource, words: str, actor: Viewer, at: datetime) -> None:
    """Take it off the board; what is asked is still to be answered, what was promised holds.

    Raises:
        DomainError: no reason.
        Stale: it was taken off a moment ago.
    """
    require(policies.may_change(actor, resource))
    if not words.strip():
        raise DomainError("Напишите, почему ресурс больше не предлагаете.", field="words")
    rows = Resource.objects.filter(pk=resource.pk, closed_at=None)
    if not rows.update(closed_at=at, closing_words=words.strip()[:400]):
        raise Stale("Ресурс уже сняли с доски: обновите страницу.")
    publish(_fact(events.ResourceClosed, resource, actor))


@transaction.atomic
def reopen(*, resource: Resource, actor: Viewer, at: datetime) -> None:
    """Offer it again.

    Raises:
        DomainError: its last day has passed.
    """
    require(policies.may_change(actor, resource))
    if resource.until_on and resource.until_on < today_in(resource.district, at):
        raise DomainError("Последний день уже прошёл: сначала измените его.")
    rows = Resource.objects.filter(pk=resource.pk, closed_at__isnull=False)
    if rows.update(closed_at=None, closing_words=""):
        publish(_fact(events.ResourceReopened, resource, actor))


def _judge(resource: Resource, content: Content, at: datetime) -> None:
    if not content.title.strip():
        raise DomainError("Назовите, чем делитесь.", field="title")
    begins, ends = content.from_on, content.until_on
    if begins and ends and ends < begins:
        raise DomainError("Последний день раньше первого.", field="until_on")
    is_new = ends != resource.until_on or resource.pk is None
    if ends and is_new and ends < today_in(resource.organization.district, at):
        raise DomainError("Последний день уже прошёл.", field="until_on")


def _fill(resource: Resource, content: Content) -> None:
    for name in FIELDS:
        value = getattr(content, name)
        setattr(resource, name, value.strip() if isinstance(value, str) else value)


def _fact(
    kind: type[events.ResourceFact], resource: Resource, actor: Viewer
) -> events.ResourceFact:
    return kind(
        district_id=resource.district_id, actor_id=actor.person_id, resource_id=resource.pk,
        organization_id=resource.organization_id,
    )  # fmt: skip
