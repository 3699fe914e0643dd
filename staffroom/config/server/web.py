"""One web process: an event loop for the lines, one thread for the pages."""

import asyncio
from collections.abc import Callable
import contextlib
import os
from pathlib import Path
import socket
from types import FrameType

from django.apps import apps
from django.conf import settings
from django.template import engines
from django.urls import get_resolver
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.environment import create_cache
from uvicorn import Config, Server

from staffroom.config.conf import conf
from staffroom.config.server import wsgi
from staffroom.config.server.asgi import Receive, Scope, Send
from staffroom.config.server.disk import Disk
from staffroom.config.server.guard import Guarded
from staffroom.config.server.pages import Pages
from staffroom.config.server.statics import Statics
from staffroom.config.server.streams import Streams
from staffroom.core.health import latest_migrations
from staffroom.core.sqlite import saving

LIVE = "/live/"
STOP_SECONDS = 3


class Site:
    """The whole site as one ASGI application."""

    def __init__(self) -> None:
        folder = Path(settings.DATA_DIR) / "tmp"
        folder.mkdir(parents=True, exist_ok=True)
        self.pages = Pages(wsgi.pages(), largest=conf.largest_request, folder=folder)
        self.statics = Statics()
        self.streams = Streams()

    def load(self) -> None:
        """Import and compile what every process needs, while there is only one process."""
        get_resolver().url_patterns  # noqa: B018 - reading it imports every app's addresses
        get_resolver().reverse_dict  # noqa: B018 - reading it makes the table of names
        latest_migrations()
        uvloop_and_all = Config(self, http=Guarded, lifespan="off", log_config=None)  # type: ignore[arg-type]
        uvloop_and_all.load()
        uvloop_and_all.get_loop_factory()
        compile_templates()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Streams and files by the loop, everything else by the page thread."""
        path = scope["path"]
        if path == LIVE:
            await self.streams(scope, receive, send)
        elif path.startswith(settings.STATIC_URL):
            await self.statics(scope, receive, send)
        else:
            await self.pages(scope, receive, send)


def compile_templates() -> None:
    """Compile our own templates; what was compiled before is read from the data folder."""
    folder = Path(settings.DATA_DIR) / "cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    jinja: Environment = engines.all()[0].env  # type: ignore[attr-defined]  # our one engine
    jinja.bytecode_cache = FileSystemBytecodeCache(str(folder), "%s.safe")
    jinja.cache = create_cache(1000)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("staffroom.")}
    for name in jinja.list_templates():
        if name.partition("/")[0] in ours:
            jinja.get_template(name)


class Process(Server):
    """uvicorn's server that tells when it listens and lets the streams go when it stops."""

    def __init__(self, config: Config, site: Site, *, listens: Callable[[], None]) -> None:
        super().__init__(config)
        self.site = site
        self.listens = listens

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.listens()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the live streams first: they would never end by themselves."""
        self.site.streams.close()
        await super().shutdown(sockets)

    def watch(self, orphaned: int) -> None:
        """Stop when the supervisor is gone, however it went."""
        loop = asyncio.get_running_loop()

        def leave() -> None:
            loop.remove_reader(orphaned)
            self.should_exit = True

        loop.add_reader(orphaned, leave)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's own
        """Stop; unlike uvicorn, do not raise the signal again when all is done."""
        self.should_exit = True


def serve(site: Site, listening: socket.socket, *, ready: int, orphaned: int) -> None:
    """Serve until told to stop.

    Args:
        site: the application, made before the fork.
        listening: the bound socket of this process.
        ready: descriptor that gets one byte when we listen.
        orphaned: descriptor that becomes readable when the supervisor is gone.
    """
    trusted = conf.trusted_proxies
    if saving.put_off():
        site.pages.disk = Disk(saving.sync)
    config = Config(
        site,  # type: ignore[arg-type]  # our Scope is uvicorn's in other words
        http=Guarded,
        loop="auto",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=STOP_SECONDS,
        limit_concurrency=conf.connections,
    )

    def listens() -> None:
        with contextlib.suppress(OSError):
            os.write(ready, b"1")
        process.watch(orphaned)

    process = Process(config, site, listens=listens)
    process.run([listening])
