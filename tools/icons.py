"""Make the icon sprite from the lucide set: `python -m tools.icons PATH-TO-lucide-static`.

The set is a developer's tool (npm: lucide-static, ISC licence); only the icons named here are
committed, in one file. Our names say what an icon means, not what it draws.
"""

from pathlib import Path
import re
import sys

from staffroom.ui.icons import ICONS

SPRITE = Path(__file__).resolve().parent.parent / "staffroom/ui/static/ui/icons.svg"
VERSION = "1.62.0"


def symbol(name: str, source: str) -> str:
    """One icon as a symbol; colour and stroke come from the page's styles."""
    body = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    inner = re.search(r"<svg[^>]*>(.*)</svg>", body, flags=re.DOTALL)
    if inner is None:
        message = f"{name}: no drawing found"
        raise ValueError(message)
    drawing = re.sub(r"\s+", " ", inner.group(1)).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def main(package: Path) -> None:
    """Write the sprite."""
    symbols = [
        symbol(name, (package / "icons" / f"{drawing}.svg").read_text())
        for name, drawing in sorted(ICONS.items())
    ]
    note = (
        f"<!-- Icons: lucide {VERSION}, ISC licence, see LICENSE-icons.txt beside this file. "
        "Made by tools/icons.py. -->"
    )
    SPRITE.write_text(
        f'{note}\n<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    )
    (SPRITE.parent / "LICENSE-icons.txt").write_text((package / "LICENSE").read_text())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
