"""Facts that people are told of: a job in the transaction of the fact."""

from dataclasses import asdict

from staffroom.core import plugs
from staffroom.core.events import Event, on
from staffroom.shared.notifications.jobs import tell_people


@on(Event)
def pass_on(event: Event) -> None:
    """Have the notices of this fact made, if any kind is made of it."""
    if plugs.notices.get(type(event)):
        tell_people.enqueue(code=event.code, told=asdict(event))
