"""Domain events: facts that have happened, stated inside the transaction that made them.

`@on(Event)` runs at once, inside the transaction, and may only touch its own tables or enqueue a
job. `@after(Event)` runs on commit and may push to browsers; its failure is logged, never shown.
A listener on a base class hears every event below it (the journal listens on `Event` itself).
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, partial
import logging
from typing import Any, ClassVar, TypeVar

from django.db import transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact. Subclasses set `code` («forum.topic.closed») and `subject` (the thing's field).

    `district_id` says whose journal keeps it; `actor_id` is the person, None for the system. Fields
    are ids and codes only: no words of people.
    """

    code: ClassVar[str] = ""
    subject: ClassVar[str] = ""
    is_written: ClassVar[bool] = True  # False: listeners hear it, the journal does not keep it

    district_id: int | None
    actor_id: int | None

    @property
    def subject_id(self) -> int:
        """The key of the thing that the fact is about."""
        return int(getattr(self, self.subject))

    def told(self) -> dict[str, Any]:
        """All that the fact says, by the names of its fields: `asdict` for plain values, without its copying."""
        kind: Any = type(
            self
        )  # hashable, though mypy takes the fact's own `__hash__` for its class's
        return {name: getattr(self, name) for name in _names(kind)}


@cache
def _names(kind: type[Event]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


Listener = Callable[[Any], None]
L = TypeVar("L", bound=Listener)

_during: dict[type[Event], list[Listener]] = defaultdict(list)
_after: dict[type[Event], list[Listener]] = defaultdict(list)


def on(event_class: type[Event]) -> Callable[[L], L]:
    """Listen inside the transaction: own tables and jobs only."""

    def register(listener: L) -> L:
        if listener not in _during[event_class]:
            _during[event_class].append(listener)
        return listener

    return register


def after(event_class: type[Event]) -> Callable[[L], L]:
    """Listen on commit: a push that may be lost without harm."""

    def register(listener: L) -> L:
        if listener not in _after[event_class]:
            _after[event_class].append(listener)
        return listener

    return register


def publish(event: Event) -> None:
    """State a fact to every listener.

    Raises:
        RuntimeError: no transaction is open, so the fact could outlive a change that was undone.
    """
    if not transaction.get_connection().in_atomic_block:
        message = f"{type(event).__name__} was published outside a transaction"
        raise RuntimeError(message)
    for kind in type(event).__mro__:
        for listener in _during.get(kind, ()):
            listener(event)
        for listener in _after.get(kind, ()):
            transaction.on_commit(partial(_tell, listener, event), robust=True)


def _tell(listener: Listener, event: Event) -> None:
    try:
        listener(event)
    except Exception:
        log.exception("listener %s failed on %s", listener.__qualname__, event.code)
