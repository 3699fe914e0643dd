"""What stands after `?` was typed by anybody: rubbish is nothing, never a failure."""

from datetime import UTC, datetime

import pytest

from staffroom.core.addresses import number, place


@pytest.mark.parametrize(
    "words", [None, "", "²", "-1", "1e9", "٣", " 7", "7\x00", "9" * 19, "9" * 5000, "NaN", "0x1"]
)
def test_what_is_no_number_is_none(words: str | None) -> None:
    assert number(words) is None


def test_a_number_fits_both_databases() -> None:
    assert number("9" * 18) == 10**18 - 1 < 2**63
    assert (number("0"), number("007")) == (0, 7)


@pytest.mark.parametrize(
    "words",
    ["", "_1", "2026-09-01", "2026-09-01T09:00:00+00:00_", "2026-09-01T09:00:00+00:00_²",
     "2026-09-01T09:00:00+00:00_" + "9" * 30, "0001-01-01T00:00:00+14:00_1",
     "9999-12-31T23:59:59-14:00_1", "вчера_1", "\x00_1"],
)  # fmt: skip
def test_a_spoilt_place_is_the_beginning(words: str) -> None:
    assert place(words, "_") is None


def test_a_place_is_an_aware_moment_and_a_key() -> None:
    then = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
    assert place(f"{then.isoformat()}_12", "_") == (then, 12)
    assert place("2026-09-01T09:00:00|12", "|") == (then, 12)
