"""Pages: Django's WSGI handler in one thread that never waits for a client."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
import io
import os
from pathlib import Path
import sys
import tempfile
import time
from typing import IO, Any

from staffroom.config.server.asgi import BUSY, Headers, Receive, Scope, Send, answer, header, refuse
from staffroom.config.server.disk import Disk
from staffroom.config.server.files import OpenFile, send_file
from staffroom.core.errors import DomainError
from staffroom.core.sqlite import saving

IN_MEMORY = 256 * 1024  # a request's body above this is kept on disk
KEPT_ANSWER = 1024 * 1024  # a generated answer above this is kept on disk
GAP_SECONDS = 30.0  # the longest silence within a body
GRACE_SECONDS = 60.0  # after this a body must have come at SLOWEST or quicker
SLOWEST = 2048  # bytes a second
PATIENCE = 2.0  # seconds of waiting pages after which new requests are refused
ALWAYS = 8  # that many may always wait

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class TooLarge(DomainError):
    """What was sent is larger than the site takes."""

    status = 413


class GoneOrSlow(Exception):
    """The client went away, or sends too slowly to be waited for."""


@dataclass(slots=True)
class Answer:
    """What a page has answered: its body, or a file to send."""

    status: int
    headers: Headers
    body: bytes
    file: OpenFile | None = None
    has_written: bool = False


class Handed:
    """A file that a page answered with (`wsgi.file_wrapper`): it is sent without the page."""

    def __init__(self, stream: IO[bytes], block_size: int = 65536) -> None:
        self.stream = stream
        self.block_size = block_size

    def __iter__(self) -> Iterable[bytes]:
        return iter(lambda: self.stream.read(self.block_size), b"")

    def close(self) -> None:
        """End the page's request (Django hangs its own end on the stream's)."""
        self.stream.close()


class Pages:
    """An ASGI application that calls a WSGI one for each request, wholly read, in one thread."""

    def __init__(self, wsgi: Wsgi, *, largest: int, folder: Path) -> None:
        """`largest` is the longest body in bytes; `folder` keeps what does not fit into memory."""
        self.wsgi = wsgi
        self.largest = largest
        self.folder = folder
        self.thread = ThreadPoolExecutor(1, thread_name_prefix="page")
        self.waiting = 0
        self.disk: Disk | None = None  # waits for the disk, where commits do not
        self.pace = 0.005  # seconds that a page takes, on the average of the last ones

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the request, have the page made, send the answer."""
        if self.waiting > ALWAYS and self.waiting * self.pace > PATIENCE:
            await refuse(send, 503, BUSY, (b"retry-after", b"3"))
            return
        refusal = None
        try:
            body, size = await self.read(scope, receive)
        except GoneOrSlow:
            await refuse(send, 408)
            return
        except TooLarge as too_large:
            body, size, refusal = io.BytesIO(), 0, too_large
        with body:
            environ = environ_of(scope, body, size)
            if refusal is not None:
                environ["staffroom.refusal"] = refusal
            made = await self.make(environ)
        if refusal is not None:
            made.headers.append((b"connection", b"close"))
        if made.file is not None:
            await send_file(scope, send, made.status, made.headers, made.file)
        else:
            await answer(send, made.status, made.headers, made.body)

    async def read(self, scope: Scope, receive: Receive) -> tuple[IO[bytes], int]:
        """The request's body and its length.

        Raises:
            TooLarge: it is longer than `largest`; what came has been thrown away.
            GoneOrSlow: the client left or is too slow.
        """
        declared = header(scope, b"content-length")
        if not declared and not header(scope, b"transfer-encoding"):
            return io.BytesIO(), 0
        is_large = declared.isdigit() and int(declared) > self.largest
        if is_large and int(declared) > 4 * self.largest:
            raise self.too_large()  # not worth reading to the end for the sake of a readable answer
        body = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(self.folder))  # noqa: SIM115 - handed on
        try:
            size = await self._spool(receive, body)
        except BaseException:
            body.close()
            raise
        return body, size

    async def _spool(self, receive: Receive, body: IO[bytes]) -> int:
        size, began, has_more = 0, time.monotonic(), True
        while has_more:
            try:
                async with asyncio.timeout(GAP_SECONDS):
                    message = await receive()
            except TimeoutError:
                raise GoneOrSlow from None
            if message["type"] == "http.disconnect":
                raise GoneOrSlow
            size += len(message.get("body", b""))
            if size <= self.largest:
                body.write(message.get("body", b""))
            elif size > 4 * self.largest:
                break
            has_more = message.get("more_body", False)
            overtime = time.monotonic() - began - GRACE_SECONDS
            if has_more and overtime > 0 and size < SLOWEST * (overtime + GRACE_SECONDS):
                raise GoneOrSlow
        if size > self.largest:
            raise self.too_large()
        body.seek(0)
        return size

    def too_large(self) -> TooLarge:
        """The refusal of an oversized body."""
        return TooLarge(
            f"Слишком большой файл: сайт принимает до {self.largest // 2**20} МБ за раз."
        )

    async def make(self, environ: dict[str, Any]) -> Answer:
        """Have the page made in the page thread; what it has written is on the disk."""
        self.waiting += 1
        try:
            made = await asyncio.get_running_loop().run_in_executor(
                self.thread, self._page, environ
            )
        finally:
            self.waiting -= 1
        if self.disk and made.has_written:
            await self.disk.reached()
        return made

    def _page(self, environ: dict[str, Any]) -> Answer:
        began = time.perf_counter()
        made = Answer(500, [], b"")

        def start(status: str, headers: list[tuple[str, str]], _problem: object = None) -> None:
            made.status = int(status[:3])
            made.headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]

        result = self.wsgi(environ, start)
        try:
            if isinstance(result, Handed):
                made.file = _opened(result.stream)
            if made.file is None:
                self._drain(result, made)
        finally:
            if hasattr(result, "close"):
                result.close()
            made.has_written = self.disk is not None and saving.has_written()
            self.pace += (time.perf_counter() - began - self.pace) / 16
        return made

    def _drain(self, chunks: Iterable[bytes], made: Answer) -> None:
        """Take a whole answer: into memory, or to disk when it is long."""
        kept: list[bytes] = []
        size = 0
        spill: IO[bytes] | None = None
        for chunk in chunks:
            size += len(chunk)
            if spill is None and size > KEPT_ANSWER and kept:
                spill = tempfile.TemporaryFile(dir=self.folder)  # noqa: SIM115 - its descriptor lives on
                spill.writelines(kept)
            if spill is None:
                kept.append(chunk)
            else:
                spill.write(chunk)
        if spill is None:
            made.body = b"".join(kept)
            return
        with spill:
            spill.flush()
            made.file = OpenFile(os.dup(spill.fileno()), size)


def _opened(stream: IO[bytes]) -> OpenFile | None:
    """Our own descriptor of a real file that stands at its beginning, else None."""
    try:
        descriptor = stream.fileno()
        if stream.tell() != 0:
            return None
    except (AttributeError, OSError):
        return None
    return OpenFile(os.dup(descriptor), os.fstat(descriptor).st_size)


def environ_of(scope: Scope, body: IO[bytes], size: int) -> dict[str, Any]:
    """The WSGI environment of an ASGI request whose body has come whole."""
    host, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": Handed,
    }
    for name, value in scope["headers"]:
        if b"_" in name or name in {b"content-length", b"transfer-encoding", b"proxy"}:
            continue  # a_b would pass for a-b; the length is the one that really came
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        text = value.decode("latin-1")
        if key in environ:
            text = f"{environ[key]}{';' if key == 'HTTP_COOKIE' else ','}{text}"
        environ[key] = text
    environ["CONTENT_LENGTH"] = str(size)
    return environ
