"""Answering, editing and taking back one's words."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import BigIntegerField, DateTimeField, F, Q

from staffroom.core.errors import Absent, DomainError
from staffroom.core.events import publish
from staffroom.core.ids import new_pid
from staffroom.core.policy import require
from staffroom.core.prepared import PreparedUpdate, insert
from staffroom.core.richtext import RichText
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts.models import Person
from staffroom.shared.communities.models import Community
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.attachments import drop_files, settle_files
from staffroom.shared.publications.actions.links import keep_links, require_welcome
from staffroom.shared.publications.actions.traces import follow, mark_read
from staffroom.shared.publications.models import (
    Comment,
    HelpFigures,
    Placement,
    Publication,
    Revision,
)
from staffroom.shared.publications.queries.threads import Head
from staffroom.shared.publications.registry import COMMENT_FILES, kinds

A_MINUTE = timedelta(minutes=1)


def fact_of(event: type[events.CommentFact], comment: Comment, actor: Viewer) -> events.CommentFact:
    """The event about this comment, told by this actor."""
    return event(
        district_id=comment.publication.district_id,
        actor_id=actor.person_id,
        comment_id=comment.pk,
        publication_id=comment.publication_id,
        community_id=comment.publication.home_community_id,
        seq=comment.seq,
    )


def add_comment(
    *,
    publication: Publication | Head,
    text: RichText,
    actor: Viewer,
    at: datetime,
    reply_to: int | None = None,
    files: Collection[str] = (),
    pid: str = "",
) -> Comment:
    """Answer: saved, counted and announced in one transaction; its `seq` never changes.

    Whoever writes here holds the database's one writing lock, so every statement is prepared, what
    can be refused without a look at the database is refused before, and what can follow in a second
    (the search, notices) is a job.

    `files` are public ids of files the author has brought; a file without words is an answer too;
    `pid` is one that nobody has, if it was chosen before (`lookups.free_pid`).

    Raises:
        Absent: the publication is no more.
    """
    require(policies.may_comment(actor, publication))
    if not text.plain.strip() and not files and not text.files:
        raise DomainError("Напишите ответ или приложите файл.", field="body")
    require_welcome(text.html, publication.district_id)
    has_files = bool(files or text.files)  # one of them may yet turn out to be somebody else's
    is_heard = isinstance(publication, Head) and bool(
        publication.level
    )  # he has said how much he follows
    home = publication.home_community
    comment = Comment(
        pid=pid or new_pid(), publication_id=publication.pk, author_id=actor.author_id,
        html=text.html, plain=text.plain, rules=text.version, reply_to=reply_to, created_at=at,
    )  # fmt: skip
    with transaction.atomic(savepoint=has_files):
        comment.seq = _count(publication, at, is_by_author=actor.person_id == publication.author_id)
        insert(comment)
        if has_files:
            _settle(comment, text, files, actor, at)
        keep_links(publication_id=publication.pk, html=text.html, at=at, comment=comment)
        if not is_heard:
            follow(publication.pk, actor.author_id)
        mark_read(publication.pk, actor.author_id, comment.seq)
        publish(
            events.CommentAdded(
                district_id=publication.district_id, actor_id=actor.person_id, comment_id=comment.pk,
                publication_id=publication.pk, community_id=home.pk if home else None,
                seq=comment.seq, mentioned_ids=_mentioned(text),
            )
        )  # fmt: skip
    return comment


@transaction.atomic
def edit_comment(
    *,
    comment: Comment,
    text: RichText,
    actor: Viewer,
    at: datetime,
    files: Collection[str] | None = None,
) -> Comment:
    """Change one's words; what was said before is kept in the history.

    `files` are all the files the reply shall have beside its text; None leaves them as they are.
    """
    require(policies.may_edit_comment(actor, comment))
    require_welcome(text.html, comment.publication.district_id)
    are_other_files = _settle(comment, text, files, actor, at)
    if text.html == comment.html and not are_other_files:
        return comment
    if text.html != comment.html:
        Revision.objects.create(
            publication=comment.publication, seq=comment.seq, html=comment.html, plain=comment.plain,
            editor_id=actor.author_id, at=at,
        )  # fmt: skip
    keep_links(
        publication_id=comment.publication_id,
        html=text.html,
        at=at,
        comment=comment,
        was=comment.html,
    )
    comment.html, comment.plain, comment.rules, comment.edited_at = (
        text.html,
        text.plain,
        text.version,
        at,
    )
    comment.save(update_fields=["html", "plain", "rules", "edited_at"])
    _touch(comment)
    publish(fact_of(events.CommentEdited, comment, actor))
    return comment


@transaction.atomic
def remove_comment(*, comment: Comment, actor: Viewer, at: datetime) -> None:
    """Take one's words and files back: a tombstone with the same number stays.

    Raises:
        DomainError: it has been taken back meanwhile, in another window.
    """
    require(policies.may_remove_comment(actor, comment))
    standing = Comment.objects.filter(pk=comment.pk, removed_at=None)
    was_shown = standing.filter(hidden_at=None).update(removed_at=at, html="", plain="", file_n=0)
    if not was_shown and not standing.update(removed_at=at, html="", plain="", file_n=0):
        raise DomainError("Ответ уже удалён.")
    comment.removed_at, comment.html, comment.plain, comment.file_n = at, "", "", 0
    drop_files(
        kind=COMMENT_FILES, key=comment.pk, actor=actor, at=at,
        home_id=comment.publication.home_community_id,
    )  # fmt: skip
    Revision.objects.filter(publication=comment.publication, seq=comment.seq).delete()
    _touch(comment, shown=-was_shown)
    Publication.objects.filter(pk=comment.publication_id, solution_seq=comment.seq).update(
        solution_seq=None
    )
    publish(fact_of(events.CommentRemoved, comment, actor))


@transaction.atomic
def hide_comment(*, comment: Comment, reason: str, actor: Viewer, at: datetime) -> None:
    """Hide a reply with a reason that its author reads."""
    require(policies.may_hide_comment(actor, comment))
    if not reason.strip():
        raise DomainError("Напишите причину: её прочтёт автор.", field="reason")
    standing = Comment.objects.filter(pk=comment.pk, hidden_at=None, removed_at=None)
    if not standing.update(hidden_at=at, hidden_reason=reason.strip()):
        raise DomainError("Ответ уже скрыт или удалён.")
    comment.hidden_at, comment.hidden_reason = at, reason.strip()
    _touch(comment, shown=-1)
    publish(fact_of(events.CommentHidden, comment, actor))


@transaction.atomic
def give_reason(*, comment: Comment, reason: str, actor: Viewer) -> None:
    """A hidden reply stays hidden, now for this reason; its author is told."""
    require(policies.may_moderate(actor, comment.publication))
    comment.hidden_reason = reason.strip()
    comment.save(update_fields=["hidden_reason"])
    publish(fact_of(events.CommentHidden, comment, actor))


@transaction.atomic
def restore_comment(*, comment: Comment, actor: Viewer) -> None:
    """Bring a hidden reply back."""
    require(policies.may_restore_comment(actor, comment))
    hidden = Comment.objects.filter(pk=comment.pk).exclude(hidden_at=None)
    is_shown = hidden.filter(removed_at=None).exists()
    if not hidden.update(hidden_at=None, hidden_reason=""):
        raise DomainError("Ответ уже возвращён.")
    comment.hidden_at, comment.hidden_reason = None, ""
    _touch(comment, shown=int(is_shown))
    publish(fact_of(events.CommentRestored, comment, actor))


_add_one = PreparedUpdate(
    lambda key, at: (
        Publication.objects.filter(pk=key),
        {"last_seq": F("last_seq") + 1, "comment_n": F("comment_n") + 1, "version": F("version") + 1,
         "bumped_at": at},
    ),
    gives=("last_seq", "comment_n", "version", "answered_at"), key=BigIntegerField(), at=DateTimeField(),
)  # fmt: skip
_raise_placed = PreparedUpdate(
    lambda key, at: (Placement.objects.filter(publication=key), {"bumped_at": at}),
    key=BigIntegerField(), at=DateTimeField(),
)  # fmt: skip
_note_activity = PreparedUpdate(  # to the minute: a lively group's row is not written at each reply
    lambda key, at, before: (
        Community.objects.filter(Q(active_at=None) | Q(active_at__lte=before), pk=key), {"active_at": at},
    ),
    key=BigIntegerField(), at=DateTimeField(), before=DateTimeField(),
)  # fmt: skip
_note_answer = PreparedUpdate(
    lambda key, at: (Publication.objects.filter(pk=key), {"answered_at": at}),
    key=BigIntegerField(), at=DateTimeField(),
)  # fmt: skip


def _count(publication: Publication | Head, at: datetime, *, is_by_author: bool) -> int:
    """The number of the next reply; the talk is raised in every list it stands in.

    Raises:
        Absent: the publication is no more.
    """
    counted = _add_one.row(key=publication.pk, at=at)
    if counted is None:
        raise Absent
    last_seq, comment_n, version, answered_at = counted
    if isinstance(publication, Publication):
        publication.last_seq, publication.comment_n, publication.version = (
            last_seq,
            comment_n,
            version,
        )
        publication.bumped_at = at
    _raise_placed(key=publication.pk, at=at)
    if publication.home_community is not None:
        _note_activity(key=publication.home_community.pk, at=at, before=at - A_MINUTE)
    if answered_at is None and not is_by_author:
        _note_answer(key=publication.pk, at=at)
        if isinstance(publication, Publication):
            publication.answered_at = at
        _count_help(publication, at)
    return int(last_seq)


def _count_help(publication: Publication | Head, at: datetime) -> None:
    """The first answer to a request for help: how long it was waited for (PD-3.3)."""
    kind, asked_at = kinds.get(publication.kind), publication.published_at
    home = publication.home_community
    if kind is None or not kind.is_question or home is None or not asked_at:
        return
    waited = max(0, int((at - asked_at).total_seconds()))
    HelpFigures.objects.get_or_create(community_id=home.pk)
    HelpFigures.objects.filter(community=home.pk).update(
        answered_n=F("answered_n") + 1, waited_s=F("waited_s") + waited
    )


def _settle(
    comment: Comment, text: RichText, chosen: Collection[str] | None, actor: Viewer, at: datetime
) -> bool:
    """Take the files of the reply; True when they are others than before."""
    settled = settle_files(
        kind=COMMENT_FILES, key=comment.pk, text=text, chosen=chosen, actor=actor, at=at,
        home_id=comment.publication.home_community_id, was=comment.html,
    )  # fmt: skip
    if (
        not text.plain.strip() and not settled.n
    ):  # nothing is left, or the files were not the actor's
        raise DomainError("Ответ пустой: напишите что-нибудь или приложите файл.", field="body")
    if settled.n != comment.file_n:
        comment.file_n = settled.n
        comment.save(update_fields=["file_n"])
    return settled.is_changed


def _touch(comment: Comment, *, shown: int = 0) -> None:
    Publication.objects.filter(pk=comment.publication_id).update(
        version=F("version") + 1, comment_n=F("comment_n") + shown
    )


def _mentioned(text: RichText) -> tuple[int, ...]:
    if not text.mentions:
        return ()
    named = Person.objects.filter(Q(pid__in=text.mentions), is_active=True)
    return tuple(named.order_by("pk").values_list("pk", flat=True))
