"""What follows when a material is published."""

from datetime import datetime

from staffroom.core import files
from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.files.events import FileRead
from staffroom.core.viewer import Viewer
from staffroom.features.materials.actions.opening import end_openings
from staffroom.features.materials.actions.streams import announce
from staffroom.features.materials.actions.uses import count_adapted
from staffroom.features.materials.actions.versions import keep_version
from staffroom.features.materials.events import StreamAnnounced
from staffroom.features.materials.jobs import begin_stream, look_for_pupils
from staffroom.features.materials.models import Material
from staffroom.features.materials.registry import MATERIAL
from staffroom.shared.publications.events import (
    PublicationEdited,
    PublicationHidden,
    PublicationPublished,
    PublicationRemoved,
)
from staffroom.shared.publications.registry import PUBLICATION_FILES


@on(PublicationPublished)
def keep_the_first_version(event: PublicationPublished) -> None:
    """Readers see version 1 from now; what it was made of knows of it."""
    if event.kind != MATERIAL.code:
        return
    row = (
        Material.objects.select_related("publication")
        .filter(publication=event.publication_id)
        .first()
    )
    if row is None:
        return
    actor = Viewer(person_id=event.actor_id)
    announce(publication=row.publication, actor=actor, at=now())
    keep_version(material=row, note="", actor=actor, at=now(), is_first=True)
    count_adapted(publication=row.publication, actor=actor)
    if row.publication.file_n:
        look_for_pupils.enqueue(publication_id=event.publication_id)


@on(StreamAnnounced)
def wait_for_the_stream(event: StreamAnnounced) -> None:
    """When it begins, those who follow the material are told."""
    begin_stream.enqueue_at(
        datetime.fromisoformat(event.starts), publication_id=event.publication_id
    )


@on(PublicationEdited)
def look_at_the_new_words(event: PublicationEdited) -> None:
    """A mark that was answered or mended is taken off; a new one is set."""
    if event.kind == MATERIAL.code:
        look_for_pupils.enqueue(publication_id=event.publication_id)


@on(PublicationRemoved)
@on(PublicationHidden)
def prepare_no_more(event: PublicationRemoved | PublicationHidden) -> None:
    """What nobody reads is not opened to anybody."""
    if event.kind == MATERIAL.code:
        actor = Viewer(person_id=event.actor_id)
        end_openings(publication_id=event.publication_id, actor=actor, at=now())


@on(FileRead)
def look_into_the_file(event: FileRead) -> None:
    """A file may be read after its material has been published."""
    found = files.thing_of(event.file_id)
    if found and found[0] == PUBLICATION_FILES and Material.objects.filter(pk=found[1]).exists():
        look_for_pupils.enqueue(publication_id=found[1])
