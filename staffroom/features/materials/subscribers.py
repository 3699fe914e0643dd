"""What follows when a material is published."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.features.materials.actions.uses import count_adapted
from staffroom.features.materials.actions.versions import keep_version
from staffroom.features.materials.models import Material
from staffroom.features.materials.registry import MATERIAL
from staffroom.shared.publications.events import PublicationPublished


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
    keep_version(material=row, note="", actor=actor, at=now(), is_first=True)
    count_adapted(publication=row.publication, actor=actor)
