"""Write which letters official papers can print: `python -m tools.paper_letters`.

Read from the three cuts of PT Serif that lie in `core/papers/fonts`, unmodified as their licence asks.
"""

from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "staffroom/core/papers/fonts"
NOT_LETTERS = {*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xF900), 0xFEFF, 0xFFFE, 0xFFFF}


def letters() -> str:
    """Ranges of code points that every cut has, a line each."""
    cuts = [set(TTFont(path).getBestCmap()) for path in sorted(FOLDER.glob("*.ttf"))]
    codes = sorted(set.intersection(*cuts) - NOT_LETTERS)
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in ranges)


if __name__ == "__main__":
    (FOLDER / "letters.txt").write_text(letters(), encoding="ascii")
