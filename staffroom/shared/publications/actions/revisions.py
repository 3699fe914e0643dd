"""What a publication said before: kept as it is changed, for readers once published, for its writers before."""

from datetime import datetime, timedelta

from staffroom.core.viewer import Viewer
from staffroom.shared.publications.models import Publication, PublicationStatus, Revision

GOES_ON = timedelta(
    minutes=10
)  # one person's saves of a draft within it are one step of the history


def remember(
    *, publication: Publication, title: str, html: str, actor: Viewer, at: datetime
) -> None:
    """Keep what stands before it becomes `title` and `html`; assumes the transaction of the change.

    A draft is remembered while it is written together (BB-1.6.a); what one person saves again and again is
    one step.
    """
    if (publication.title, publication.html) == (title, html):
        return
    if publication.status in {PublicationStatus.DRAFT, PublicationStatus.SCHEDULED}:
        last = Revision.objects.filter(publication=publication, seq=None).order_by("-pk").first()
        goes_on = last and last.editor_id == actor.author_id and at - last.at < GOES_ON
        if not publication.coauthor_n or goes_on:
            return
    else:
        publication.edited_at = at
    Revision.objects.create(
        publication=publication, title=publication.title, html=publication.html,
        plain=publication.plain, editor_id=actor.author_id, at=at,
    )  # fmt: skip
