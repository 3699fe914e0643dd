"""What people are told of shelves."""

from collections.abc import Iterator

from staffroom.core.plugs import Notice, notice
from staffroom.features.collections import events
from staffroom.features.collections.models import Collection
from staffroom.features.collections.queries.shelves import follower_ids
from staffroom.shared.communities.models import Admission, AdmissionState, Membership
from staffroom.shared.communities.models.people import PRESENT


def _address(collection_id: int) -> str:
    rows = Collection.objects.filter(pk=collection_id)
    found = rows.values_list("district__slug", "pid").first()
    return f"/{found[0]}/collections/{found[1]}/" if found else ""


def _members(community_id: int | None, but: int | None) -> list[int]:
    rows = Membership.objects.filter(community=community_id, state__in=PRESENT)
    return sorted({*rows.values_list("person_id", flat=True)} - {but})


@notice(events.ItemAdded, kind="collections.item", title="Новое в подборке, за которой я слежу")
def item_added(event: events.ItemAdded) -> Iterator[Notice]:
    """Those who follow the shelf, but not who put it there; a digest tells when it is issued."""
    shelf = Collection.objects.filter(pk=event.collection_id, shape="collection")
    if shelf.exists():
        yield Notice(
            text="В подборку, за которой вы следите, добавили {publication}.",
            to=[key for key in follower_ids(event.collection_id) if key != event.actor_id],
            publication_id=event.publication_id,
        )


@notice(events.DigestIssued, kind="collections.digest", title="Дайджест моего сообщества")
def digest_issued(event: events.DigestIssued) -> Iterator[Notice]:
    """Members of the community; of the network, when it is a month's; else those who follow the digest."""
    of_month = Collection.objects.filter(pk=event.collection_id).exclude(month_on=None)
    if event.community_id:
        to = _members(event.community_id, event.actor_id)
    elif of_month.exists():
        rows = Admission.objects.filter(district=event.district_id, state=AdmissionState.ADMITTED)
        to = sorted(rows.values_list("person_id", flat=True))
    else:
        to = follower_ids(event.collection_id)
    yield Notice(
        text="Вышел дайджест: обсуждения и материалы, собранные модератором.",
        to=to, link=_address(event.collection_id), community_id=event.community_id,
    )  # fmt: skip


@notice(
    events.MatchFound, kind="collections.match", title="Нашлось то, что я ищу, или кому нужно моё"
)
def matched(event: events.MatchFound) -> Iterator[Notice]:
    """The other side of the exchange (BB-3.1.2)."""
    text = (
        "Похоже, это то, что вы ищете: {publication}."
        if event.is_offer
        else "Коллега ищет то, что у вас, похоже, есть: {publication}."
    )
    yield Notice(
        text=text, to=event.person_ids, publication_id=event.publication_id, addressed=True
    )


@notice(
    events.Recommended, kind="collections.advice", title="Моему сообществу рекомендуют практику"
)
def recommended(event: events.Recommended) -> Iterator[Notice]:
    """Members of the community to which it is recommended."""
    if event.community_id is not None:
        yield Notice(
            text="Вашему сообществу рекомендуют {publication}.",
            to=_members(event.community_id, event.actor_id), publication_id=event.publication_id,
        )  # fmt: skip
