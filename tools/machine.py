"""What `make test` needs of the machine: PostgreSQL, a browser; the standard library alone."""

from collections.abc import Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import shutil
import socket
import subprocess
import tempfile

IS_ROOT = os.geteuid() == 0
# A cluster that ends with its run keeps nothing for later, and its tables are too small for long plans.
OF_A_DAY = " ".join(
    f"-c {setting}"
    for setting in (
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal",
        "max_wal_senders=0", "max_wal_size=4GB", "checkpoint_timeout=1h", "jit=off",
    )
)  # fmt: skip


class MissingError(Exception):
    """A part cannot run here; the message says why and what would help."""


def install(package: str) -> None:
    """Install a package of the system, as root on Debian and its kin.

    Raises:
        MissingError: that is not possible here.
    """
    if not (IS_ROOT and shutil.which("apt-get")):
        raise MissingError(f"нет {package}: sudo apt-get install {package}")
    print(f"installing {package} from the system's packages", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    if subprocess.run(command, env=quiet, check=False).returncode:
        raise MissingError(f"{package} не установился: apt-get install {package}")


def postgres_folder() -> Path | None:
    """Where initdb and pg_ctl are, the newest first."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    places += [Path(on_path).parent] if on_path else []
    return next((place for place in places if (place / "pg_ctl").exists()), None)


def programs_of_postgres() -> Path:
    """Where initdb and pg_ctl are, installed when that is possible.

    Raises:
        MissingError: they are not there and cannot be installed.
    """
    if postgres_folder() is None:
        install("postgresql")
    folder = postgres_folder()
    if folder is None:
        raise MissingError("нет initdb и pg_ctl: установите postgresql 15 или новее")
    return folder


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def keeper() -> str | None:
    """The account that runs the cluster: PostgreSQL refuses to be run by root."""
    if not IS_ROOT:
        return None
    import pwd  # noqa: PLC0415 - not there on every system

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


@contextmanager
def postgres() -> Iterator[str]:
    """A cluster of our own for the time of the tests; the address of its database.

    Raises:
        MissingError: PostgreSQL is not there and cannot be installed or started.
    """
    folder = programs_of_postgres()
    place = Path(tempfile.mkdtemp(prefix="staffroom-pg-"))
    user = keeper()
    if user:
        shutil.chown(place, user)
    data, port = place / "data", free_port()

    def run(*command: str | Path) -> None:
        done = subprocess.run(
            [str(part) for part in command],
            user=user,
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise MissingError(f"PostgreSQL не запустился: {done.stderr.strip()[-400:]}")

    try:
        run(
            folder / "initdb", "-D", data, "-U", "staffroom", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8",
        )  # fmt: skip
        options = f"-p {port} -k {place} -c listen_addresses=127.0.0.1 {OF_A_DAY}"
        run(
            folder / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", place / "log", "-o", options,
            "start",
        )  # fmt: skip
        run(folder / "createdb", "-h", place, "-p", str(port), "-U", "staffroom", "staffroom")
        yield f"postgres://staffroom@{str(place).replace('/', '%2F')}:{port}/staffroom"
    finally:
        if (data / "postmaster.pid").exists():
            stop = [folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"]
            subprocess.run(
                [str(one) for one in stop], user=user, cwd=place, capture_output=True, check=False
            )
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def own_data(database: str = "") -> Iterator[Path]:
    """A folder of data for one run, in SQLite or in the database named; set up Django inside."""
    folder = Path(tempfile.mkdtemp(prefix="staffroom-"))
    os.environ["STAFFROOM_DATA"] = str(folder)
    if database:
        os.environ["STAFFROOM_DATABASE"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "staffroom.config.settings"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def office() -> str:
    """LibreOffice, which opens the papers that are written here.

    Raises:
        MissingError: there is none and it cannot be installed.
    """
    if not shutil.which("soffice"):
        install("libreoffice-writer-nogui")
    found = shutil.which("soffice")
    if found is None:
        raise MissingError("нет soffice: apt-get install libreoffice-writer-nogui")
    return found


def checker_of_viruses() -> str:
    """The program that looks for viruses; signatures are the tests' own.

    Raises:
        MissingError: there is none and it cannot be installed.
    """
    found = shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if found is None:
        install("clamav-daemon")
        found = shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if found is None:
        raise MissingError("нет clamd: apt-get install clamav-daemon")
    return found


def chromium() -> str:
    """The browser.

    Raises:
        MissingError: there is none and it cannot be installed.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        install("chromium")
        found = shutil.which("chromium")
    if not found:
        raise MissingError("нет браузера: установите chromium")
    return found
