"""A moderator's edit becomes what the material says, in the author's name and by his agreement."""

from datetime import datetime

from staffroom.core.richtext import clean
from staffroom.core.viewer import Viewer
from staffroom.features.materials.actions.versions import keep_version
from staffroom.features.materials.models import Material, OpeningStep
from staffroom.shared.publications.actions.content import Content
from staffroom.shared.publications.actions.publishing import edit_publication

NOTE = "Правка модератора перед открытием"


def put_edit(*, material: Material, step: OpeningStep, actor: Viewer, at: datetime) -> None:
    """Put the text of a step in the material; it is its next version. Assumes a transaction."""
    shown = material.publication
    content = Content(
        title=step.title, text=clean(step.html), tags=shown.tags, theme=shown.theme,
        audience=shown.audience, role=shown.audience_role,
    )  # fmt: skip
    material.publication = edit_publication(publication=shown, content=content, actor=actor, at=at)
    keep_version(material=material, note=NOTE, actor=actor, at=at)
