"""Files go to the client from the event loop, so that no page thread waits for a slow line."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
import os
import re

from staffroom.config.server.asgi import Headers, Scope, Send, header

BLOCK = 128 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
SLICED = {b"content-length", b"content-range"}

_disk = ThreadPoolExecutor(2, thread_name_prefix="disk")


@dataclass(slots=True)
class OpenFile:
    """A descriptor of ours and how much of it to send; closed when it is sent or forgotten."""

    descriptor: int
    size: int
    is_open: bool = field(default=True, init=False)

    def close(self) -> None:
        """Give the descriptor back."""
        if self.is_open:
            self.is_open = False
            os.close(self.descriptor)


async def send_file(
    scope: Scope, send: Send, status: int, headers: Headers, file: OpenFile
) -> None:
    """Send a file, or the part of it that is asked for, and close it.

    Only a whole 200 answer whose length is the file's may be cut; one range is understood, several
    or a spoilt one get the whole file, as the protocol allows.
    """
    try:
        start, length = 0, file.size
        if status == 200 and _may_cut(headers, file.size):
            headers.append((b"accept-ranges", b"bytes"))
            part = _part(scope, headers, file.size)
            if part is not None:
                start, length = part.start, len(part)
                status = 206 if part else 416
                cut = f"{part.start}-{part.stop - 1}" if part else "*"
                headers = _recut(headers, length, f"bytes {cut}/{file.size}")
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await _send_body(scope, send, file, start, length)
    finally:
        file.close()


async def _send_body(scope: Scope, send: Send, file: OpenFile, start: int, length: int) -> None:
    loop = asyncio.get_running_loop()
    end = start + length
    while scope["method"] != "HEAD" and start < end:
        size = min(BLOCK, end - start)
        data = await loop.run_in_executor(_disk, os.pread, file.descriptor, size, start)
        if not data:
            raise OSError("the file became shorter while it was sent")
        start += len(data)
        await send({"type": "http.response.body", "body": data, "more_body": start < end})
    if length == 0 or scope["method"] == "HEAD":
        await send({"type": "http.response.body"})


def _may_cut(headers: Headers, size: int) -> bool:
    names = dict(headers)
    whole = str(size).encode()
    return b"content-encoding" not in names and names.get(b"content-length") == whole


def _recut(headers: Headers, length: int, content_range: str) -> Headers:
    kept = [pair for pair in headers if pair[0] not in SLICED]
    return [
        *kept,
        (b"content-length", str(length).encode()),
        (b"content-range", content_range.encode()),
    ]


def _part(scope: Scope, headers: Headers, size: int) -> range | None:
    """The bytes asked for: none of them when they lie outside the file, None for all of it."""
    found = RANGE.fullmatch(header(scope, b"range").replace(" ", ""))
    if found is None or scope["method"] not in {"GET", "HEAD"} or not any(found.groups()):
        return None
    condition = header(scope, b"if-range").encode("latin-1")
    names = dict(headers)
    if condition and condition not in {names.get(b"etag"), names.get(b"last-modified")}:
        return None
    first, last = found.groups()
    start = int(first) if first else max(size - int(last), 0)
    stop = min(int(last) + 1, size) if first and last else size
    if first and last and int(last) < int(first):
        return None
    return range(start, stop) if start < size else range(0)
