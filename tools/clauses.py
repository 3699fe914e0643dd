#!/usr/bin/env python3
"""`make clauses`: the rows of docs/requirements.tsv and the tests that perform them.

A row called done must be carried by a test that passed in the last run of `make test`; before any
run, by a test at all. Formats: table (for people), tsv (id, area, done|open, tests), summary.
Standard library only, so it needs no environment.
"""

import argparse
import ast
from collections import defaultdict
import csv
from dataclasses import dataclass, field
import json
from pathlib import Path
import sys

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "requirements.tsv"
REPORTS = ROOT / "build" / "reports"


@dataclass
class Row:
    """A requirement, its state and the tests that carry its marker."""

    id: str
    area: str
    requirement: str
    state: str
    tests: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)


def codes_of(node: ast.AST) -> list[str]:
    """Codes in the `clause(...)` markers that stand in a piece of code."""
    return [
        argument.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("mark.clause")
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def carried() -> dict[str, list[str]]:
    """Every code that a test carries, with the tests, read from their text."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").glob("**/test_*.py")):
        name = str(path.relative_to(ROOT))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = [
            (node, inner)
            for node in tree.body
            for inner in (node.body if isinstance(node, ast.ClassDef) else [node])
            if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test")
        ]
        whole = [
            code for node in tree.body if isinstance(node, ast.Assign) for code in codes_of(node)
        ]
        for holder, function in functions:
            marks = [*function.decorator_list]
            marks += holder.decorator_list if isinstance(holder, ast.ClassDef) else []
            codes = whole + [code for mark in marks for code in codes_of(mark)]
            for code in dict.fromkeys(codes):
                found[code].append(f"{name}::{function.name}")
    return found


def outcomes() -> dict[str, list[str]] | None:
    """Codes with the tests that passed in the last run; None before any run."""
    files = sorted(REPORTS.glob("*.clauses.json"))
    if not files:
        return None
    found: dict[str, list[str]] = defaultdict(list)
    for path in files:
        for code, by_test in json.loads(path.read_text(encoding="utf-8")).items():
            found[code] += [test for test, outcome in by_test.items() if outcome == "passed"]
    return found


def read() -> list[Row]:
    """The table of requirements."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(one["id"], one["area"], one["requirement"], one["state"]) for one in table]


def faults(rows: list[Row], has_run: bool, known: dict[str, list[str]]) -> list[str]:  # noqa: FBT001
    """What is claimed and not shown."""
    found = [
        f"{row.id}: {row.state!r} is no state" for row in rows if row.state not in {"done", "open"}
    ]
    for row in rows:
        if row.state == "done" and not row.tests:
            found.append(f"{row.id} is called done and no test carries it")
        elif row.state == "done" and has_run and not row.passed:
            found.append(f"{row.id} is called done and no test that carries it passed")
    listed = {row.id for row in rows}
    found += [
        f"{code} is no row ({', '.join(known[code])})" for code in sorted(set(known) - listed)
    ]
    return found


def show_table(rows: list[Row]) -> None:
    """For people: by area, done first, then what each row asks for."""
    areas: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        areas[row.area].append(row)
    for area, members in sorted(areas.items()):
        done = sum(row.state == "done" for row in members)
        print(f"\n{area}: {done} of {len(members)} done")
        for row in sorted(members, key=lambda one: (one.state, one.id)):
            words = row.requirement if len(row.requirement) <= 76 else row.requirement[:75] + "…"
            print(f"  {row.state:<5} {row.id:<12} {len(row.tests):>2} tests  {words}")
    print()


def main() -> int:
    """Print in the format asked for; 1 when something is claimed and not shown."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--format", choices=("table", "tsv", "summary"), default="table")
    asked = options.parse_args().format
    rows, known, passed = read(), carried(), outcomes()
    for row in rows:
        row.tests = known.get(row.id, [])
        row.passed = (passed or {}).get(row.id, [])
    if asked == "tsv":
        for row in rows:
            print(row.id, row.area, row.state, ",".join(row.tests), sep="\t")
    elif asked == "table":
        show_table(rows)
    found = faults(rows, passed is not None, known)
    note = sys.stderr if asked == "tsv" else sys.stdout
    if passed is None:
        print("no run of `make test` yet: only the markers were looked at", file=note)
    done = sum(row.state == "done" for row in rows)
    print(f"{done} of {len(rows)} rows done, {len(found)} claims not shown", file=note)
    ready = [
        row.id for row in rows if row.state == "open" and (row.passed if passed else row.tests)
    ]
    if ready:
        print(f"open, and tests carry them: {', '.join(ready)}", file=note)
    for fault in found:
        print(f"  {fault}", file=note)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
