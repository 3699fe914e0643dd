"""Taking a shared draft back to what it said before."""

from datetime import datetime

from django.db import transaction

from staffroom.core.policy import require
from staffroom.core.richtext import clean
from staffroom.core.viewer import Viewer
from staffroom.shared.publications import policies
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import edit_publication
from staffroom.shared.publications.models import Publication, Revision


@transaction.atomic
def restore_revision(
    *, publication: Publication, revision: Revision, actor: Viewer, at: datetime
) -> Publication:
    """Give a draft its former title and words; what stands now goes into the history (BB-1.6.a).

    Raises:
        Forbidden: it is published already, or not the actor's to write.
    """
    require(policies.may_restore_revision(actor, publication))
    return edit_publication(
        publication=publication, actor=actor, at=at,
        content=Content(
            title=revision.title, text=clean(revision.html), tags=publication.tags,
            theme=publication.theme, audience=publication.audience, role=publication.audience_role,
        ),
    )  # fmt: skip
