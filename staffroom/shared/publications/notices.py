"""What people are told about publications and replies."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, IntegerField

from staffroom.core.plugs import Notice, notice
from staffroom.core.prepared import Prepared
from staffroom.shared.communities.models import Admission, AdmissionState, Membership
from staffroom.shared.communities.models.people import PRESENT
from staffroom.shared.organizations.models import District
from staffroom.shared.publications import events
from staffroom.shared.publications.models import (
    Comment,
    Placement,
    Publication,
    SubscriptionLevel,
)
from staffroom.shared.publications.queries import sql
from staffroom.shared.publications.registry import PROPOSAL_ANSWERS, kinds
from staffroom.ui.words import MONTHS_OF

SUBSCRIBED = "SELECT person_id, level FROM publications_subscription WHERE publication_id = %s"
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

HOURS: dict[str, Any] = {
    "kind": "publications.hour",
    "title": "Живые часы в моих сообществах",
}


_written = Prepared(
    lambda key: Publication.objects.filter(pk=key).only("author_id"), key=BigIntegerField()
)
_said = Prepared(
    lambda key, seq: Comment.objects.filter(publication=key, seq=seq).only("author_id", "reply_to"),
    key=BigIntegerField(), seq=IntegerField(),
)  # fmt: skip


def _author(publication_id: int) -> int | None:
    found = _written.first(key=publication_id)
    return found.author_id if found else None


def _followers(publication_id: int, *levels: str) -> list[int]:
    found = sql.rows(SUBSCRIBED, [publication_id])
    return [person for person, level in found if level in levels]


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
    silent = set(_followers(event.publication_id, SubscriptionLevel.NONE))
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
    muted = set(
        _followers(event.publication_id, SubscriptionLevel.NONE, SubscriptionLevel.MENTIONS)
    )
    author = _author(event.publication_id)
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
    silent = _followers(event.publication_id, SubscriptionLevel.NONE)
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
        to=_followers(event.publication_id, SubscriptionLevel.ALL),
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


MODERATED: dict[str, Any] = {
    "kind": "publications.moderated",
    "title": "Решения модератора о моих записях",
}


def _to_author(event: events.PublicationFact, text: str) -> Iterator[Notice]:
    author = _author(event.publication_id)
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
    author = _author(event.publication_id)
    yield Notice(
        text="Обсуждение, за которым вы следили, объединили с этим: {publication}",
        to={
            *_followers(event.publication_id, SubscriptionLevel.ALL),
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
        to={*_followers(event.from_id, SubscriptionLevel.ALL), *event.author_ids},
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


def _members(event: events.PublicationFact) -> list[int]:
    """Everybody whom a publication may concern; who may read it is judged afterwards."""
    places = Placement.objects.filter(publication=event.publication_id).values("community")
    if event.community_id is None:
        rows = Admission.objects.filter(district=event.district_id, state=AdmissionState.ADMITTED)
        return list(rows.values_list("person_id", flat=True))
    members = Membership.objects.filter(community__in=places, state__in=PRESENT)
    return list(members.values_list("person_id", flat=True).distinct())


@notice(events.PublicationPublished, kind="publications.news", title="Новости района и сообществ")
def news(event: events.PublicationPublished) -> Iterator[Notice]:
    """News, to everybody of the community or of the district."""
    if event.kind == "news":
        yield Notice(
            text="Новость: {publication}",
            to=_members(event),
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
            to=_members(event),
            publication_id=event.publication_id,
            community_id=event.community_id,
        )


def _hour_words(event: events.HourFact) -> str:
    """When the hour begins, by the district's clock."""
    zone = District.objects.values_list("time_zone", flat=True).get(pk=event.district_id or 0)
    local = datetime.fromisoformat(event.starts).astimezone(ZoneInfo(zone))
    return f"{local.day} {MONTHS_OF[local.month]} в {local:%H:%M}"


@notice(
    events.HourAnnounced,
    kind="publications.host",
    title="Я веду живой час",
    default_mail="at_once",
)
def hour_to_lead(event: events.HourAnnounced) -> Iterator[Notice]:
    """Who was named to answer."""
    yield Notice(
        text=f"Вы отвечаете в живой час {_hour_words(event)}: {{publication}}",
        to=[event.host_id],
        publication_id=event.publication_id,
        community_id=event.community_id,
        addressed=True,
    )


def _about_hour(event: events.HourFact, text: str, to: list[int]) -> Iterator[Notice]:
    silent = set(_followers(event.publication_id, SubscriptionLevel.NONE))
    yield Notice(
        text=text,
        to=set(to) - silent - {event.host_id},
        publication_id=event.publication_id,
        community_id=event.community_id,
    )


@notice(events.HourAnnounced, **HOURS)
def hour_announced(event: events.HourAnnounced) -> Iterator[Notice]:
    """Members of the communities where the talk stands, and those who follow it."""
    told = {*_members(event), *_followers(event.publication_id, SubscriptionLevel.ALL)}
    yield from _about_hour(event, f"Живой час {_hour_words(event)}: {{publication}}", sorted(told))


@notice(events.HourBegun, **HOURS)
def hour_begun(event: events.HourBegun) -> Iterator[Notice]:
    """Those who follow, and who answers."""
    told = _followers(event.publication_id, SubscriptionLevel.ALL)
    yield from _about_hour(event, "Живой час начался: {publication}", told)
    yield Notice(
        text="Ваш живой час начался: {publication}",
        to=[event.host_id],
        publication_id=event.publication_id,
        community_id=event.community_id,
        addressed=True,
    )


@notice(events.HourCancelled, **HOURS)
def hour_cancelled(event: events.HourCancelled) -> Iterator[Notice]:
    """Those who waited for it."""
    told = _followers(event.publication_id, SubscriptionLevel.ALL)
    said = f"Живой час {_hour_words(event)} отменён: {{publication}}"
    yield from _about_hour(event, said, told)
    yield Notice(
        text=said,
        to=[event.host_id],
        publication_id=event.publication_id,
        community_id=event.community_id,
        addressed=True,
    )


@notice(
    events.SummaryKept, kind="publications.summary", title="Итоги обсуждений, за которыми я слежу"
)
def summed_up(event: events.SummaryKept) -> Iterator[Notice]:
    """Those who follow, once: another wording of it is told to nobody."""
    if event.is_first:
        yield Notice(
            text="Подведён итог: {publication}",
            to=_followers(event.publication_id, SubscriptionLevel.ALL),
            publication_id=event.publication_id,
            community_id=event.community_id,
        )


@notice(
    events.CoauthorInvited,
    kind="publications.coauthor",
    title="Приглашения в соавторы",
    default_mail="at_once",
)
def coauthor_invited(event: events.CoauthorInvited) -> Iterator[Notice]:
    """The invited colleague."""
    yield Notice(
        text="Вас приглашают в соавторы: {publication}",
        to=[event.person_id],
        publication_id=event.publication_id,
        addressed=True,
    )


@notice(
    events.CoauthorAgreed, kind="publications.coauthor_agreed", title="Ответы на мои приглашения"
)
def coauthor_agreed(event: events.CoauthorAgreed) -> Iterator[Notice]:
    """The author learns who writes with him; a refusal is told to nobody."""
    author = _author(event.publication_id)
    if author is not None:
        yield Notice(
            text="Коллега согласился быть соавтором: {publication}",
            to=[author],
            publication_id=event.publication_id,
            addressed=True,
        )


@notice(
    events.LinkDied,
    kind="publications.link",
    title="Ссылка в моей записи перестала открываться",
)
def link_died(event: events.LinkDied) -> Iterator[Notice]:
    """Whoever wrote the link, once."""
    yield Notice(
        text="В записи {publication} ваша ссылка на другой сайт больше не открывается. Поправьте или уберите её.",
        to=[event.author_id], publication_id=event.publication_id, seq=event.seq, addressed=True,
    )  # fmt: skip
