"""Who reads a publication is changed by others than its form: opened wider after a yes, narrowed without it."""

from django.db import transaction

from staffroom.shared.publications.actions.inside import keep_inside
from staffroom.shared.publications.actions.readers import rewrite_and_tell
from staffroom.shared.publications.models import BEYOND, Audience, Publication
from staffroom.shared.publications.policies import OPEN_TO_ALL


@transaction.atomic
def open_to(*, publication: Publication, audience: str, actor_id: int | None) -> None:
    """Let these read a publication; the caller has judged that it may be opened so.

    Raises:
        DomainError: it carries the tag of a section for members only.
    """
    _write(publication, audience)
    keep_inside(publication)
    rewrite_and_tell(publication, actor_id=actor_id)


def narrow(publication: Publication) -> None:
    """Leave it to the members (of the network, where it stands in no community); assumes a transaction.

    Its reader rows are written by the action that calls.
    """
    is_home = publication.home_community_id is not None
    _write(publication, Audience.COMMUNITY if is_home else Audience.DISTRICT)


def _write(publication: Publication, audience: str) -> None:
    publication.audience, publication.audience_role = audience, ""
    publication.is_wide = audience in BEYOND
    publication.is_on_site = publication.is_on_site and audience in OPEN_TO_ALL
    publication.save(update_fields=["audience", "audience_role", "is_wide", "is_on_site"])
