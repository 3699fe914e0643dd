"""The colours of every scheme, measured where they meet."""

import re

import pytest

from staffroom.ui.accent import contrast
from staffroom.ui.assets import STYLES

TEXT = (STYLES / "tokens.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")
ENOUGH, ENOUGH_FOR_EDGES = 4.5, 3.0
GROUNDS = ("paper", "card", "sunk")


def six(colour: str) -> str:
    """#fff → ffffff."""
    digits = colour.lstrip("#")
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def block(selector: str) -> dict[str, str]:
    """The tokens that a rule sets."""
    start = TEXT.index(selector + " {")
    return {
        name: six(colour) for name, colour in TOKEN.findall(TEXT[start : TEXT.index("}", start)])
    }


LIGHT = block(":root")
DARK = block(':root[data-theme="dark"]')


def test_the_two_dark_schemes_are_the_same() -> None:
    assert block(':root:not([data-theme="light"])') == DARK


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", "accent", "warn", "bad", "good"])
def test_text_is_readable(scheme: dict[str, str], ground: str, ink: str) -> None:
    assert contrast(scheme[ink], scheme[ground]) >= ENOUGH


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("accent-ink", "accent"), ("accent", "accent-soft"), ("warn", "warn-soft"), ("bad-ink", "bad"),
        ("bad", "bad-soft"), ("good", "good-soft"), ("ink", "accent-soft"), ("ink", "warn-soft"),
        ("ink", "bad-soft"), *((f"p{n}i", f"p{n}") for n in range(1, 6)),
    ],
)  # fmt: skip
def test_coloured_text_is_readable(scheme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(scheme[ink], scheme[ground]) >= ENOUGH


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_fields_are_seen(scheme: dict[str, str], ground: str) -> None:
    assert contrast(scheme["line-strong"], scheme[ground]) >= ENOUGH_FOR_EDGES


@pytest.mark.parametrize(
    "name", ["black-on-white", "white-on-black", "blue-on-sky", "brown-on-beige"]
)
def test_low_vision_schemes_are_two_strong_colours(name: str) -> None:
    scheme = block(f':root[data-scheme="{name}"]')
    assert contrast(scheme["ink"], scheme["ground"]) >= 7
