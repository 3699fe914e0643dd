"""Joined styles and scripts: many small sources, one file each for the browser.

The sources are in `ui/styles` and `ui/scripts`; the results are committed in `ui/static/ui`, so
that
nothing has to be built on an installation, and a test makes them again and compares.
"""

from pathlib import Path
import re

ROOT = Path(__file__).resolve().parent
STYLES = ROOT / "styles"
SCRIPTS = ROOT / "scripts"
RESULTS = ROOT / "static" / "ui"

LAYERS = "@layer reset,tokens,base,layout,components,utilities;"
STYLE_ORDER = (
    "reset.css",
    "tokens.css",
    "base.css",
    "layout.css",
    "components/*.css",
    "utilities.css",
    "print.css",
)

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
GAPS = re.compile(r"\s+")
TIGHT = re.compile(r"\s*([{};,>])\s*")
AFTER_COLON = re.compile(r"([a-z-]):\s+")
IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE)
EXPORT = re.compile(r"^export ", re.MULTILINE)


def _sources(folder: Path, patterns: tuple[str, ...]) -> list[Path]:
    return [path for pattern in patterns for path in sorted(folder.glob(pattern))]


def tighten(css: str) -> str:
    """Styles without comments and spaces that mean nothing."""
    text = GAPS.sub(" ", COMMENT.sub("", css))
    text = TIGHT.sub(r"\1", text)
    return AFTER_COLON.sub(r"\1:", text).replace(";}", "}").strip()


def styles(*, fonts: bool) -> str:
    """All styles in the order of their layers, with or without the fonts."""
    order = (*STYLE_ORDER, "fonts.css") if fonts else STYLE_ORDER
    return (
        LAYERS
        + "".join(tighten(path.read_text(encoding="utf-8")) for path in _sources(STYLES, order))
        + "\n"
    )


def results() -> dict[Path, str]:
    """Every made file with its text."""
    return {
        RESULTS / "site.css": styles(fonts=True),
        RESULTS / "site-light.css": styles(fonts=False),
    }


def write() -> list[Path]:
    """Make the files again; the answer names those that changed."""
    changed = []
    for path, text in results().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
