"""`make check`: every static check in turn, each with its time."""

import os
from pathlib import Path
import subprocess
import sys
import tempfile
import time

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STAFFROOM = [sys.executable, "-m", "staffroom"]
CHECKS: dict[str, list[str | Path]] = {
    "format": [BIN / "ruff", "format", "--check", "-q", "."],
    "lint": [BIN / "ruff", "check", "-q", "."],
    "imports": [BIN / "lint-imports"],
    "locks": [sys.executable, "-m", "tools.lock", "--check"],
    "templates": [BIN / "djlint", "staffroom", "--lint", "--quiet"],
    "django": [*STAFFROOM, "check"],
    "migrations": [*STAFFROOM, "makemigrations", "--check", "--dry-run"],
    "types": [BIN / "mypy"],
}
QUICK = ("format", "lint", "imports", "locks", "templates")


def perform(name: str, environment: dict[str, str]) -> bool:
    """Run one check and print its line; its output only when it failed."""
    began = time.monotonic()
    done = subprocess.run(
        CHECKS[name], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    passed = done.returncode == 0
    spent = time.monotonic() - began
    print(f"{'ok  ' if passed else 'FAIL'}  {name:<12} {spent:5.1f} s", flush=True)
    if not passed:
        print(done.stdout[-6000:] + done.stderr[-3000:], flush=True)
    return passed


def main() -> int:
    """Run all checks (`--quick`: those that take a second or two)."""
    names = QUICK if "--quick" in sys.argv else tuple(CHECKS)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "STAFFROOM_DATA": data, "PYTHONPATH": str(ROOT)}
        passed = [perform(name, environment) for name in names]
    print(f"{sum(passed)} checks passed, {len(passed) - sum(passed)} failed", end=" ")
    print(f"in {time.monotonic() - began:.1f} s")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
