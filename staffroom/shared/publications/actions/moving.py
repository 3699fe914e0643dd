"""A moderator moves a reply to where it belongs; its old place keeps a note and leads there."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from staffroom.core.errors import DomainError
from staffroom.core.events import publish
from staffroom.core.policy import require
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.traces import follow
from staffroom.shared.publications.models import (
    Comment,
    Placement,
    Publication,
    Reaction,
    Revision,
)


@transaction.atomic
def move_comment(
    *, comment: Comment, to: Publication, reason: str, actor: Viewer, at: datetime
) -> Comment:
    """Move a reply to another discussion instead of deleting it (OL-3.6.5); the row is the same.

    It stands last there, with its files, thanks and history. A tombstone with the old number, the
    reason and the way to the new place stays, so that addresses people have kept go on working.
    """
    require(policies.may_move_comment(actor, comment, to))
    if not reason.strip():
        raise DomainError("Напишите причину: её прочтут автор и читатели.", field="reason")
    carry(comment, to, reason=reason.strip(), actor=actor, at=at)
    return comment


def carry(
    comment: Comment, to: Publication, *, reason: str, actor: Viewer, at: datetime,
    reply_to: int | None = None, is_alone: bool = True,
) -> None:  # fmt: skip
    """Put a reply at the end of another talk with all that hangs on it; assumes a transaction and the right.

    `reply_to` is the number there that it answers; `is_alone` is false for one of a whole talk.
    """
    source, seq = comment.publication, comment.seq
    shown = 0 if comment.hidden_at else 1
    count_in(to, shown=shown, at=at)
    for model in (Reaction, Revision):
        model._default_manager.filter(publication=source, seq=seq).update(
            publication=to, seq=to.last_seq
        )
    comment.publication, comment.seq, comment.reply_to = to, to.last_seq, reply_to
    comment.save(update_fields=["publication", "seq", "reply_to"])
    Comment.objects.create(
        publication=source, seq=seq, author_id=comment.author_id, created_at=comment.created_at,
        removed_at=at, moved_to=comment, hidden_reason=reason,
    )  # fmt: skip
    Publication.objects.filter(pk=source.pk, solution_seq=seq).update(solution_seq=None)
    Publication.objects.filter(pk=source.pk).update(
        version=F("version") + 1, comment_n=F("comment_n") - shown
    )
    follow(to.pk, comment.author_id)
    publish(
        events.CommentMoved(
            district_id=to.district_id, actor_id=actor.person_id, comment_id=comment.pk,
            publication_id=to.pk, community_id=to.home_community_id, seq=comment.seq,
            from_publication_id=source.pk, from_seq=seq, is_alone=is_alone,
        )
    )  # fmt: skip


def count_in(to: Publication, *, shown: int, at: datetime) -> None:
    """Give a talk one more number; `to.last_seq` is it afterwards. Assumes a transaction."""
    Publication.objects.filter(pk=to.pk).update(
        last_seq=F("last_seq") + 1, comment_n=F("comment_n") + shown, version=F("version") + 1,
        bumped_at=at,
    )  # fmt: skip
    to.refresh_from_db(fields=["last_seq", "comment_n", "version", "bumped_at"])
    Placement.objects.filter(publication=to).update(bumped_at=at)
