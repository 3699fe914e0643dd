"""Live streams: announced, begun, called off, and the recording that is added afterwards."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from staffroom.core.events import publish
from staffroom.core.viewer import Viewer
from staffroom.features.materials import events
from staffroom.features.materials.models import Recording
from staffroom.features.materials.registry import USUAL_STREAM
from staffroom.shared.publications.models import Publication, PublicationStatus


def tell_changed(
    *, row: Recording, publication: Publication, was: Recording, actor: Viewer, at: datetime
) -> None:
    """Tell of what has changed in a published material: the hour of its stream, the recording.

    Args:
        row: what of it is watched now.
        publication: the material itself.
        was: the same row before the change.
        actor: who changed it.
        at: now.
    """
    if publication.status != PublicationStatus.PUBLISHED:
        return
    if row.starts_at != was.starts_at:
        if row.starts_at is not None and row.starts_at > at:
            _tell(events.StreamAnnounced, publication, actor, row.starts_at)
        elif was.starts_at is not None and was.starts_at > at:
            _tell(events.StreamCancelled, publication, actor, was.starts_at)
    if row.added_at is not None and was.added_at is None:
        publish(
            events.RecordingAdded(
                district_id=publication.district_id, actor_id=actor.person_id,
                publication_id=publication.pk, community_id=publication.home_community_id,
            )
        )  # fmt: skip


def announce(*, publication: Publication, actor: Viewer, at: datetime) -> None:
    """A material with a stream ahead has been published; nothing for others. Assumes a transaction."""
    row = Recording.objects.filter(pk=publication.pk, starts_at__gt=at).first()
    if row is not None and row.starts_at is not None:
        _tell(events.StreamAnnounced, publication, actor, row.starts_at)


@transaction.atomic
def begin_stream(*, publication_id: int, actor: Viewer, at: datetime) -> bool:
    """State once that the stream has begun; False when it was moved, called off, is over or stated already."""
    due = Recording.objects.filter(
        pk=publication_id, begun_at=None, starts_at__lte=at,
        material__publication__status=PublicationStatus.PUBLISHED,
    )  # fmt: skip
    row = due.select_related("material__publication").first()
    if row is None or row.starts_at is None:
        return False
    is_over = row.starts_at + timedelta(minutes=row.planned or USUAL_STREAM) <= at
    standing = Recording.objects.filter(pk=row.pk, begun_at=None, starts_at=row.starts_at)
    if is_over or not standing.update(begun_at=at):
        return False
    Publication.objects.filter(pk=publication_id).update(version=F("version") + 1)
    _tell(events.StreamBegun, row.material.publication, actor, row.starts_at)
    return True


def _tell(
    event: type[events.StreamFact], publication: Publication, actor: Viewer, starts: datetime
) -> None:
    publish(
        event(
            district_id=publication.district_id, actor_id=actor.person_id,
            publication_id=publication.pk, community_id=publication.home_community_id,
            starts=starts.isoformat(),
        )
    )  # fmt: skip
