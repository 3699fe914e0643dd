"""What follows for reports from what happens to what they are about."""

from staffroom.core.events import on
from staffroom.shared.moderation.actions import follow_moved
from staffroom.shared.publications.events import CommentMoved


@on(CommentMoved)
def reports_go_along(event: CommentMoved) -> None:
    """A moved reply keeps its reports."""
    follow_moved(
        from_publication_id=event.from_publication_id,
        from_seq=event.from_seq,
        publication_id=event.publication_id,
        seq=event.seq,
    )
