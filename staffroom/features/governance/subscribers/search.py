"""What follows for the search when an application is submitted, decided or taken back."""

from staffroom.core.events import on
from staffroom.features.governance import events
from staffroom.shared.search.actions import index


@on(events.ApplicationSubmitted)
@on(events.ApplicationWithdrawn)
@on(events.ApplicationSupported)
@on(events.ApplicationRefused)
@on(events.ApplicationFounded)
def application_changed(event: events.ApplicationFact) -> None:
    """It is found by its words, the reason of a refusal among them."""
    index.index("application", [event.application_id])
