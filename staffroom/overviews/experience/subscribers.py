"""What follows for pages of experience from what happens elsewhere."""

from staffroom.core.clock import now
from staffroom.core.events import on
from staffroom.overviews.experience.actions import forget_person
from staffroom.shared.accounts.events import PersonErased


@on(PersonErased)
def forget_page(event: PersonErased) -> None:
    """An erased person shows nothing and has asked for nothing."""
    forget_person(person_id=event.person_id, at=now())
