"""What follows for pages of experience from what happens elsewhere."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.core.viewer import Viewer
from staffroom.features.materials.registry import MATERIAL
from staffroom.overviews.experience.actions import forget_person, settle
from staffroom.overviews.experience.models import Piece
from staffroom.shared.accounts.events import PersonErased
from staffroom.shared.publications.events import PublicationHidden, PublicationRemoved


@on(PublicationRemoved)
@on(PublicationHidden)
def nothing_to_prepare(event: PublicationRemoved | PublicationHidden) -> None:
    """What nobody reads is not made ready for anybody."""
    if event.kind == MATERIAL.code:
        pages = Piece.objects.filter(publication=event.publication_id, prepared_at=None)
        for key in list(pages.order_by("experience").values_list("experience_id", flat=True)):
            settle(experience_id=key, actor=Viewer(person_id=event.actor_id), at=now())


@on(PersonErased)
def forget_page(event: PersonErased) -> None:
    """An erased person shows nothing and has asked for nothing."""
    forget_person(person_id=event.person_id, at=now())
