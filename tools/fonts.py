"""Make our subset of Golos Text: `python -m tools.fonts PATH-TO-@fontsource-variable/golos-text`.

The family is a developer's tool (npm, SIL Open Font License); only three small files are committed:
Russian letters, the Latin and signs our pages need, and the letters of Tatar, Sakha and their
neighbours, which a browser fetches only when a page has them. Weights above bold are cut away.
"""

from pathlib import Path
import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parent.parent / "staffroom/ui"
FOLDER = ROOT / "static/ui/fonts"
WEIGHTS = (400, 700)

RANGES = {
    "russian": ("cyrillic", [(0x0401, 0x0401), (0x0410, 0x044F), (0x0451, 0x0451), (0x2116, 0x2116), (0x0301, 0x0301)]),
    "latin": (
        "latin",
        [
            (0x20, 0x7E), (0xA0, 0xA0), (0xA7, 0xA7), (0xA9, 0xA9), (0xAB, 0xAB), (0xB0, 0xB3), (0xB7, 0xB7),
            (0xBB, 0xBD), (0xD7, 0xD7), (0xF7, 0xF7), (0x2009, 0x2009), (0x2013, 0x2014), (0x2018, 0x201E),
            (0x2022, 0x2022), (0x2026, 0x2026), (0x202F, 0x202F), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x2212, 0x2212),
        ],
    ),
    "peoples": ("cyrillic-ext", [(0x0460, 0x052F), (0x20BD, 0x20BD)]),
}  # fmt: skip


def css_range(ranges: list[tuple[int, int]]) -> str:
    """The ranges as a style sheet says them."""
    return ",".join(
        f"U+{one:04X}" if one == last else f"U+{one:04X}-{last:04X}" for one, last in ranges
    )


def make(source: Path, ranges: list[tuple[int, int]], to: Path) -> int:
    """Cut one file; the answer is its size in bytes."""
    font = TTFont(source)
    options = Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
    options.hinting = False
    options.flavor = "woff2"
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for one, last in ranges for code in range(one, last + 1)])
    subsetter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    font.flavor = "woff2"
    font.save(to)
    return to.stat().st_size


def main(package: Path) -> None:
    """Write the files and the style sheet that names them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    faces = []
    for name, (part, ranges) in RANGES.items():
        size = make(
            package / f"files/golos-text-{part}-wght-normal.woff2",
            ranges,
            FOLDER / f"golos-{name}.woff2",
        )
        faces.append(
            f'@font-face {{ font-family: "Golos Text"; font-weight: {WEIGHTS[0]} {WEIGHTS[1]}; font-display: swap; '
            f'src: url(fonts/golos-{name}.woff2) format("woff2"); unicode-range: {css_range(ranges)}; }}'
        )
        sys.stdout.write(f"{name}: {size} bytes\n")
    note = "/* Golos Text, SIL Open Font License (static/ui/fonts/LICENSE.txt). Made by tools/fonts.py. */\n"
    (ROOT / "styles/fonts.css").write_text(note + "\n".join(faces) + "\n", encoding="utf-8")
    (FOLDER / "LICENSE.txt").write_bytes((package / "LICENSE").read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
