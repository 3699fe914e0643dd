"""Styles, scripts and pictures of the site: hashed names, for ever in the browser's cache."""

from collections.abc import Iterator
from hashlib import sha256
import os
from pathlib import Path
import re
from wsgiref.headers import Headers as WsgiHeaders

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise import WhiteNoise

from staffroom.config.server.asgi import Receive, Scope, Send, answer, header, refuse
from staffroom.config.server.files import OpenFile, send_file

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
STAMP = ".collected"


def collect() -> bool:
    """Collect the static files when their sources have changed; True when it was done."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / STAMP
    now = _print_of_sources()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.exists())
    stamp.write_text(now)
    return True


def _print_of_sources() -> str:
    whole = sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for line in sorted(_sources()):
        whole.update(line.encode())
    return whole.hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = os.stat(storage.path(path))  # noqa: PTH116 - one call for both figures
            yield f"{path} {about.st_mtime_ns} {about.st_size}\n"


def _own_headers(headers: WsgiHeaders, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Referrer-Policy"] = "same-origin"
    # An SVG opened by itself is a document: it may show itself and nothing else.
    headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


class Statics:
    """The collected files, found once at start; WhiteNoise knows encodings, ranges and ages."""

    def __init__(self) -> None:
        self.files = WhiteNoise(
            None,
            root=settings.STATIC_ROOT,
            prefix=settings.STATIC_URL,
            max_age=3600,
            allow_all_origins=False,
            add_headers_function=_own_headers,
            immutable_file_test=lambda _path, url: bool(HASHED.search(url)),
        ).files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - every ASGI application takes it
        """Send the file at this path."""
        found = self.files.get(scope["path"])
        if found is None or scope["path"].endswith(f"/{STAMP}"):
            await refuse(send, 404, "<!doctype html><title>404</title>Нет такого файла.".encode())
            return
        wanted = {
            "HTTP_ACCEPT_ENCODING": header(scope, b"accept-encoding"),
            "HTTP_IF_NONE_MATCH": header(scope, b"if-none-match") or None,
        }
        since = header(scope, b"if-modified-since")
        if since:
            wanted["HTTP_IF_MODIFIED_SINCE"] = since
        response = found.get_response(scope["method"], wanted)
        headers = [(k.lower().encode(), v.encode()) for k, v in response.headers]
        if response.file is None:
            await answer(send, int(response.status), headers)
            return
        with response.file as file:
            descriptor = os.dup(file.fileno())
        opened = OpenFile(descriptor, os.fstat(descriptor).st_size)
        await send_file(scope, send, int(response.status), headers, opened)
