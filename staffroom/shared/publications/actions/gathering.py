"""One talk of two, and two of one: old addresses lead on, people are told once."""

from collections.abc import Collection
from datetime import datetime
from html import escape

from django.db import transaction

from staffroom.core.errors import Absent, DomainError
from staffroom.core.events import publish
from staffroom.core.files.actions import hand_on
from staffroom.core.policy import require
from staffroom.core.richtext import RichText, clean
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.facts import fact_of
from staffroom.shared.publications.actions.moving import carry, count_in
from staffroom.shared.publications.actions.placing import count_out
from staffroom.shared.publications.actions.publishing import publish_draft, write_draft
from staffroom.shared.publications.actions.readers import write_readers
from staffroom.shared.publications.actions.traces import follow
from staffroom.shared.publications.models import (
    Comment,
    Publication,
    PublicationStatus,
    Reaction,
    Revision,
    Subscription,
    SubscriptionLevel,
)
from staffroom.shared.publications.registry import (
    COMMENT_FILES,
    PUBLICATION_FILES,
    kinds,
    page_address,
)
from staffroom.ui.words import in_quotes

MOST = 200  # replies carried in one transaction
TALK = "topic"


@transaction.atomic
def merge_talk(
    *, publication: Publication, into: Publication, reason: str, actor: Viewer, at: datetime
) -> Publication:
    """Make a talk part of another of the same community; returns the one that stands.

    Its opening words and its replies stand last there, in their order, each with its author, moment,
    files, thanks and history; what answered what is kept. Its address and the addresses of its replies
    lead to the new places. Followers follow the other talk and are told once.

    Raises:
        DomainError: no reason, or too many replies.
    """
    _hold(publication, into)
    require(policies.may_merge(actor, publication, into))
    if not reason.strip():
        raise DomainError("Напишите причину: её прочтут те, кто следит.", field="reason")
    standing = _standing(publication)
    numbers = {0: _carry_opening(publication, into, actor, at)}
    for comment in standing:
        was, answers = comment.seq, comment.reply_to
        carry(
            comment, into, reason=reason.strip(), actor=actor, at=at,
            reply_to=numbers.get(answers or 0), is_alone=False,
        )  # fmt: skip
        numbers[was] = comment.seq
    _lead_on(publication, into, reason.strip())
    publish(fact_of(events.PublicationMerged, publication, actor, into_id=into.pk))
    return into


@transaction.atomic
def split_talk(
    *, publication: Publication, numbers: Collection[int], title: str, text: RichText,
    actor: Viewer, at: datetime,
) -> Publication:  # fmt: skip
    """Make a new talk of some replies; the moderator opens it, readers and places are the old ones'.

    Raises:
        DomainError: nothing is chosen, or something that is no longer there.
    """
    require(policies.may_split(actor, publication))
    _hold(publication)
    chosen = [one for one in _standing(publication) if one.seq in set(numbers)]
    if not chosen or len(chosen) != len(set(numbers)):
        raise DomainError("Выберите ответы, которые ещё стоят в обсуждении.", field="replies")
    kind = kinds.get(publication.kind)
    code = publication.kind if kind and kind.is_talk else TALK
    link = f'<p><a href="{escape(page_address(publication.pid, publication.slug))}">{escape(publication.title)}</a></p>'
    content = Content(
        title=title, text=clean(f"{text.html}{link}"), tags=publication.tags,
        theme=publication.theme, audience=publication.audience, role=publication.audience_role,
    )  # fmt: skip
    places = [one.community for one in publication.placements.select_related("community")]
    made = write_draft(
        kind=code, content=content, actor=actor, at=at, home=publication.home_community,
        also_in=[one for one in places if one.pk != publication.home_community_id],
    )  # fmt: skip
    publish_draft(publication=made, actor=actor, at=at)
    known: dict[int, int] = {}
    for comment in chosen:
        was, answers = comment.seq, comment.reply_to
        carry(
            comment, made, reason=f"Выделено в {in_quotes(made.title)}.", actor=actor, at=at,
            reply_to=known.get(answers or 0), is_alone=False,
        )  # fmt: skip
        known[was] = comment.seq
    authors = tuple(sorted({one.author_id for one in chosen}))
    fact = fact_of(events.TalkSplit, made, actor, from_id=publication.pk, author_ids=authors)
    publish(fact)
    return made


def _hold(*publications: Publication) -> None:
    """Take their rows as they stand, in one order; nobody changes them till the end."""
    keys = sorted(one.pk for one in publications)
    rows = Publication.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    if len(list(rows.values_list("pk", flat=True))) != len(keys):
        raise Absent
    for one in publications:
        home = one.home_community
        one.refresh_from_db()
        if home is not None and home.pk == one.home_community_id:
            one.home_community = home


def _standing(publication: Publication) -> list[Comment]:
    rows = Comment.objects.filter(publication=publication, removed_at=None).order_by("seq")
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        message = f"В обсуждении больше {MOST} ответов: перенесите нужные по одному."
        raise DomainError(message)
    for one in found:
        one.publication = publication
    return found


def _carry_opening(publication: Publication, into: Publication, actor: Viewer, at: datetime) -> int:
    """The opening words become a reply; its number."""
    count_in(into, shown=1, at=at)
    text = clean(f"<p><strong>{escape(publication.title)}</strong></p>{publication.html}")
    opening = Comment.objects.create(
        publication=into, seq=into.last_seq, author_id=publication.author_id, html=text.html,
        plain=text.plain, rules=text.version, file_n=publication.file_n,
        thanks_n=publication.thanks_n, edited_at=publication.edited_at,
        created_at=publication.published_at or publication.created_at,
    )  # fmt: skip
    Comment.objects.create(  # its old address is looked up by this note
        publication=publication, seq=0, author_id=publication.author_id, removed_at=at,
        created_at=opening.created_at, moved_to=opening,
    )  # fmt: skip
    Reaction.objects.filter(publication=publication, seq=0).update(
        publication=into, seq=opening.seq
    )
    Revision.objects.filter(publication=publication, seq=None).update(
        publication=into, seq=opening.seq
    )
    hand_on(kind=PUBLICATION_FILES, key=publication.pk, to_kind=COMMENT_FILES, to_key=opening.pk)
    follow(into.pk, publication.author_id)
    publish(
        events.CommentMoved(
            district_id=into.district_id, actor_id=actor.person_id, comment_id=opening.pk,
            publication_id=into.pk, community_id=into.home_community_id, seq=opening.seq,
            from_publication_id=publication.pk, from_seq=0, is_alone=False,
        )
    )  # fmt: skip
    return opening.seq


def _lead_on(publication: Publication, into: Publication, reason: str) -> None:
    """Nothing is left but the way to the other talk."""
    Subscription.objects.bulk_create(
        (
            Subscription(publication=into, person_id=key)
            for key in Subscription.objects.filter(
                publication=publication, level=SubscriptionLevel.ALL
            ).values_list("person_id", flat=True)
        ),
        ignore_conflicts=True,
    )
    count_out(publication)
    publication.status, publication.merged_into = PublicationStatus.REMOVED, into
    publication.html = publication.plain = publication.excerpt = ""
    publication.hidden_reason, publication.file_n = reason[:400], 0
    publication.save(
        update_fields=[
            "status", "merged_into", "html", "plain", "excerpt", "hidden_reason", "file_n",
        ]
    )  # fmt: skip
    write_readers(publication)
