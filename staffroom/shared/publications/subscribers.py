"""What follows for publications from what happens to people."""

from staffroom.core.events import on
from staffroom.shared.accounts.events import PersonErased
from staffroom.shared.publications.actions.unsent import forget_all_unsent
from staffroom.shared.publications.jobs import forget_name


@on(PersonErased)
def forget_what_was_typed(event: PersonErased) -> None:
    """Unsent words of an erased person are nobody's; the name goes out of the words of others."""
    forget_all_unsent(person_id=event.person_id)
    forget_name.enqueue(person_id=event.person_id)
