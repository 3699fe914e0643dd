"""What is told of an answer: to whom it is addressed, and to those who follow the talk."""

from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, IntegerField

from staffroom.core.plugs import Notice, notice
from staffroom.core.prepared import Prepared
from staffroom.shared.publications import events
from staffroom.shared.publications.models import Comment, SubscriptionLevel
from staffroom.shared.publications.notices.whom import author_of, followers

REPLIES = (
    "{n} новый ответ в обсуждении {publication}",
    "{n} новых ответа в обсуждении {publication}",
    "{n} новых ответов в обсуждении {publication}",
)
MY_REPLIES = (
    "{n} новый ответ на вашу запись {publication}",
    "{n} новых ответа на вашу запись {publication}",
    "{n} новых ответов на вашу запись {publication}",
)
THANKS = (
    "{n} коллега говорит вам спасибо: {publication}",
    "{n} коллеги говорят вам спасибо: {publication}",
    "{n} коллег говорят вам спасибо: {publication}",
)

_said = Prepared(
    lambda key, seq: Comment.objects.filter(publication=key, seq=seq).only("author_id", "reply_to"),
    key=BigIntegerField(), seq=IntegerField(),
)  # fmt: skip


@notice(
    events.CommentAdded,
    kind="publications.mention",
    title="Меня упомянули",
    default_mail="at_once",
)
def mentioned(event: events.CommentAdded) -> Iterator[Notice]:
    """Those named in a reply, unless they asked to hear nothing of this publication."""
    if not event.mentioned_ids:
        return
    silent = set(followers(event.publication_id, SubscriptionLevel.NONE))
    yield Notice(
        text="Вас упомянули в обсуждении {publication}",
        to=set(event.mentioned_ids) - silent,
        publication_id=event.publication_id,
        seq=event.seq,
        community_id=event.community_id,
        addressed=True,
    )


@notice(
    events.CommentAdded,
    kind="publications.answer",
    title="Ответили на мою запись или на мой ответ",
    default_mail="at_once",
    many=MY_REPLIES,
)
def answered(event: events.CommentAdded) -> Iterator[Notice]:
    """The author of the publication, and of the reply that is answered."""
    said: dict[str, Any] = {"publication_id": event.publication_id, "seq": event.seq}
    muted = set(followers(event.publication_id, SubscriptionLevel.NONE, SubscriptionLevel.MENTIONS))
    author = author_of(event.publication_id)
    if author is not None and author not in muted:
        yield Notice(
            text="Новый ответ на вашу запись {publication}",
            to=[author],
            community_id=event.community_id,
            addressed=True,
            **said,
        )


@notice(
    events.CommentAdded,
    kind="publications.quoted",
    title="Ответили на мои слова в обсуждении",
    default_mail="at_once",
)
def quoted(event: events.CommentAdded) -> Iterator[Notice]:
    """The author of the reply that this one answers."""
    answer = _said.first(key=event.publication_id, seq=event.seq)
    if answer is None or not answer.reply_to:
        return
    whom = _said.first(key=event.publication_id, seq=answer.reply_to)
    silent = followers(event.publication_id, SubscriptionLevel.NONE)
    if whom is not None and whom.author_id not in silent:
        yield Notice(
            text="Вам ответили в обсуждении {publication}",
            to=[whom.author_id],
            publication_id=event.publication_id,
            seq=event.seq,
            community_id=event.community_id,
            addressed=True,
        )


@notice(
    events.CommentAdded,
    kind="publications.reply",
    title="Новое в обсуждениях, за которыми я слежу",
    many=REPLIES,
)
def replied(event: events.CommentAdded) -> Iterator[Notice]:
    """Those who follow."""
    yield Notice(
        text="Новый ответ в обсуждении {publication}",
        to=followers(event.publication_id, SubscriptionLevel.ALL),
        publication_id=event.publication_id,
        seq=event.seq,
        community_id=event.community_id,
    )


@notice(
    events.Thanked, kind="publications.thanks", title="Мне сказали спасибо", default_mail="off",
    many=THANKS,
)  # fmt: skip
def thanked(event: events.Thanked) -> Iterator[Notice]:
    """Whoever wrote what helped."""
    yield Notice(
        text="Коллега говорит вам спасибо: {publication}",
        to=[event.author_id],
        publication_id=event.publication_id,
        seq=event.seq or None,
        community_id=event.community_id,
        addressed=True,
    )


@notice(
    events.SolutionChosen,
    kind="publications.solution",
    title="Мой ответ решил вопрос",
    default_mail="at_once",
)
def solved(event: events.SolutionChosen) -> Iterator[Notice]:
    """The author of the reply that solved it."""
    rows = Comment.objects.filter(publication=event.publication_id, seq=event.seq or 0)
    yield Notice(
        text="Ваш ответ решил вопрос {publication}",
        to=list(rows.values_list("author_id", flat=True)),
        publication_id=event.publication_id,
        seq=event.seq,
        community_id=event.community_id,
        addressed=True,
    )
