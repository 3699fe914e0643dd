"""`make test`: lanes, output kept whole, the second asking and the last lines."""

from pathlib import Path
import re
import sys

import pytest

from tools import suite
from tools.suite import Part

STUMBLES_ONCE = """
from pathlib import Path

def test_steady(): pass

def test_stumbles_once():
    mark = Path(__file__).with_name("seen")
    seen = mark.exists()
    mark.touch()
    assert seen
"""
ALWAYS_WRONG = "def test_wrong(): assert False\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own with one folder of tests."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    monkeypatch.setattr(suite, "ROOT", tmp_path)
    monkeypatch.setattr(suite, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(suite, "REPORTS", tmp_path / "reports")

    def some_tests(part: Part, *only: str, name: str = "") -> None:
        suite.pytest(part, "-p", "no:django", "test_some.py", *only, name=name)

    monkeypatch.setitem(suite.PARTS, "alone", some_tests)
    monkeypatch.setitem(suite.ASKED_AGAIN, "alone", some_tests)
    return tmp_path


def ran(place: Path) -> Part:
    part = Part("alone", place, place / "reports" / "alone.log")
    suite.perform(part)
    return part


def test_who_stumbles_once_is_asked_again_and_named(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "test_some.py").write_text(STUMBLES_ONCE)
    part = ran(place)
    assert (part.passed, part.failed) == (1, 1)
    suite.ask_again(part)
    assert (part.passed, part.failed) == (2, 0)
    assert suite.report([part], 1.0) == 0
    last = capsys.readouterr().out.splitlines()[-2:]
    assert last == [
        "!!! PASSED AT THE SECOND ASKING: test_some::test_stumbles_once",
        "2 passed, 0 failed",
    ]


def test_a_real_failure_fails_twice(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "test_some.py").write_text(STUMBLES_ONCE + ALWAYS_WRONG)
    part = ran(place)
    suite.ask_again(part)
    assert (part.passed, part.failed, part.second_asking) == (1, 2, [])
    assert suite.report([part], 1.0) == 1
    said = capsys.readouterr().out
    assert "FAILED test_some::test_wrong" in said
    assert said.splitlines()[-1] == "1 passed, 2 failed"


def test_many_failures_are_no_accident(place: Path) -> None:
    many = "".join(
        f"def test_wrong_{n}(): assert False\n" for n in range(suite.MOST_ASKED_AGAIN + 1)
    )
    (place / "test_some.py").write_text(many)
    part = ran(place)
    suite.ask_again(part)
    assert not (place / "reports" / "alone-again.xml").exists()
    assert part.failed == suite.MOST_ASKED_AGAIN + 1


def test_tests_that_cannot_be_read_are_a_failure(place: Path) -> None:
    (place / "test_some.py").write_text("import nothing_of_this_name\n")
    part = ran(place)
    suite.ask_again(part)
    assert part.failed == 1


def test_lanes_go_on_when_a_part_breaks(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(part: Part) -> None:
        raise ZeroDivisionError

    def writes(part: Part) -> None:
        suite.call(sys.executable, "-c", f"print('{part.name} wrote this')", log=part.log)
        part.passed = 1

    monkeypatch.setattr(suite, "PARTS", {"a": writes, "b": breaks, "c": writes})
    parts = [Part(name, place, place / "reports" / f"{name}.log") for name in "abc"]
    suite.perform_side_by_side(parts)
    assert [(part.passed, part.failed) for part in parts] == [(1, 0), (0, 1), (1, 0)]
    said = capsys.readouterr().out
    for name in "ac":
        assert re.search(rf"==== {name}: \d+ s ====\n{name} wrote this\n", said)


def test_a_part_that_did_not_run_is_a_failure_in_ci(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    part = Part("browser", place, missing="нет браузера")
    monkeypatch.setattr(suite, "IN_CI", True)
    assert suite.report([part], 1.0) == 1
    assert "!!! PART DID NOT RUN: browser: нет браузера" in capsys.readouterr().out
    monkeypatch.setattr(suite, "IN_CI", False)
    assert suite.report([part], 1.0) == 0
