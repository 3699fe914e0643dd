"""Open pages of a publication hear of replies; the words are asked for by an ordinary request."""

from django.db.models import BigIntegerField

from staffroom.core.events import on
from staffroom.core.live import announce, audience, rejudge
from staffroom.core.prepared import Prepared
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import events
from staffroom.shared.publications.models import Publication
from staffroom.shared.publications.policies import visible_publications


@audience("publication")
def may_listen(viewer: Viewer, key: str) -> bool:
    """Those who may read it."""
    return visible_publications(viewer).filter(pid=key).exists()


def _pid(publication_id: int) -> str | None:
    found = _named.plain(key=publication_id)
    return found[1] if found else None


_named = Prepared(  # its key and its public id
    lambda key: Publication.objects.filter(pk=key).only("pid"), key=BigIntegerField()
)


def tell(event: events.CommentFact) -> None:
    """Announce a changed discussion in the transaction that changes it."""
    pid = _pid(event.publication_id)
    if pid is not None:
        announce(f"publication:{pid}", "reply", {"seq": event.seq})


for changed in (
    events.CommentAdded,
    events.CommentEdited,
    events.CommentHidden,
    events.CommentRestored,
    events.CommentRemoved,
):
    on(changed)(tell)


def tell_both(event: events.CommentMoved) -> None:
    """A moved reply changes the discussion that it left and the one that it came to."""
    for publication_id, seq in (
        (event.from_publication_id, event.from_seq),
        (event.publication_id, event.seq),
    ):
        pid = _pid(publication_id)
        if pid is not None:
            announce(f"publication:{pid}", "reply", {"seq": seq})


on(events.CommentMoved)(tell_both)


def judge_again(event: events.PublicationFact) -> None:
    """Readers may have changed: who lost the right hears no more."""
    pid = _pid(event.publication_id)
    if pid is not None:
        rejudge(f"publication:{pid}")


for moved in (events.PublicationHidden, events.PublicationPlaced, events.PublicationRemoved):
    on(moved)(judge_again)
