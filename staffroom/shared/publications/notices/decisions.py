"""What moderators and those who run a talk have done: told to those whose words it touched."""

from collections.abc import Iterator
from typing import Any

from staffroom.core.plugs import Notice, notice
from staffroom.shared.publications import events
from staffroom.shared.publications.models import Comment, Publication, SubscriptionLevel
from staffroom.shared.publications.notices.whom import author_of, followers
from staffroom.shared.publications.registry import PROPOSAL_ANSWERS

MODERATED: dict[str, Any] = {
    "kind": "publications.moderated",
    "title": "Решения модератора о моих записях",
}


def _to_author(event: events.PublicationFact, text: str) -> Iterator[Notice]:
    author = author_of(event.publication_id)
    if author is not None:
        yield Notice(
            text=text,
            to=[author],
            publication_id=event.publication_id,
            community_id=event.community_id,
            addressed=True,
        )


@notice(events.PublicationHidden, default_mail="at_once", **MODERATED)
def hidden(event: events.PublicationHidden) -> Iterator[Notice]:
    """The author reads why."""
    yield from _to_author(event, "Вашу запись {publication} скрыл модератор. Причина: {reason}")


@notice(events.PublicationRestored, default_mail="at_once", **MODERATED)
def restored(event: events.PublicationRestored) -> Iterator[Notice]:
    """The author learns that readers see it again."""
    yield from _to_author(event, "Ваша запись {publication} снова видна читателям")


@notice(events.PublicationClosed, default_mail="at_once", **MODERATED)
def closed(event: events.PublicationClosed) -> Iterator[Notice]:
    """The author learns that nobody can answer (his own act is not told to him)."""
    yield from _to_author(event, "Обсуждение вашей записи {publication} закрыто")


@notice(events.PublicationPlaced, default_mail="at_once", **MODERATED)
def placed(event: events.PublicationPlaced) -> Iterator[Notice]:
    """The author learns where it stands now."""
    yield from _to_author(event, "Вашу запись {publication} перенесли в сообщество {community}")


def _to_writer(event: events.CommentFact, text: str) -> Iterator[Notice]:
    rows = Comment.objects.filter(pk=event.comment_id)
    yield Notice(
        text=text,
        to=list(rows.values_list("author_id", flat=True)),
        publication_id=event.publication_id,
        seq=event.seq,
        community_id=event.community_id,
        addressed=True,
    )


@notice(events.CommentHidden, default_mail="at_once", **MODERATED)
def comment_hidden(event: events.CommentHidden) -> Iterator[Notice]:
    """The author of a reply reads why it was hidden."""
    yield from _to_writer(
        event, "Ваш ответ в обсуждении {publication} скрыл модератор. Причина: {reason}"
    )


@notice(events.CommentRestored, default_mail="at_once", **MODERATED)
def comment_restored(event: events.CommentRestored) -> Iterator[Notice]:
    """The author of a reply learns that it is seen again."""
    yield from _to_writer(event, "Ваш ответ в обсуждении {publication} снова виден")


@notice(events.CommentMoved, default_mail="at_once", **MODERATED)
def comment_moved(event: events.CommentMoved) -> Iterator[Notice]:
    """The author of a reply learns where it stands now."""
    if not event.is_alone:
        return
    yield from _to_writer(event, "Ваш ответ перенесли в обсуждение {publication}")


@notice(
    events.PublicationMerged,
    kind="publications.merged",
    title="Обсуждения, за которыми я слежу, объединили или разделили",
)
def merged(event: events.PublicationMerged) -> Iterator[Notice]:
    """Those who followed what is no more, and its author: once, whatever number of replies moved."""
    author = author_of(event.publication_id)
    yield Notice(
        text="Обсуждение, за которым вы следили, объединили с этим: {publication}",
        to={
            *followers(event.publication_id, SubscriptionLevel.ALL),
            *([author] if author else []),
        },
        publication_id=event.into_id,
        community_id=event.community_id,
    )


@notice(
    events.TalkSplit,
    kind="publications.merged",
    title="Обсуждения, за которыми я слежу, объединили или разделили",
)
def split(event: events.TalkSplit) -> Iterator[Notice]:
    """Those who follow the old talk, and who wrote what moved: once."""
    yield Notice(
        text="Часть ответов выделили в новое обсуждение: {publication}",
        to={*followers(event.from_id, SubscriptionLevel.ALL), *event.author_ids},
        publication_id=event.publication_id,
        community_id=event.community_id,
    )


@notice(
    events.ProposalAnswered,
    kind="publications.proposal",
    title="Ответ на моё предложение",
    default_mail="at_once",
)
def proposal_answered(event: events.ProposalAnswered) -> Iterator[Notice]:
    """Whoever proposed learns what was decided."""
    rows = Publication.objects.filter(pk=event.publication_id).values_list("answer", flat=True)
    said = PROPOSAL_ANSWERS.get(rows.first() or "", "").lower()
    yield from _to_author(event, f"На ваше предложение {{publication}} ответили: {said}")
