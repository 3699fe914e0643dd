"""Marks that readers leave: thanks, subscriptions, reading, views."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from staffroom.core.events import publish
from staffroom.core.policy import deny, require
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import events, policies
from staffroom.shared.publications.actions.facts import fact_of
from staffroom.shared.publications.actions.traces import mark_read
from staffroom.shared.publications.models import (
    Coauthor,
    CoauthorState,
    Comment,
    Publication,
    Reaction,
    Subscription,
)


@transaction.atomic
def thank(
    *, publication: Publication, comment: Comment | None, actor: Viewer, at: datetime
) -> bool:
    """Say «спасибо» or take it back; True when it stands afterwards."""
    author_id = comment.author_id if comment else publication.author_id
    require(policies.may_thank(actor, publication, author_id))
    seq = comment.seq if comment else 0
    mine = Reaction.objects.filter(publication=publication, seq=seq, person=actor.person_id)
    taken_back = mine.delete()[0]
    if not taken_back:
        try:
            with transaction.atomic():
                Reaction.objects.create(
                    publication=publication, seq=seq, person_id=actor.author_id, at=at
                )
        except IntegrityError:  # the same button pressed twice at once
            return True
    step = -1 if taken_back else 1
    if comment:
        Comment.objects.filter(pk=comment.pk).update(thanks_n=F("thanks_n") + step)
    else:
        Publication.objects.filter(pk=publication.pk).update(thanks_n=F("thanks_n") + step)
    Publication.objects.filter(pk=publication.pk).update(version=F("version") + 1)
    if not taken_back:
        publish(fact_of(events.Thanked, publication, actor, seq=seq, author_id=author_id))
    return not taken_back


@transaction.atomic
def subscribe(*, publication: Publication, level: str, actor: Viewer) -> None:
    """Choose how much to hear of a publication."""
    if actor.person_id is None:
        require(deny("Войдите на сайт, чтобы следить."))
    Subscription.objects.update_or_create(
        publication=publication, person_id=actor.author_id, defaults={"level": level}
    )


def see(
    *, publication_id: int, author_id: int, viewer: Viewer, seq: int, known_seq: int | None
) -> None:
    """A page was read up to `seq`: move the read mark on, count the view of a person's first visit.

    Own visits are not counted; guests are not counted at all, so that robots cannot raise the number.
    """
    if viewer.person_id is None or (known_seq is not None and known_seq >= seq):
        return
    with transaction.atomic():
        mark_read(publication_id, viewer.person_id, seq)
        if known_seq is None and viewer.person_id != author_id:
            _of_others(publication_id, viewer.person_id).update(view_n=F("view_n") + 1)


def count_download(*, publication_id: int, viewer: Viewer) -> None:
    """A file of the publication was taken by somebody who did not write it; guests are not counted."""
    if viewer.person_id is None:
        return
    others = _of_others(publication_id, viewer.person_id).exclude(author=viewer.person_id)
    with transaction.atomic():
        others.update(download_n=F("download_n") + 1)


def _of_others(publication_id: int, person_id: int) -> QuerySet[Publication]:
    """The publication, unless the person is one of its co-authors."""
    together = Coauthor.objects.filter(
        publication=OuterRef("pk"), person=person_id, state=CoauthorState.ACCEPTED
    )
    return Publication.objects.filter(~Exists(together), pk=publication_id)
