#!/usr/bin/env python3
"""`make test`: everything, in turn, on one machine; the standard library alone.

Static checks, the tests on SQLite and on a temporary PostgreSQL cluster, a real browser, the table
of requirements. What is missing is installed when that is possible; a part that cannot run is said
in the last lines, and with CI=true it is a failure.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
import os
from pathlib import Path
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
REPORTS = ROOT / "build" / "reports"
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
IS_ROOT = os.geteuid() == 0
PART_SECONDS = 1800


class MissingError(Exception):
    """A part cannot run here; the message says why and what would help."""


@dataclass
class Part:
    """A part of the run and what came of it."""

    name: str
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    missing: str = ""
    notes: list[str] = field(default_factory=list)


def say(words: str) -> None:
    """Print at once."""
    print(words, flush=True)


def call(*command: str | Path, environ: dict[str, str] | None = None) -> int:
    """Run a command under the repository; its exit status (124 when it hung)."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **(environ or {})},
        start_new_session=True,
    )
    try:
        return process.wait(timeout=PART_SECONDS)
    except subprocess.TimeoutExpired:
        say(f"no end after {PART_SECONDS} s: stopped")
        return 124
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


# ---- what the machine must have ---------------------------------------------------------------


def install(package: str) -> None:
    """Install a package of the system, as root on Debian and its kin.

    Raises:
        MissingError: that is not possible here.
    """
    if not (IS_ROOT and shutil.which("apt-get")):
        raise MissingError(f"нет {package}: sudo apt-get install {package}")
    say(f"installing {package} from the system's packages")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    call("apt-get", "update", "-qq", environ=quiet)
    options = ["-y", "-qq", "--no-install-recommends"]
    if call("apt-get", "install", *options, package, environ=quiet):
        raise MissingError(f"{package} не установился: apt-get install {package}")


def postgres_folder() -> Path | None:
    """Where initdb and pg_ctl are, the newest first."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    places += [Path(on_path).parent] if on_path else []
    return next((place for place in places if (place / "pg_ctl").exists()), None)


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
    folder = postgres_folder()
    if folder is None:
        install("postgresql")
        folder = postgres_folder()
    if folder is None:
        raise MissingError("нет initdb и pg_ctl: установите postgresql 15 или новее")
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
            folder / "initdb",
            "-D",
            data,
            "-U",
            "staffroom",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        options = (
            f"-p {port} -k {place} -c listen_addresses=127.0.0.1 -c fsync=off "
            "-c synchronous_commit=off -c full_page_writes=off"
        )
        run(
            folder / "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            "60",
            "-l",
            place / "log",
            "-o",
            options,
            "start",
        )
        run(folder / "createdb", "-h", place, "-p", str(port), "-U", "staffroom", "staffroom")
        yield f"postgres://staffroom@{str(place).replace('/', '%2F')}:{port}/staffroom"
    finally:
        if (data / "postmaster.pid").exists():
            stop = [folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"]
            subprocess.run(
                [str(one) for one in stop], user=user, cwd=place, capture_output=True, check=False
            )
        shutil.rmtree(place, ignore_errors=True)


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


# ---- the parts --------------------------------------------------------------------------------


def pytest(part: Part, *where: str, environ: dict[str, str] | None = None) -> None:
    """Run pytest and count."""
    report = REPORTS / f"{part.name}.xml"
    report.unlink(missing_ok=True)
    status = call(
        PYTHON, "-m", "pytest", *where, f"--junitxml={report}", "--durations=8", "--color=no",
        environ={"STAFFROOM_TEST_CLAUSES": str(REPORTS / f"{part.name}.clauses.json"), **(environ or {})},
    )  # fmt: skip
    suites = ET.parse(report).getroot().iter("testsuite") if report.exists() else []  # noqa: S314 - our own file
    for suite in suites:
        count = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
        part.failed += count["failures"] + count["errors"]
        part.skipped += count["skipped"]
        part.passed += count["tests"] - count["failures"] - count["errors"] - count["skipped"]
    if status and not part.failed:
        part.failed += 1
        part.notes.append(f"pytest ended with status {status}")


def checks(part: Part) -> None:
    """The static checks: each counts as one."""
    done = subprocess.run(
        [str(PYTHON), "-m", "tools.check"], cwd=ROOT, text=True, stdout=subprocess.PIPE, check=False
    )
    say(done.stdout)
    part.passed = sum(line.startswith("ok ") for line in done.stdout.splitlines())
    part.failed = sum(line.startswith("FAIL ") for line in done.stdout.splitlines())
    if done.returncode and not part.failed:
        part.failed = 1


def on_sqlite(part: Part) -> None:
    """Everything but the browser, on SQLite."""
    pytest(part, "tests", "--ignore=tests/browser")


def on_postgres(part: Part) -> None:
    """The same on PostgreSQL; what asks no database has run already."""
    with postgres() as address:
        variables = {"STAFFROOM_DATABASE": address, "STAFFROOM_TEST_ONLY_DATABASE": "1"}
        pytest(part, "tests", "--ignore=tests/browser", environ=variables)


def in_browser(part: Part) -> None:
    """Journeys in a real browser."""
    pytest(part, "tests/browser", environ={"CHROMIUM": chromium()})


def clauses(part: Part) -> None:
    """Rows of requirements called done must have a passing test."""
    status = call(PYTHON, ROOT / "tools" / "clauses.py", "--format", "summary")
    part.passed, part.failed = (0, 1) if status else (1, 0)


PARTS = {
    "check": checks,
    "sqlite": on_sqlite,
    "postgres": on_postgres,
    "browser": in_browser,
    "clauses": clauses,
}


def perform(name: str) -> Part:
    """Run one part and time it."""
    say(f"\n==== {name} ====")
    part = Part(name)
    began = time.monotonic()
    try:
        PARTS[name](part)
    except MissingError as problem:
        part.missing = str(problem)
    part.seconds = time.monotonic() - began
    return part


def report(parts: list[Part], seconds: float) -> int:
    """Print the table and the last lines; the exit status."""
    say("\npart         seconds  passed  failed  skipped")
    for part in parts:
        row = (
            f"{part.name:<12} {part.seconds:7.1f} {part.passed:7} {part.failed:7} {part.skipped:8}"
        )
        say(row + ("   DID NOT RUN" if part.missing else ""))
        for note in part.notes:
            say(f"             {note}")
    failed = sum(part.failed for part in parts)
    say(f"{'together':<12} {seconds:7.1f}")
    missing = [part for part in parts if part.missing]
    for part in missing:
        say(f"!!! PART DID NOT RUN: {part.name}: {part.missing}")
    if missing and IN_CI:
        failed += len(missing)
        say("!!! with CI=true that is a failure")
    say(f"{sum(part.passed for part in parts)} passed, {failed} failed")
    return 1 if failed else 0


def main() -> int:
    """Run the parts named on the command line, or all."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    if call(sys.executable, "bootstrap.py", "--dev"):
        say("0 passed, 1 failed")
        return 1
    REPORTS.mkdir(parents=True, exist_ok=True)
    asked = sys.argv[1:] or list(PARTS)
    if not sys.argv[1:]:
        for old in REPORTS.glob("*"):
            old.unlink()
    return report([perform(name) for name in asked], time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
