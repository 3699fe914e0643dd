"""A district's one colour made safe for both schemes: contrast is computed, not hoped for."""

import colorsys
from functools import lru_cache
import re

OUR_OWN = "1c6447"
LIGHT_GROUNDS = ("faf8f4", "ffffff", "f3f0e9")  # paper, card, sunk of the light scheme
DARK_GROUNDS = ("15181b", "1d2226", "111417")  # the same of the dark one
ENOUGH = 5.0  # a margin over WCAG's 4.5
STEPS = 100

HEX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)


def luminance(colour: str) -> float:
    """WCAG relative luminance of a colour written as six hex digits."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, ground: str, share: float) -> str:
    """The colour thinned on a ground: `share` is how much of the colour stays."""
    return "".join(
        f"{round(int(colour[p : p + 2], 16) * share + int(ground[p : p + 2], 16) * (1 - share)):02x}"
        for p in (0, 2, 4)
    )


def _with_lightness(colour: str, lightness: float, saturation_at_most: float) -> str:
    hue, _, saturation = colorsys.rgb_to_hls(*(int(colour[p : p + 2], 16) / 255 for p in (0, 2, 4)))
    parts = colorsys.hls_to_rgb(hue, lightness, min(saturation, saturation_at_most))
    return "".join(f"{round(part * 255):02x}" for part in parts)


def _lightness(colour: str) -> float:
    return colorsys.rgb_to_hls(*(int(colour[p : p + 2], 16) / 255 for p in (0, 2, 4)))[1]


def soft(colour: str, *, is_dark: bool) -> str:
    """The quiet ground for the accent: a chosen section, a badge."""
    return mix(colour, DARK_GROUNDS[1], 0.16) if is_dark else mix(colour, LIGHT_GROUNDS[1], 0.12)


@lru_cache(maxsize=256)
def accent_pair(chosen: str) -> tuple[str, str]:
    """The nearest safe colours for a light and a dark page, six hex digits each.

    Both stand ≥ 5:1 on every ground of their scheme and on their own soft ground, and under the
    text that buttons put on them. Anything that is no colour gives our own green.
    """
    found = HEX.fullmatch(chosen.strip())
    colour = found.group(1).lower() if found else OUR_OWN
    return _safe(colour, is_dark=False), _safe(colour, is_dark=True)


def _safe(colour: str, *, is_dark: bool) -> str:
    grounds = DARK_GROUNDS if is_dark else LIGHT_GROUNDS
    start = max(_lightness(colour), 0.62) if is_dark else _lightness(colour)
    end = 1.0 if is_dark else 0.0
    for step in range(STEPS + 1):
        tried = _with_lightness(
            colour, start + (end - start) * step / STEPS, 0.55 if is_dark else 1.0
        )
        all_grounds = (*grounds, soft(tried, is_dark=is_dark))
        if min(contrast(tried, ground) for ground in all_grounds) >= ENOUGH:
            return tried
    return "ffffff" if is_dark else "000000"


def ink_on(colour: str) -> str:
    """The text colour that stands best on a colour."""
    return max(("ffffff", "10201a"), key=lambda ink: contrast(colour, ink))


def stylesheet(light: str, dark: str) -> str:
    """The tokens of a district as a style sheet of its own."""
    on_light = f"--accent:#{light};--accent-ink:#{ink_on(light)};--accent-soft:#{soft(light, is_dark=False)}"
    on_dark = (
        f"--accent:#{dark};--accent-ink:#{ink_on(dark)};--accent-soft:#{soft(dark, is_dark=True)}"
    )
    return (
        f"@layer tokens{{:root:not([data-scheme]){{{on_light}}}"
        "@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-scheme]):not([data-theme=light]){{{on_dark}}}}}"
        f"@media screen{{:root[data-theme=dark]:not([data-scheme]){{{on_dark}}}}}}}"
    )
