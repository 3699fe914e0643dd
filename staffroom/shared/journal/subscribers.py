"""Every fact leaves one row."""

from staffroom.core.clock import now
from staffroom.core.events import Event, on
from staffroom.shared.journal import actions


@on(Event)
def write_down(event: Event) -> None:
    """Write the fact in its own transaction, unless it is to leave no mark."""
    if event.is_written:
        actions.write(event, at=now())
