"""A real server in its own process group, for tests that talk to it over the line."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
import fcntl
import http.client
import os
from pathlib import Path
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
# Where parts of a whole run leave what all of them begin with; a run of its own has a folder of its own.
SHARED = "STAFFROOM_TEST_SHARED"


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class RunningSite:
    """The site, its port and its folder."""

    process: subprocess.Popen[str]
    port: int
    data: Path
    environ: dict[str, str]
    first_line: str

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 20,
    ) -> Answer:
        """One request on a line of its own."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            line.request(method, path, body=body, headers=dict(headers or {}))
            response = line.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            line.close()

    def connect(self, *, receive_buffer: int | None = None) -> socket.socket:
        """A bare line."""
        line = socket.socket()
        if receive_buffer:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        line.settimeout(20)
        line.connect(("127.0.0.1", self.port))
        return line

    def children(self) -> list[int]:
        """Processes under the supervisor."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]

    def command(self, *args: str) -> str:
        """Run a command of the same installation."""
        return staffroom(self.environ, *args)

    def stop(self) -> float:
        """Stop as an operator would; the seconds that it took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)
        return time.monotonic() - began


def staffroom(environ: Mapping[str, str], *args: str) -> str:
    """Run a command to its end; what it printed."""
    command = [sys.executable, "-m", "staffroom", *args]
    done = subprocess.run(
        command, env=environ, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


def environment(data: Path, settings: str = "tests.config.probe", **more: str) -> dict[str, str]:
    """Variables of an installation of its own."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith("STAFFROOM_")}
    ours.update(
        STAFFROOM_DATA=str(data),
        STAFFROOM_OFFICE="off",  # what is installed beside us takes no part in tests
        DJANGO_SETTINGS_MODULE=settings,
        HOST="127.0.0.1",
        PORT="0",
        **more,
    )
    return ours


def own_database() -> str:
    """A new empty database in the tests' PostgreSQL, when the run has one; SQLite otherwise."""
    url = os.environ.get("STAFFROOM_DATABASE", "")
    if not url.startswith("postgres"):
        return ""
    import psycopg  # noqa: PLC0415 - only where the run has PostgreSQL

    parts = urlsplit(url)
    name = f"site_{secrets.token_hex(6)}"
    where = {"host": unquote(parts.hostname or ""), "port": parts.port, "user": parts.username}
    with psycopg.connect(**where, dbname=parts.path[1:], autocommit=True) as line:  # type: ignore[arg-type]
        line.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return url.removesuffix(parts.path) + f"/{name}"


def migrated_on_postgres() -> str:
    """The name of a new database with the tables, in the tests' PostgreSQL: a template for others."""
    url = own_database()
    with tempfile.TemporaryDirectory() as data:
        fresh = environment(Path(data), "staffroom.config.settings", STAFFROOM_DATABASE=url)
        staffroom(fresh, "migrate", "-v0")
    return urlsplit(url).path[1:]


def made_once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder made by whoever asks for it first, also of another part of the run; to be copied."""
    if not os.environ.get(SHARED):
        os.environ[SHARED] = tempfile.mkdtemp(prefix="staffroom-shared-")
    place = Path(os.environ[SHARED])
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # ends with the file
        done, fresh = place / name, place / f"{name}.part"
        if not done.exists():
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            make(fresh)
            fresh.rename(done)
    return done


def migrated() -> Path:
    """A folder with the tables on SQLite, the collected files and the compiled templates."""

    def make(data: Path) -> None:
        fresh = environment(data, "staffroom.config.settings")
        staffroom(fresh, "migrate", "-v0")
        staffroom(fresh, "collectstatic", "-v0", "--no-input")
        # Four seconds of each server's start, and of each process of tests.
        compiling = "from staffroom.config.server.web import compile_templates as do; do()"
        staffroom(fresh, "shell", "-v0", "-c", compiling)

    return made_once("migrated", make)


def prepare(data: Path, environ: dict[str, str]) -> None:
    """Tables and collected files in a new folder."""
    if environ.get("STAFFROOM_DATABASE"):
        staffroom(environ, "migrate", "-v0")
    shutil.copytree(migrated(), data, dirs_exist_ok=True)


@contextmanager
def running_site(
    data: Path,
    *,
    processes: int = 2,
    workers: int = 0,
    settings: str = "tests.config.probe",
    **more: str,
) -> Iterator[RunningSite]:
    """Start the site in a folder of its own; stop it at the end."""
    environ = environment(data, settings, **{"STAFFROOM_DATABASE": own_database(), **more})
    prepare(data, environ)
    with (data / "log").open("w") as log:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "staffroom", "serve",
                "--processes", str(processes), "--workers", str(workers),
            ],
            env=environ,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )  # fmt: skip
        assert process.stdout
        first = process.stdout.readline()
        found = re.search(r":(\d+)/ ", first)
        assert found, f"{first}\n{(data / 'log').read_text()}"
        site = RunningSite(process, int(found[1]), data, environ, first)
        try:
            yield site
        finally:
            site.stop()
            process.stdout.close()
