"""`/live/`: one Server-Sent-Events stream for each open page.

`/live/?topics=thread:ab12,bell:7&since=4711` — `since` is the page's `live.position()`; a returning
browser sends `Last-Event-ID` instead. Who may listen is asked of the same session and viewer
middleware that pages go through, in one thread of its own. A stream ends within two seconds after
its session ends; it is judged again when its person's rights change, when an app says so
(`live.rejudge`), and each minute anyway.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import io
import itertools
import logging
import random
from typing import Any
from urllib.parse import parse_qs

from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, close_old_connections
from django.http import HttpRequest, HttpResponse

from staffroom.config.server.asgi import Headers, Receive, Scope, Send, header, refuse
from staffroom.config.server.pages import environ_of
from staffroom.core.clock import now
from staffroom.core.live.bus import may_listen
from staffroom.core.live.hub import Hub, Stream
from staffroom.core.live.watch import missed, settled, watcher
from staffroom.core.viewer import Viewer
from staffroom.shared.accounts import middleware as accounts
from staffroom.shared.accounts.models import Session
from staffroom.shared.communities import middleware as communities
from staffroom.shared.communities.queries.viewers import rights_stamps

log = logging.getLogger(__name__)

MOST_TOPICS = 20
MOST_STREAMS = 6000  # in one process
MOST_OF_A_PERSON = 10  # the eleventh ends the first
MOST_OF_AN_ADDRESS = 200  # guests: a school goes out by one address
BEAT_SECONDS = 15
AUDIT_SECONDS = 0.5
REJUDGE_SECONDS = 60
HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
]
RELOAD = b'data:{"topic":"","kind":"reload"}\n\n'

Stamp = tuple[int | None, int]  # the session's person and a number that his rights change


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stream was judged by, to be judged by again."""

    environ: dict[str, Any]
    session: str | None
    stamp: Stamp | None


class Streams:
    """The ASGI application behind `/live/`."""

    def __init__(self) -> None:
        self.thread: ThreadPoolExecutor | None = None
        self.hub: Hub | None = None
        self.tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open a stream, or refuse it: unknown and forbidden topics look alike."""
        hub = self._hub()
        refusal = self._refusal(scope, hub)
        if refusal:
            await refuse(send, refusal, b"", (b"retry-after", b"10"))
            return
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        topics = frozenset(",".join(asked.get("topics", [])).split(",")) - {""}
        if not 0 < len(topics) <= MOST_TOPICS:
            await refuse(send, 400)
            return
        environ = environ_of(scope, io.BytesIO(), 0)
        viewer, mark, allowed = await self._in_thread(_judge, environ, topics)
        if not allowed:
            await refuse(send, 404)
            return
        owner = f"person {viewer.person_id}" if viewer.person_id else environ["REMOTE_ADDR"]
        stream = Stream(frozenset(allowed), owner, mark)
        self._make_room(hub, owner, MOST_OF_A_PERSON if viewer.person_id else MOST_OF_AN_ADDRESS)
        hub.add(stream)
        try:
            await self._flow(receive, send, stream, _since(scope, asked))
        finally:
            hub.remove(stream)

    def close(self) -> None:
        """End all streams: the server stops."""
        for task in self.tasks:
            task.cancel()
        if self.hub:
            self.hub.close()

    def _hub(self) -> Hub:
        if self.hub is None:
            self.hub = Hub()
            self.thread = ThreadPoolExecutor(1, thread_name_prefix="judge")
            loops = (self._watch, self._beat, self._audit, self._rejudge)
            self.tasks = [asyncio.create_task(_forever(loop)) for loop in loops]
        return self.hub

    def _refusal(self, scope: Scope, hub: Hub) -> int:
        if scope["method"] != "GET":
            return 405
        # A page of another site may not listen in its reader's name.
        if header(scope, b"sec-fetch-site") not in {"", "same-origin"}:
            return 403
        origin, host = header(scope, b"origin"), header(scope, b"host")
        if origin and origin.partition("://")[2] != host:
            return 403
        return 503 if len(hub.streams) >= MOST_STREAMS else 0

    def _make_room(self, hub: Hub, owner: str, most: int) -> None:
        mine = hub.by_owner.get(owner, [])
        for stream in mine[: len(mine) - most + 1] if len(mine) >= most else []:
            hub.remove(stream)

    async def _flow(self, receive: Receive, send: Send, stream: Stream, since: int | None) -> None:
        """Send what waits until the page is closed, the stream ends or the server stops."""
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        start = f"retry:{random.randint(2000, 5000)}\n\n".encode()  # noqa: S311 - no herd at a restart
        if since is not None:
            old = await self._in_thread(missed, since, stream.topics)
            start += RELOAD if old is None else b"".join(event.encoded() for event in old)
            stream.begins_at(since, settled(since), [event.id for event in old or ()])
        await send({"type": "http.response.body", "body": start, "more_body": True})
        gone = asyncio.ensure_future(_gone(receive, stream))
        try:
            while True:
                await stream.bell.wait()
                stream.bell.clear()
                if stream.is_closed:
                    break
                if data := stream.take():
                    await send({"type": "http.response.body", "body": data, "more_body": True})
        finally:
            gone.cancel()
        await send({"type": "http.response.body"})

    async def _in_thread(self, work: Any, *args: Any) -> Any:
        def call() -> Any:
            close_old_connections()
            return work(*args)

        return await asyncio.get_running_loop().run_in_executor(self.thread, call)

    async def _watch(self) -> None:
        hub = self._hub()
        await watcher().run(hub.has_streams, hub.hand_out)

    async def _beat(self) -> None:
        hub = self._hub()
        await asyncio.sleep(BEAT_SECONDS)
        hub.beat()

    async def _audit(self) -> None:
        """Twice a second: which sessions have ended, whose rights have changed."""
        hub = self._hub()
        await hub.has_streams.wait()
        await asyncio.sleep(AUDIT_SECONDS)
        marks = {stream.mark.session for stream in hub.streams if stream.mark.session}
        stamps = await self._in_thread(_stamps, sorted(marks)) if marks else {}
        for stream in tuple(hub.streams):
            mark = stream.mark
            if mark.session is None:
                continue
            if mark.session not in stamps:
                stream.close()
            elif stamps[mark.session] != mark.stamp:
                hub.doubt([stream])

    async def _rejudge(self) -> None:
        """Judge the doubtful at once, and a few of the others, so that a minute sees them all."""
        hub = self._hub()
        await hub.has_streams.wait()
        try:
            async with asyncio.timeout(1.0):
                await hub.has_stale.wait()
        except TimeoutError:
            share = -(-len(hub.streams) // REJUDGE_SECONDS)
            oldest = sorted(hub.streams, key=lambda stream: stream.judged)[:share]
            hub.doubt(oldest)
        hub.has_stale.clear()
        for stream in [stream for stream in hub.streams if stream.is_stale]:
            stream.is_stale = False
            _, mark, allowed = await self._in_thread(_judge, stream.mark.environ, stream.topics)
            stream.mark, stream.judged = mark, next(_turn)
            hub.narrow(stream, allowed)


_turn = itertools.count(1)


async def _forever(loop: Any) -> None:
    while True:
        try:
            await loop()
        except (DatabaseError, OSError):
            log.exception("live updates stumbled")
            await asyncio.sleep(1)


async def _gone(receive: Receive, stream: Stream) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


def _since(scope: Scope, asked: dict[str, list[str]]) -> int | None:
    text = header(scope, b"last-event-id") or asked.get("since", [""])[0]
    return int(text) if text.isdigit() and len(text) < 19 else None


def _judge(environ: dict[str, Any], topics: frozenset[str]) -> tuple[Viewer, Mark, list[str]]:
    """Who asks and what he may hear, as a page would see him at this moment."""
    request = WSGIRequest(dict(environ))

    def end(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    accounts.session(communities.viewer(end))(request)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the middleware
    row = getattr(request.session, "row", None)
    session = row.pk if row else None
    mark = Mark(environ, session, _stamps([session]).get(session) if session else None)
    return viewer, mark, [topic for topic in topics if may_listen(viewer, topic)]


def _stamps(sessions: list[str]) -> dict[str, Stamp]:
    """For each standing session of an active person: who it is and a number for his rights."""
    stamps: dict[str, Stamp] = {}
    at = now()
    for start in range(0, len(sessions), 250):
        rows = Session.objects.filter(pk__in=sessions[start : start + 250], ends_at__gt=at)
        whose = dict(
            rows.exclude(person__is_active=False).order_by("pk").values_list("pk", "person_id")
        )
        rights = rights_stamps(sorted({key for key in whose.values() if key}), at=at)
        stamps.update((pk, (person, rights.get(person, 0))) for pk, person in whose.items())
    return stamps
