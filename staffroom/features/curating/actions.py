"""Entrusting listeners, releasing them, writing to them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from staffroom.core.errors import DomainError, Stale
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.richtext import RichText
from staffroom.core.viewer import Viewer
from staffroom.features.curating import events, policies, queries
from staffroom.features.curating.models import Ward
from staffroom.features.curating.registry import MESSAGE
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications.actions import publishing
from staffroom.shared.publications.models import Audience, Publication


@transaction.atomic
def entrust(
    *, community: Community, curator: Person, listeners: Sequence[Person], actor: Viewer,
    at: datetime,
) -> list[Ward]:  # fmt: skip
    """Entrust members of a community to one of its curators.

    Raises:
        DomainError: nobody is named, the person is no curator here, or a listener has a curator.
    """
    require(policies.may_entrust(actor, community))
    if curator.pk not in queries.curator_ids(community, at=at):
        raise DomainError(f"{curator.name}: роли куратора здесь нет.", field="curator")
    if not listeners:
        raise DomainError("Отметьте, кого закрепить.", field="listeners")
    free = set(queries.free_members(community, at=at).values_list("pk", flat=True))
    made = []
    for listener in listeners:
        if listener.pk not in free:
            raise DomainError(f"{listener.name}: куратор уже есть.", field="listeners")
        ward = Ward(
            community=community, curator=curator, listener=listener, since=at,
            given_by_id=actor.person_id,
        )  # fmt: skip
        try:
            with transaction.atomic():
                ward.save()
        except IntegrityError as quicker:
            raise Stale(f"{listener.name}: куратора назначил кто-то другой.") from quicker
        made.append(ward)
        publish(_fact(events.ListenerEntrusted, ward, actor))
    return made


@transaction.atomic
def release(*, ward: Ward, actor: Viewer) -> None:
    """Take a listener back from a curator; what was written stays readable to both."""
    require(policies.may_entrust(actor, ward.community))
    _drop([ward], actor)


def drop_wards(
    *, community_id: int, person_id: int, actor: Viewer, as_listener: bool = True
) -> None:
    """A person left the community or is a curator no more; inside the caller's transaction."""
    rows = Ward.objects.filter(community=community_id, curator=person_id)
    if as_listener:
        rows |= Ward.objects.filter(community=community_id, listener=person_id)
    _drop(list(rows.select_related("community").order_by("pk")), actor)


@transaction.atomic
def tell_listeners(
    *, community: Community, title: str, text: RichText, actor: Viewer, at: datetime,
    files: Collection[str] = (),
) -> Publication:  # fmt: skip
    """Write to all one's listeners here at once: they and those who run the community read it.

    Raises:
        DomainError: nobody is entrusted to the actor.
    """
    require(policies.may_guide(actor, community))
    to = list(queries.wards(actor, community).values_list("listener_id", flat=True))
    if not to:
        raise DomainError("За вами пока никто не закреплён: писать некому.")
    content = publishing.Content(title=title, text=text, audience=Audience.PEOPLE)
    draft = publishing.write_draft(
        kind=MESSAGE.code, content=content, actor=actor, at=at, home=community, files=files, to=to
    )
    return publishing.publish_draft(publication=draft, actor=actor, at=at)


def _drop(wards: Sequence[Ward], actor: Viewer) -> None:
    for ward in wards:
        if Ward.objects.filter(pk=ward.pk).delete()[0]:
            publish(_fact(events.ListenerReleased, ward, actor))


def _fact(kind: type[events.WardFact], ward: Ward, actor: Viewer) -> events.WardFact:
    return kind(
        district_id=ward.community.district_id,
        actor_id=actor.person_id,
        community_id=ward.community_id,
        curator_id=ward.curator_id,
        person_id=ward.listener_id,
    )


@transaction.atomic
def join_wards(*, source_id: int, target_id: int) -> None:
    """Listeners keep their curators in another community, but for who has one there."""
    there = Ward.objects.filter(community=target_id).values("listener")
    Ward.objects.filter(community=source_id).exclude(listener__in=there).update(community=target_id)
