"""The event table: writing hints and judging who may hear them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction

from staffroom.core.clock import now
from staffroom.core.models import LiveEvent
from staffroom.core.prepared import write
from staffroom.core.viewer import Viewer

CHANNEL = "staffroom_live"
KEEP = timedelta(hours=1)
REJUDGE = "rejudge"  # kind of an event that reaches no browser

MayListen = Callable[[Viewer, str], bool]
audiences: dict[str, MayListen] = {}


def audience(name: str) -> Callable[[MayListen], MayListen]:
    """Declare who may listen to the topics `<name>:<key>`: a function of the viewer and the key."""

    def register(may: MayListen) -> MayListen:
        audiences[name] = may
        return may

    return register


def may_listen(viewer: Viewer, topic: str) -> bool:
    """True when the topic is known and the viewer is in its audience."""
    name, _, key = topic.partition(":")
    judge = audiences.get(name)
    return judge is not None and bool(judge(viewer, key))


def announce(topic: str, kind: str, payload: Mapping[str, int | str | None] | None = None) -> None:
    """Tell open pages that something changed, when the transaction is committed.

    Args:
        topic: `<name>:<key>` of a declared audience.
        kind: what happened, as the page's script knows it («reply», «bell»).
        payload: ids and numbers, never words of people.

    Raises:
        RuntimeError: no transaction is open.
    """
    if not connection.in_atomic_block:
        message = f"{topic} was announced outside a transaction"
        raise RuntimeError(message)
    key = write(LiveEvent, topic=topic, kind=kind, payload=dict(payload or {}), at=now())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(key)])


def position() -> int:
    """Where the stream of events stands: a page carries it, so that its stream begins there."""
    return LiveEvent.objects.order_by("-id").values_list("id", flat=True).first() or 0


def rejudge(topic: str) -> None:
    """Have everyone who listens to the topic judged again, when the transaction is committed."""
    with transaction.atomic():
        announce(topic, REJUDGE)


def prune(*, at: datetime) -> None:
    """Forget what no returning browser can ask for; the last row stays, so positions only grow."""
    LiveEvent.objects.filter(at__lt=at - KEEP, pk__lt=position()).delete()
