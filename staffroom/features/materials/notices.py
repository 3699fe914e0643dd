"""What authors are told of their materials."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from staffroom.core.clock import now
from staffroom.core.lookups import one_or_none
from staffroom.core.plugs import Notice, notice
from staffroom.features.materials import events
from staffroom.features.materials.queries.streams import moment_of
from staffroom.shared.accounts.models import Person
from staffroom.shared.accounts.registry import Power
from staffroom.shared.communities.models import Community, Membership
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.duties.queries import holders, scope_of_community
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import (
    Audience,
    Coauthor,
    CoauthorState,
    Placement,
    Publication,
    Subscription,
    SubscriptionLevel,
)


def _authors(publication_id: int, but: int | None) -> list[int]:
    author = Publication.objects.filter(pk=publication_id).values_list("author_id", flat=True)
    together = Coauthor.objects.filter(publication=publication_id, state=CoauthorState.ACCEPTED)
    keys = {*author, *together.values_list("person_id", flat=True)}
    return sorted(keys - {but})


@notice(
    events.MaterialUsed, kind="materials.used", title="По вашему материалу провели урок",
    many=("{n} урок по вашему материалу", "{n} урока по вашему материалу", "{n} уроков по вашему материалу"),
)  # fmt: skip
def used(event: events.MaterialUsed) -> Iterator[Notice]:
    """The author and co-authors."""
    yield Notice(
        text="По вашему материалу «{publication}» коллега провёл урок и рассказал, что получилось.",
        to=_authors(event.publication_id, event.actor_id), publication_id=event.publication_id,
        addressed=True,
    )  # fmt: skip


@notice(
    events.MaterialAdapted, kind="materials.adapted", title="На основе вашего материала сделали новый",
)  # fmt: skip
def adapted(event: events.MaterialAdapted) -> Iterator[Notice]:
    """The author and co-authors of the source."""
    yield Notice(
        text="На основе вашего материала «{publication}» коллега сделал новый: он указан на странице.",
        to=_authors(event.publication_id, event.actor_id), publication_id=event.publication_id,
        addressed=True,
    )  # fmt: skip


OPENING: dict[str, Any] = {
    "kind": "materials.opening",
    "title": "Подготовка материалов к открытию",
    "default_mail": "at_once",
}


def _of_opening(event: events.OpeningFact, words: str) -> Notice:
    pid = Publication.objects.filter(pk=event.publication_id).values_list("pid", flat=True).first()
    return Notice(
        text=words, to=_authors(event.publication_id, event.actor_id),
        publication_id=event.publication_id, link=f"/p/{pid}/opening/", addressed=True,
    )  # fmt: skip


@notice(events.OpeningOffered, **OPENING)
def offered(event: events.OpeningOffered) -> Iterator[Notice]:
    """The authors; the moderators have their duty."""
    words = "Модератор посмотрел материал «{publication}» перед открытием и ждёт вашего ответа."
    yield _of_opening(event, words)


@notice(events.MaterialOpened, **OPENING)
def opened(event: events.MaterialOpened) -> Iterator[Notice]:
    """The authors."""
    audience = Audience(event.audience).label.lower()
    yield _of_opening(event, f"Материал «{{publication}}» открыт шире: {audience}.")


@notice(events.OpeningRefused, **OPENING)
def refused(event: events.OpeningRefused) -> Iterator[Notice]:
    """The authors, with the way to the reason."""
    yield _of_opening(event, "Материал «{publication}» шире не открыли: прочтите причину.")


@notice(events.OpeningTakenBack, **OPENING)
def taken_back(event: events.OpeningTakenBack) -> Iterator[Notice]:
    """The authors, he who has changed it among them."""
    words = (
        "Материал «{publication}» изменился, а в нём дети: он снова открыт только участникам."
        " Попросите открыть его ещё раз."
    )
    pid = Publication.objects.filter(pk=event.publication_id).values_list("pid", flat=True).first()
    yield Notice(
        text=words, to=_authors(event.publication_id, None), publication_id=event.publication_id,
        link=f"/p/{pid}/opening/", addressed=True,
    )  # fmt: skip


@notice(events.ChildrenShut, **OPENING)
def children_shut(event: events.ChildrenShut) -> Iterator[Notice]:
    """The authors: it was open from before a moderator's yes was asked for."""
    words = (
        "В материале «{publication}» есть дети, а согласия модератора на показ всем нет: теперь его видят"
        " только участники. Попросите открыть его шире."
    )
    pid = Publication.objects.filter(pk=event.publication_id).values_list("pid", flat=True).first()
    yield Notice(
        text=words, to=_authors(event.publication_id, None), publication_id=event.publication_id,
        link=f"/p/{pid}/opening/", addressed=True,
    )  # fmt: skip


STREAMS: dict[str, Any] = {
    "kind": "materials.stream",
    "title": "Эфиры и их записи в моих сообществах",
}


def _about_stream(event: events.MaterialFact, words: str, to: Iterable[int]) -> Notice:
    silent = set(_followers(event, SubscriptionLevel.NONE))
    return Notice(
        text=words, to=sorted(set(to) - silent - {event.actor_id}), publication_id=event.publication_id,
        community_id=event.community_id,
    )  # fmt: skip


def _followers(event: events.MaterialFact, level: SubscriptionLevel) -> list[int]:
    rows = Subscription.objects.filter(publication=event.publication_id, level=level)
    return list(rows.values_list("person_id", flat=True))


def _concerned(event: events.MaterialFact) -> set[int]:
    """Members of the communities where it stands, and those who follow it; readers are judged afterwards."""
    places = Placement.objects.filter(publication=event.publication_id).values("community")
    there = Membership.objects.filter(community__in=places, state__in=PRESENT)
    found = set(there.values_list("person_id", flat=True))
    return found | set(_followers(event, SubscriptionLevel.ALL))


def _begins(event: events.StreamFact) -> str:
    zone = District.objects.values_list("time_zone", flat=True).get(pk=event.district_id or 0)
    return moment_of(datetime.fromisoformat(event.starts), zone)


@notice(events.StreamAnnounced, **STREAMS)
def stream_announced(event: events.StreamAnnounced) -> Iterator[Notice]:
    """Everybody there, with the day and the hour."""
    yield _about_stream(event, f"Прямой эфир {_begins(event)}: {{publication}}", _concerned(event))


@notice(events.StreamBegun, **STREAMS)
def stream_begun(event: events.StreamBegun) -> Iterator[Notice]:
    """Those who follow."""
    followers = _followers(event, SubscriptionLevel.ALL)
    yield _about_stream(event, "Эфир начался: {publication}", followers)


@notice(events.StreamCancelled, **STREAMS)
def stream_cancelled(event: events.StreamCancelled) -> Iterator[Notice]:
    """Whoever was told of it."""
    yield _about_stream(event, f"Эфир {_begins(event)} отменён: {{publication}}", _concerned(event))


@notice(events.RecordingAdded, **STREAMS)
def recording_added(event: events.RecordingAdded) -> Iterator[Notice]:
    """Everybody there: who could not come watches now."""
    yield _about_stream(event, "Есть запись эфира: {publication}", _concerned(event))


def _moderators(event: events.MaterialFact) -> Iterable[Person]:
    place = ("district", event.district_id or 0)
    community = one_or_none(Community.objects.filter(pk=event.community_id or 0))
    if community is not None:
        place = scope_of_community(Power.MODERATE, community, at=now())
    return holders(Power.MODERATE, place, at=now())


@notice(
    events.PupilsSuspected, kind="materials.pupils", title="В материале похожее на сведения об учениках",
    default_mail="at_once",
)  # fmt: skip
def suspected(event: events.PupilsSuspected) -> Iterator[Notice]:
    """The authors and those who moderate the community: found in a file after the publication."""
    staff = {one.pk for one in _moderators(event)}
    authors = _authors(event.publication_id, None)
    yield Notice(
        text="В материале «{publication}» нашлось похожее на сведения об учениках: откройте его и ответьте.",
        to=authors, publication_id=event.publication_id, addressed=True,
    )  # fmt: skip
    yield Notice(
        text="В материале «{publication}» нашлось похожее на сведения об учениках: посмотрите, что ответил автор.",
        to=sorted(staff - set(authors)), publication_id=event.publication_id, addressed=True,
    )  # fmt: skip
