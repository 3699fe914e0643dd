"""What has appeared: news, new publications, the sum of a talk."""

from collections.abc import Iterator

from staffroom.core.plugs import Notice, notice
from staffroom.shared.publications import events
from staffroom.shared.publications.models import SubscriptionLevel
from staffroom.shared.publications.notices.whom import followers, members
from staffroom.shared.publications.registry import kinds


@notice(events.PublicationPublished, kind="publications.news", title="Новости района и сообществ")
def news(event: events.PublicationPublished) -> Iterator[Notice]:
    """News, to everybody of the community or of the district."""
    if event.kind == "news":
        yield Notice(
            text="Новость: {publication}",
            to=members(event),
            publication_id=event.publication_id,
            community_id=event.community_id,
        )


@notice(
    events.PublicationPublished,
    kind="publications.new",
    title="Новые записи в моих сообществах",
    is_quiet=True,
)
def new(event: events.PublicationPublished) -> Iterator[Notice]:
    """Everything else, to members who asked to be told at once; the digest finds it by itself."""
    kind = kinds.get(event.kind)
    if kind is not None and kind.is_addressed:  # whoever it is addressed to is told as such
        return
    if event.kind not in {"news", "page"} and event.community_id is not None:
        yield Notice(
            text="Новая запись: {publication}",
            to=members(event),
            publication_id=event.publication_id,
            community_id=event.community_id,
        )


@notice(
    events.SummaryKept, kind="publications.summary", title="Итоги обсуждений, за которыми я слежу"
)
def summed_up(event: events.SummaryKept) -> Iterator[Notice]:
    """Those who follow, once: another wording of it is told to nobody."""
    if event.is_first:
        yield Notice(
            text="Подведён итог: {publication}",
            to=followers(event.publication_id, SubscriptionLevel.ALL),
            publication_id=event.publication_id,
            community_id=event.community_id,
        )
