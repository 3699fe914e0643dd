"""Who listens in this process: streams by topic, each with a short queue of its own.

Everything here runs in the event loop, so nothing needs a lock. The hub knows no rights: whoever
opens a stream has judged its topics (`config.server.streams`).
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
import json
from typing import Any

from staffroom.core.live.bus import REJUDGE

LONGEST_QUEUE = 100  # a reader who is so far behind comes back and is told what he missed
BEAT = b":\n\n"


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the event table."""

    id: int
    topic: str
    kind: str
    payload: dict[str, Any]

    def encoded(self) -> bytes:
        """The event as the browser's EventSource reads it."""
        data = {"topic": self.topic, "kind": self.kind, **self.payload}
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        return f"id:{self.id}\ndata:{text}\n\n".encode()


@dataclass(slots=True, eq=False)
class Stream:
    """One open page: what it listens to and what waits to be sent."""

    topics: frozenset[str]
    owner: str  # whose streams are counted together: a person, or a guest's address
    mark: Any = None  # session and rights as they were judged; the opener's business
    floor: int = -1  # the page has heard everything up to this event
    heard: frozenset[int] = frozenset()  # and these after it
    waiting: deque[tuple[int, bytes]] = field(default_factory=deque)
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    is_closed: bool = False
    is_stale: bool = False  # must be judged again
    judged: int = 0  # the turn at which it was judged last

    def put(self, number: int, data: bytes) -> None:
        """Have something sent; who does not read is let go."""
        if len(self.waiting) >= LONGEST_QUEUE:
            self.close()
            return
        self.waiting.append((number, data))
        self.bell.set()

    def begins_at(self, since: int, floor: int, replayed: Iterable[int]) -> None:
        """Remember what the page knows: the watcher may be a moment behind and tell it late.

        Args:
            since: the event at which the page stood when it was made or its line broke.
            floor: the page has heard everything up to here (`watch.settled`).
            replayed: events that are told to it from the table.
        """
        self.floor, self.heard = floor, frozenset((since, *replayed))

    def take(self) -> bytes:
        """What waits to be sent, each event once; beats have no number."""
        waiting, self.waiting = self.waiting, deque()
        return b"".join(
            data
            for number, data in waiting
            if number == 0 or (number > self.floor and number not in self.heard)
        )

    def close(self) -> None:
        """End the stream; nothing more is sent."""
        self.is_closed = True
        self.waiting.clear()
        self.bell.set()


class Hub:
    """The streams of this process."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self.by_topic: dict[str, set[Stream]] = defaultdict(set)
        self.by_owner: dict[str, list[Stream]] = defaultdict(list)
        self.has_streams = asyncio.Event()
        self.has_stale = asyncio.Event()

    def add(self, stream: Stream) -> None:
        """Let a stream hear of its topics from now on."""
        self.streams.add(stream)
        self.by_owner[stream.owner].append(stream)
        for topic in stream.topics:
            self.by_topic[topic].add(stream)
        self.has_streams.set()

    def remove(self, stream: Stream) -> None:
        """Forget a stream."""
        stream.close()
        self.streams.discard(stream)
        self._unlisten(stream, stream.topics)
        mine = self.by_owner.get(stream.owner)
        if mine and stream in mine:
            mine.remove(stream)
            if not mine:
                del self.by_owner[stream.owner]
        if not self.streams:
            self.has_streams.clear()

    def narrow(self, stream: Stream, topics: Iterable[str]) -> None:
        """Leave a stream only these topics; without any it ends."""
        kept = stream.topics & frozenset(topics)
        self._unlisten(stream, stream.topics - kept)
        stream.topics = kept
        if not kept:
            stream.close()

    def _unlisten(self, stream: Stream, topics: Iterable[str]) -> None:
        for topic in topics:
            listeners = self.by_topic.get(topic)
            if listeners:
                listeners.discard(stream)
                if not listeners:
                    del self.by_topic[topic]

    def hand_out(self, events: Iterable[Event]) -> None:
        """Give events to those who listen; an event is encoded once for all of them."""
        for event in events:
            listeners = self.by_topic.get(event.topic)
            if not listeners:
                continue
            if event.kind == REJUDGE:
                self.doubt(listeners)
                continue
            data = event.encoded()
            for stream in tuple(listeners):
                stream.put(event.id, data)

    def doubt(self, streams: Iterable[Stream]) -> None:
        """Have streams judged again."""
        for stream in streams:
            stream.is_stale = True
        self.has_stale.set()

    def beat(self) -> None:
        """A comment to everyone, so that lines stay open and lost ones are noticed."""
        for stream in tuple(self.streams):
            if not stream.waiting:
                stream.put(0, BEAT)

    def close(self) -> None:
        """End all streams."""
        for stream in tuple(self.streams):
            stream.close()
