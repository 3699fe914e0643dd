"""The table of requirements: 287 rows, and no claim that a test does not carry."""

import subprocess
import sys
import tomllib

import pytest

from tools import clauses, requirements
from tools.clauses import ROOT, Row


def test_every_row_is_printed_for_machines() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools/clauses.py", "--format", "tsv"],
        capture_output=True,
        text=True,
    )
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(rows) == 287
    assert {len(row) for row in rows} == {4}
    assert {row[2] for row in rows} <= {"done", "open"}


@pytest.mark.parametrize(
    ("row", "has_run", "fault"),
    [
        (Row("X.1", "a", "r", "open"), True, None),
        (Row("X.1", "a", "r", "done"), False, "X.1 is called done and no test carries it"),
        (Row("X.1", "a", "r", "done", ["t"]), False, None),
        (
            Row("X.1", "a", "r", "done", ["t"]),
            True,
            "X.1 is called done and no test that carries it passed",
        ),
        (Row("X.1", "a", "r", "done", ["t"], ["t"]), True, None),
        (Row("X.1", "a", "r", "nearly"), True, "X.1: 'nearly' is no state"),
    ],
)
def test_a_claim_needs_a_passing_test(row: Row, has_run: bool, fault: str | None) -> None:
    assert clauses.faults([row], has_run, {}) == ([fault] if fault else [])


def test_a_marker_must_name_a_row() -> None:
    assert clauses.faults([], True, {"X.9": ["t"]}) == ["X.9 is no row (t)"]


def test_the_page_of_requirements_is_written_from_the_table() -> None:
    """docs/requirements.md says what each open row waits for, and no row that is done."""
    assert requirements.PAGE.read_text(encoding="utf-8") == requirements.page()
    named = tomllib.loads(requirements.WAITING.read_text(encoding="utf-8"))["rows"]
    assert set(named) <= {row.id for row in clauses.read() if row.state == "open"}
