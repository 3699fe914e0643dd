"""A district's colour is safe on both schemes, whatever was chosen."""

from hypothesis import given
from hypothesis import strategies as some
import pytest

from staffroom.ui import accent
from staffroom.ui.accent import DARK_GROUNDS, LIGHT_GROUNDS, accent_pair, contrast

ENOUGH = 4.5


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)


@given(some.integers(min_value=0, max_value=0xFFFFFF))
def test_any_colour_becomes_readable(number: int) -> None:
    light, dark = accent_pair(f"#{number:06x}")
    for colour, grounds, is_dark in ((light, LIGHT_GROUNDS, False), (dark, DARK_GROUNDS, True)):
        for ground in (*grounds, accent.soft(colour, is_dark=is_dark)):
            assert contrast(colour, ground) >= ENOUGH
        assert contrast(colour, accent.ink_on(colour)) >= ENOUGH


def test_a_dark_calm_colour_is_kept_as_it_was_chosen() -> None:
    assert accent_pair("#1c6447")[0] == "1c6447"
    assert accent_pair("#7a2048")[0] == "7a2048"


@pytest.mark.parametrize("nonsense", ["", "red", "#12", "#1c6447;}body{display:none"])
def test_what_is_no_colour_gives_our_own(nonsense: str) -> None:
    assert accent_pair(nonsense) == accent_pair(accent.OUR_OWN)
