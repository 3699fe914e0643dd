#!/usr/bin/env python3
"""`make test`: everything, on one machine; the standard library alone.

Static checks, the tests on SQLite and on a temporary PostgreSQL cluster, a real browser: two parts
side by side, and beside them what mostly waits. Then, with nothing beside them, the tests that
measure time or count memory; then the table of requirements. What is missing is
installed when that is possible; a part that cannot run is said in the last lines, and with CI=true
it is a failure.

`python3 -m tools.suite browser alone` runs these parts only.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
import os
from pathlib import Path
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET

from tools.machine import (
    MissingError,
    checker_of_viruses,
    chromium,
    office,
    postgres,
    programs_of_postgres,
)

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
REPORTS = ROOT / "build" / "reports"
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
PART_SECONDS = 1800
LANES = 2
QUIET = "not alone and not apart"
SWEEPS = ("tests/guard", "tests/architecture")
SIGN_OF_LIFE = 30.0  # seconds between the lines that say how far the lanes are
MOST_ASKED_AGAIN = 5  # more failures than that are no accident


@dataclass
class Part:
    """A part of the run, what it may use and what came of it."""

    name: str
    place: Path
    log: Path | None = None  # where its output waits for its turn; None: straight to the screen
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    missing: str = ""
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    second_asking: list[str] = field(default_factory=list)

    def environ(self) -> dict[str, str]:
        """Data and scratch of its own, and no setting of whoever started the run."""
        ours = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith("STAFFROOM_") or key.startswith("STAFFROOM_TEST_")
        }
        # Each of the hundred processes would else compile all modules again.
        ours.pop("PYTHONDONTWRITEBYTECODE", None)
        scratch = self.place / "tmp"
        scratch.mkdir(parents=True, exist_ok=True)
        shared = self.place.parent / "shared"  # what one part makes and all copy: `made_once`
        shared.mkdir(exist_ok=True)
        places = {"DATA": self.place / "data", "TEST_SHARED": shared}
        named = {f"STAFFROOM_{name}": str(place) for name, place in places.items()}
        return {**ours, **named, "TMPDIR": str(scratch)}


class Running:
    """The processes that stand now, to be ended with the run."""

    processes: set[subprocess.Popen[bytes]] = set()  # noqa: RUF012 - one run, one set
    is_stopping = threading.Event()


def say(words: str) -> None:
    """Print at once."""
    print(words, flush=True)


def call(
    *command: str | Path, log: Path | None = None, environ: dict[str, str] | None = None
) -> int:
    """Run a command under the repository; its exit status (124 when it hung)."""
    output = log.open("ab") if log else None
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=environ,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
    )
    Running.processes.add(process)
    try:
        return process.wait(timeout=PART_SECONDS)
    except subprocess.TimeoutExpired:
        say(f"no end after {PART_SECONDS} s: stopped: {' '.join(map(str, command[:4]))}")
        return 124
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        Running.processes.discard(process)
        if output:
            output.close()


# ---- the parts --------------------------------------------------------------------------------


def count(part: Part, report: Path) -> None:
    """Add up what pytest's report tells."""
    suites = ET.parse(report).getroot().iter("testsuite") if report.exists() else []  # noqa: S314 - our own file
    for suite in suites:
        tests, failures, errors, skipped = (
            int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")
        )
        part.failed += failures + errors
        part.skipped += skipped
        part.passed += tests - failures - errors - skipped
        for case in suite.iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                part.failures.append(f"{case.get('classname')}::{case.get('name')}")


def pytest(part: Part, *where: str, name: str = "", environ: dict[str, str] | None = None) -> None:
    """Run pytest and count."""
    name = name or part.name
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    ours = {"STAFFROOM_TEST_CLAUSES": str(REPORTS / f"{name}.clauses.json"), **(environ or {})}
    status = call(
        PYTHON, "-m", "pytest", *where, f"--junitxml={report}", "--durations=8", "--color=no",
        "-o", f"cache_dir={part.place / 'cache'}", log=part.log, environ={**part.environ(), **ours},
    )  # fmt: skip
    count(part, report)
    if status and not part.failed:
        part.failed += 1
        part.notes.append(f"pytest ended with status {status}")


def checks(part: Part) -> None:
    """The static checks: each counts as one."""
    log = part.log or part.place / "log"
    status = call(PYTHON, "-m", "tools.check", log=log, environ=part.environ())
    lines = log.read_text(encoding="utf-8").splitlines()
    if part.log is None:
        say("\n".join(lines))
    part.passed = sum(line.startswith("ok ") for line in lines)
    part.failed = sum(line.startswith("FAIL ") for line in lines)
    if status and not part.failed:
        part.failed = 1


def on_sqlite(part: Part) -> None:
    """Everything but the browser, the sweeps and what must be alone, on SQLite."""
    left = [f"--ignore={place}" for place in ("tests/browser", *SWEEPS)]
    pytest(part, "tests", *left, "-m", QUIET)


def sweeps(part: Part) -> None:
    """Every address, every role, every form, on SQLite: a part of its own, to keep both lanes busy."""
    pytest(part, *SWEEPS, "-m", QUIET)


def on_postgres(part: Part) -> None:
    """The same on PostgreSQL; what asks no database runs on SQLite only."""
    with postgres() as address:
        variables = {"STAFFROOM_DATABASE": address, "STAFFROOM_TEST_ONLY_DATABASE": "1"}
        pytest(part, "tests", "--ignore=tests/browser", "-m", QUIET, environ=variables)


def journeys(part: Part, *only: str, name: str = "") -> None:
    """Errands of people in a real browser, from the first page to the last."""
    where = ("tests/browser", "-k", "journey")
    pytest(part, *where, *only, name=name, environ={"CHROMIUM": chromium()})


def creation(part: Part, *only: str, name: str = "") -> None:
    """A community is created in each of the five ways, in a real browser."""
    where = ("tests/browser", "-k", "creation and not journey")
    pytest(part, *where, *only, name=name, environ={"CHROMIUM": chromium()})


def in_browser(part: Part, *only: str, name: str = "") -> None:
    """What else a real browser shows: the editor, the frame, every component."""
    where = ("tests/browser", "-k", "not journey and not creation")
    pytest(part, *where, *only, name=name, environ={"CHROMIUM": chromium()})


def marked(mark: str) -> list[str]:
    """The modules of tests in which a mark stands: to read all others to find them takes ten seconds."""
    modules = sorted((ROOT / "tests").rglob("test_*.py"))
    found = [one for one in modules if f"mark.{mark}" in one.read_text(encoding="utf-8")]
    return [str(one.relative_to(ROOT)) for one in found]


def apart(part: Part, *only: str, name: str = "") -> None:
    """Real servers, killed and raised again, and hostile files in their walls: they wait much."""
    pytest(part, *marked("apart"), "-m", "apart and not alone", *only, name=name)


def alone(part: Part, *only: str, name: str = "") -> None:
    """What measures time or counts memory."""
    pytest(part, *marked("alone"), "-m", "alone", *only, name=name)


def clauses(part: Part) -> None:
    """Rows of requirements called done must have a passing test."""
    status = call(PYTHON, ROOT / "tools" / "clauses.py", "--format", "summary", log=part.log)
    part.passed, part.failed = (0, 1) if status else (1, 0)


# The lanes take the longest first, so that they end at about the same time; SQLite and the browser
# are several parts for the same reason.
SIDE_BY_SIDE: dict[str, Callable[[Part], None]] = {
    "sqlite": on_sqlite,
    "postgres": on_postgres,
    "sweeps": sweeps,
    "journeys": journeys,
    "browser": in_browser,
    "apart": apart,
    "creation": creation,
    "check": checks,
}
WAITS = (
    "apart",
)  # for servers that start, walls that stand, clocks: in the gaps that the two lanes leave
PARTS = {**SIDE_BY_SIDE, "alone": alone, "clauses": clauses}
NEEDS: dict[str, Callable[[], object]] = {
    "postgres": programs_of_postgres,
    "journeys": chromium,
    "browser": chromium,
    "creation": chromium,
}
WISHES: dict[str, Callable[[], object]] = {"alone": office}
EARLY: dict[str, Callable[[], object]] = {"sqlite": checker_of_viruses}  # small, and asked for soon
# Real clocks, processes and windows: a machine busy with something else can make them stumble.
ASKED_AGAIN: dict[str, Callable[..., None]] = {
    "journeys": journeys,
    "browser": in_browser,
    "creation": creation,
    "apart": apart,
    "alone": alone,
}


def prepare(part: Part) -> None:
    """Install what a part needs, before anything runs beside it."""
    try:
        NEEDS.get(part.name, lambda: None)()
    except MissingError as problem:
        part.missing = str(problem)
    try:
        EARLY.get(part.name, lambda: None)()
    except MissingError as problem:
        part.notes.append(str(problem))


def wish(part: Part) -> None:
    """Install what one test of a part needs; without it that test is left out, with CI=true it fails."""
    try:
        WISHES.get(part.name, lambda: None)()
    except MissingError as problem:
        part.notes.append(str(problem))


def perform(part: Part) -> None:
    """Run one part and time it; its output is printed whole when it ends."""
    began = time.monotonic()
    try:
        PARTS[part.name](part)
    except MissingError as problem:
        part.missing = str(problem)
    except Exception as problem:  # noqa: BLE001 - a broken part is a failure, the others go on
        part.failed += 1
        part.notes.append(f"{type(problem).__name__}: {problem}")
    part.seconds = time.monotonic() - began
    words = part.log.read_text(encoding="utf-8") if part.log and part.log.exists() else ""
    say(f"\n==== {part.name}: {part.seconds:.0f} s ====\n{words}")


def how_far(part: Part) -> str:
    """«sqlite 43 %»: what pytest wrote last."""
    text = part.log.read_text(encoding="utf-8") if part.log and part.log.exists() else ""
    percents = re.findall(r"\[ *(\d+%)\]", text)
    return f"{part.name} {percents[-1] if percents else 'runs'}"


def perform_side_by_side(parts: list[Part]) -> None:
    """Run parts in lanes: each takes the next part of its line when it is free; two share one line."""
    lines = [deque(part for part in parts if part.name not in WAITS)] * LANES
    lines += [deque(part for part in parts if part.name in WAITS)]
    under_way: list[Part] = []

    def lane(waiting: deque[Part]) -> None:
        while waiting and not Running.is_stopping.is_set():
            try:
                part = waiting.popleft()
            except IndexError:
                return
            under_way.append(part)
            perform(part)
            under_way.remove(part)

    lanes = [threading.Thread(target=lane, args=(line,)) for line in lines]
    for one in lanes:
        one.start()
    began = said = time.monotonic()
    while any(one.is_alive() for one in lanes):
        for one in lanes:
            one.join(0.2)
        if time.monotonic() - said > SIGN_OF_LIFE:
            said = time.monotonic()
            words = ", ".join(how_far(part) for part in tuple(under_way))
            say(f"     {said - began:4.0f} s: {words}")


def ask_again(part: Part) -> None:
    """Ask a few failed tests a second time, with nothing beside them; a real failure fails twice."""
    if not 0 < len(part.failures) <= MOST_ASKED_AGAIN or part.failed > len(part.failures):
        return
    say(f"\n==== {part.name}: the failed are asked a second time ====")
    again = Part(part.name, part.place)
    ASKED_AGAIN[part.name](
        again, "--last-failed", "--last-failed-no-failures=none", name=f"{part.name}-again"
    )
    if again.failed == 0 and again.passed == part.failed:
        part.passed, part.failed = part.passed + again.passed, 0
        part.second_asking = part.failures


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
        if part.failed:
            say("".join(f"             FAILED {name}\n" for name in part.failures[:20]).rstrip())
    failed = sum(part.failed for part in parts)
    say(f"{'together':<12} {seconds:7.1f}")
    missing = [part for part in parts if part.missing]
    for part in missing:
        say(f"!!! PART DID NOT RUN: {part.name}: {part.missing}")
    if missing and IN_CI:
        failed += len(missing)
        say("!!! with CI=true that is a failure")
    unsteady = [name for part in parts for name in part.second_asking]
    if unsteady:
        say(f"!!! PASSED AT THE SECOND ASKING: {', '.join(unsteady)}")
    say(f"{sum(part.passed for part in parts)} passed, {failed} failed")
    return 1 if failed else 0


def stop(*_: object) -> None:
    """End everything that runs, and the run."""
    Running.is_stopping.set()
    for process in tuple(Running.processes):
        os.killpg(process.pid, signal.SIGINT)  # pytest stops the servers it has started
    sys.exit(143)


def run(asked: list[str], scratch: Path) -> list[Part]:
    """Perform the parts asked for, in the order of `PARTS`."""
    is_one = len(asked) == 1
    parts = {
        name: Part(name, scratch / name, None if is_one else REPORTS / f"{name}.log")
        for name in PARTS
        if name in asked
    }
    for part in parts.values():
        part.place.mkdir()
        prepare(part)
    ready = [part for part in parts.values() if not part.missing]
    wishes = [threading.Thread(target=wish, args=(part,)) for part in ready]
    for one in wishes:
        one.start()
    perform_side_by_side([part for part in ready if part.name in SIDE_BY_SIDE])
    for one in wishes:
        one.join()
    if "alone" in parts:
        perform(parts["alone"])
    for part in ready:
        if part.name in ASKED_AGAIN:
            ask_again(part)
    if "clauses" in parts:
        perform(parts["clauses"])
    return list(parts.values())


def main() -> int:
    """Run the parts named on the command line, or all."""
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    began = time.monotonic()
    asked = sys.argv[1:] or list(PARTS)
    if set(asked) - set(PARTS):
        say(f"parts: {', '.join(PARTS)}")
        return 2
    if call(sys.executable, "bootstrap.py", "--dev"):
        say("0 passed, 1 failed")
        return 1
    REPORTS.mkdir(parents=True, exist_ok=True)
    if not sys.argv[1:]:
        for old in REPORTS.glob("*"):
            old.unlink()
    with tempfile.TemporaryDirectory(prefix="staffroom-test-", ignore_cleanup_errors=True) as place:
        parts = run(asked, Path(place))
    return report(parts, time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
