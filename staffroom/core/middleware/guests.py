"""Guests get whole pages from memory while nothing in the database has changed.

A page is kept with the database's mark that stood before it was made, and is given out only while
that mark stands, so what was hidden a moment ago is hidden here too. Never for a signed-in request,
never with a cookie, never with a nonce; half a minute at most, because some words on a page tell
time.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers

from staffroom.core.middleware.size import coding_of
from staffroom.core.versions import database_mark

Respond = Callable[[HttpRequest], HttpResponse]

LONGEST = 30.0
ROOM = 8 * 2**20  # bytes of bodies in one process
LARGEST = 512 * 1024
VARYING = ("HX-Request", "HX-History-Restore-Request", "Save-Data", "Accept-Language")
KNOWN = {"cookie", "accept-encoding", *(name.lower() for name in VARYING)}
ANYBODY = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it goes to a guest."""

    mark: str
    made_at: float
    body: bytes
    headers: dict[str, str]


class Shelf:
    """Kept pages, the least asked for first to go."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.pages: OrderedDict[Any, Kept] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Any, mark: str) -> Kept | None:
        """The page, if it is still right."""
        with self.lock:
            kept = self.pages.get(key)
            if kept is None:
                return None
            if kept.mark != mark or time.monotonic() - kept.made_at > LONGEST:
                self._forget(key)
                return None
            self.pages.move_to_end(key)
            return kept

    def put(self, key: Any, kept: Kept) -> None:
        """Keep a page, making room for it."""
        with self.lock:
            self._forget(key)
            self.pages[key] = kept
            self.room -= len(kept.body)
            while self.room < 0:
                self._forget(next(iter(self.pages)))

    def _forget(self, key: Any) -> None:
        kept = self.pages.pop(key, None)
        if kept is not None:
            self.room += len(kept.body)


def whole_pages(respond: Respond) -> Respond:
    """Give guests kept pages; keep those that may be kept; answer 304 where nothing changed."""
    shelf = Shelf()

    def middleware(request: HttpRequest) -> HttpResponse:
        mark = _mark(request)
        if mark is None:
            return respond(request)
        key = _key(request)
        kept = shelf.get(key, mark)
        if kept is None:
            request.is_kept = True  # type: ignore[attr-defined]  # worth a tighter compression
            response = respond(request)
            if not _may_keep(request, response):
                return response
            kept = _keep(response, mark)
            shelf.put(key, kept)
        return _given(request, kept)

    return middleware


def _mark(request: HttpRequest) -> str | None:
    if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    if "Authorization" in request.headers or connection.in_atomic_block:
        return None  # inside a transaction the mark does not see our own changes
    try:
        return database_mark()
    except DatabaseError:
        return None


def _key(request: HttpRequest) -> tuple[Any, ...]:
    cookies = tuple(
        sorted(pair for pair in request.COOKIES.items() if pair[0] != settings.CSRF_COOKIE_NAME)
    )
    headers = tuple(request.headers.get(name) for name in VARYING)
    place = (request.scheme, request.headers.get("Host"), request.get_full_path())
    return (*place, coding_of(request), cookies, headers)


def _may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.csp_nonce.is_used  # type: ignore[attr-defined]  # ours
        and getattr(request, "person", None) is None
        and "Cache-Control" not in response.headers
        and varies <= KNOWN
        and len(response.content) <= LARGEST
    )


def _keep(response: HttpResponse, mark: str) -> Kept:
    patch_vary_headers(response, ["Cookie"])
    digest = blake2b(response.content, digest_size=12).hexdigest()
    headers = {**response.headers, "ETag": f'"{digest}"', "Cache-Control": ANYBODY}
    return Kept(mark, time.monotonic(), response.content, headers)


def _given(request: HttpRequest, kept: Kept) -> HttpResponse:
    if kept.headers["ETag"] in request.headers.get("If-None-Match", ""):
        unchanged = HttpResponseNotModified()
        for name in ("ETag", "Cache-Control", "Vary"):
            unchanged[name] = kept.headers[name]
        return unchanged
    return HttpResponse(kept.body, headers=kept.headers)
