"""Beginning shelves, putting things on them, ordering, issuing a digest, following."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from staffroom.core.errors import DomainError, Forbidden
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.features.collections import events
from staffroom.features.collections.models import Collection, Follower, Item, Openness, Shape
from staffroom.features.collections.policies import shelves as policies
from staffroom.features.collections.queries.shelves import MOST_ITEMS
from staffroom.shared.communities.models import Community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import Publication, PublicationStatus
from staffroom.shared.publications.policies import may_read


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is told of a shelf."""

    title: str
    purpose: str = ""
    level: str = ""
    openness: str = Openness.OWN


def _fact(kind: type[events.CollectionFact], found: Collection, actor: Viewer, **rest: int) -> None:
    publish(
        kind(
            district_id=found.district_id, actor_id=actor.person_id, collection_id=found.pk,
            community_id=found.community_id, **rest,
        )
    )  # fmt: skip


def _require_fitting(openness: str, community: Community | None, *, is_personal: bool) -> None:
    """Stop an openness that the shelf's place has not.

    Raises:
        DomainError: a shelf of many for one person, one without a community for its members.
    """
    if openness == Openness.OWN and not is_personal:
        raise DomainError("Общую подборку видят участники: выберите, какие.", field="openness")
    if openness == Openness.COMMUNITY and community is None:
        raise DomainError("Участникам сообщества показывают его подборки.", field="openness")
    if openness == Openness.PUBLIC and is_personal:
        raise DomainError("Свою подборку можно показать участникам сети района.", field="openness")


@transaction.atomic
def begin(
    *, district: District, community: Community | None, is_of_district: bool, shape: str, said: Said,
    actor: Viewer, at: datetime,
) -> Collection:  # fmt: skip
    """Begin a shelf: one's own, of a community, or of the district.

    Raises:
        Forbidden, Absent: the actor may begin none there.
        DomainError: a digest of one's own, an openness that the place has not.
    """
    require(policies.may_begin(actor, district.pk, community))
    if is_of_district:
        require(policies.may_begin_of_district(actor, district.pk))
    is_personal = community is None and not is_of_district
    if shape == Shape.DIGEST and is_personal:
        raise DomainError("Дайджест выпускают модераторы сообщества или района.", field="shape")
    _require_fitting(said.openness, community, is_personal=is_personal)
    row = Collection.objects.create(
        district=district, community=community, is_of_district=is_of_district, shape=shape,
        owner_id=actor.author_id, title=said.title.strip(), purpose=said.purpose.strip(),
        level=said.level, openness=said.openness, made_at=at, changed_at=at,
    )  # fmt: skip
    _fact(events.CollectionBegun, row, actor)
    return row


@transaction.atomic
def change(*, found: Collection, said: Said, actor: Viewer, at: datetime) -> None:
    """Say otherwise what the shelf is and who sees it."""
    require(policies.may_keep(actor, found))
    is_personal = found.community_id is None and not found.is_of_district
    _require_fitting(said.openness, found.community, is_personal=is_personal)
    found.title, found.purpose = said.title.strip(), said.purpose.strip()
    found.level, found.openness, found.changed_at = said.level, said.openness, at
    found.save(update_fields=["title", "purpose", "level", "openness", "changed_at"])
    _fact(events.CollectionChanged, found, actor)


@transaction.atomic
def remove(*, found: Collection, actor: Viewer) -> None:
    """Take the shelf down; what stood on it stays where it is."""
    require(policies.may_keep(actor, found))
    _fact(events.CollectionRemoved, found, actor)
    found.delete()


@transaction.atomic
def put(
    *, found: Collection, publication: Publication, note: str, actor: Viewer, at: datetime
) -> Item:
    """Put a publication on the shelf, last; those who follow the shelf are told of it.

    Raises:
        DomainError: it stands there, the shelf is full, or it is of another district or not published.
    """
    require(policies.may_keep(actor, found))
    if publication.status != PublicationStatus.PUBLISHED or not may_read(actor, publication):
        raise DomainError("В подборку кладут то, что опубликовано.")
    if publication.district_id != found.district_id:
        raise DomainError("В подборке собирают записи своего района.")
    held = Collection.objects.select_for_update().get(pk=found.pk)
    if held.item_n >= MOST_ITEMS:
        raise DomainError(f"В подборке уже {MOST_ITEMS} записей: начните ещё одну.")
    last = Item.objects.filter(collection=found).aggregate(last=Max("place"))["last"] or 0
    try:
        with transaction.atomic():
            row = Item.objects.create(
                collection=found, publication=publication, note=note.strip(), place=last + 1,
                added_by_id=actor.author_id, added_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise DomainError("Эта запись уже в подборке.") from None
    Collection.objects.filter(pk=found.pk).update(item_n=F("item_n") + 1, changed_at=at)
    _fact(events.ItemAdded, found, actor, publication_id=publication.pk)
    return row


@transaction.atomic
def say_of(*, item: Item, note: str, actor: Viewer, at: datetime) -> None:
    """Other words about an item."""
    require(policies.may_keep(actor, item.collection))
    item.note = note.strip()
    item.save(update_fields=["note"])
    Collection.objects.filter(pk=item.collection_id).update(changed_at=at)


@transaction.atomic
def take_off(*, item: Item, actor: Viewer, at: datetime) -> None:
    """Take an item off the shelf."""
    require(policies.may_keep(actor, item.collection))
    found = item.collection
    if not Item.objects.filter(pk=item.pk).delete()[0]:
        return
    Collection.objects.filter(pk=found.pk).update(item_n=F("item_n") - 1, changed_at=at)
    _fact(events.ItemRemoved, found, actor, publication_id=item.publication_id)


@transaction.atomic
def move(*, item: Item, is_up: bool, actor: Viewer, at: datetime) -> None:
    """Move an item one place up or down; at the end it stays where it is."""
    require(policies.may_keep(actor, item.collection))
    Collection.objects.select_for_update().get(pk=item.collection_id)
    keys = list(
        Item.objects.filter(collection=item.collection_id)
        .order_by("place", "pk")
        .values_list("pk", flat=True)
    )
    here = keys.index(item.pk)
    there = min(max(0, here + (-1 if is_up else 1)), len(keys) - 1)
    keys.insert(there, keys.pop(here))
    for place, key in enumerate(keys, 1):
        Item.objects.filter(pk=key).exclude(place=place).update(place=place)
    Collection.objects.filter(pk=item.collection_id).update(changed_at=at)


@transaction.atomic
def issue(*, found: Collection, actor: Viewer, at: datetime) -> None:
    """Issue a digest: from now on its readers see it, members of the community are told (BB-1.12.2).

    Raises:
        DomainError: it is no digest, is empty, or has been issued.
    """
    require(policies.may_keep(actor, found))
    if found.shape != Shape.DIGEST:
        raise DomainError("Выпускают дайджест, подборка видна и так.")
    if not found.item_n:
        raise DomainError("В дайджесте пока пусто: добавьте обсуждения и материалы.")
    waiting = Collection.objects.filter(pk=found.pk, issued_at=None)
    if not waiting.update(issued_at=at, changed_at=at):
        raise DomainError("Дайджест уже выпущен.")
    found.issued_at = at
    _fact(events.DigestIssued, found, actor)


@transaction.atomic
def follow(*, found: Collection, is_wanted: bool, actor: Viewer) -> None:
    """Begin or stop hearing of what is new on the shelf."""
    if actor.person_id is None:
        raise Forbidden("Войдите на сайт, чтобы следить.")
    rows = Follower.objects.filter(collection=found, person=actor.person_id)
    if not is_wanted:
        rows.delete()
        return
    require(policies.may_follow(actor, found))
    Follower.objects.bulk_create(
        [Follower(collection=found, person_id=actor.person_id)], ignore_conflicts=True
    )


def hand_on(*, source_id: int, target: Community) -> None:
    """Shelves of a merged community are those of the other now; assumes a transaction."""
    Collection.objects.filter(community=source_id).update(
        community=target, district_id=target.district_id
    )


def forget_person(*, person_id: int) -> None:
    """An erased person's own shelves that nobody else saw are gone; he follows nothing. Assumes a transaction."""
    Follower.objects.filter(person=person_id).delete()
    Collection.objects.filter(owner=person_id, openness=Openness.OWN).delete()
