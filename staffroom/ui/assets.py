"""Joined styles and scripts: many small sources, one file each for the browser.

The sources are in `ui/styles` and `ui/scripts`; the results are committed in `ui/static/ui`, so
that
nothing has to be built on an installation, and a test makes them again and compares.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
import re
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

ROOT = Path(__file__).resolve().parent
STYLES = ROOT / "styles"
SCRIPTS = ROOT / "scripts"

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
SCRIPT_ORDER = (
    "registry.js",
    "trust.js",
    "words.js",
    "say.js",
    "store.js",
    "uploading.js",
    "behaviours/*.js",
    "start.js",
)
IMPORT = re.compile(r"^import \{ (.*?) \} from \"(.*?)\";$", re.MULTILINE)
EXPORT = re.compile(r"^export (async function|function|const) (\w+)", re.MULTILINE)
REMARK = re.compile(r"(^\s*|\s)// .*$", re.MULTILINE)


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


def module(path: Path) -> str:
    """One module as a function that returns what it exports, without remarks and indentation."""
    text = REMARK.sub("", path.read_text(encoding="utf-8"))
    text = IMPORT.sub(lambda found: f"const {{{found[1]}}}=m.{_name(Path(found[2]))};", text)
    exported = ",".join(name for _, name in EXPORT.findall(text))
    text = EXPORT.sub(r"\1 \2", text)
    lines = (line.strip() for line in text.splitlines())
    body = "\n".join(line for line in lines if line)
    return f"m.{_name(path)}=(()=>{{{body}\nreturn{{{exported}}}}})();"


def _name(path: Path) -> str:
    return path.stem.replace("-", "_")


def scripts() -> str:
    """Htmx and all our modules as one deferred script."""
    htmx = files("django_htmx") / "static/django_htmx/htmx-4.min.js"
    ours = "\n".join(module(path) for path in _sources(SCRIPTS, SCRIPT_ORDER))
    return f'{htmx.read_text(encoding="utf-8").strip()}\n(()=>{{"use strict";const m={{}};\n{ours}\n}})();\n'


@cache
def results() -> Mapping[str, str]:
    """Every made file by its address below /static/, with its text; made once in a process."""
    return {
        "ui/site.css": styles(fonts=True),
        "ui/site-light.css": styles(fonts=False),
        "ui/site.js": scripts(),
    }


def write(folder: Path) -> None:
    """Put the made files into a folder; a file that has not changed keeps its time."""
    for name, text in results().items():
        path = folder / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, delete=False
        ) as whole:  # another process may be reading
            whole.write(text)
        Path(whole.name).chmod(0o644)
        Path(whole.name).replace(path)


class Finder(BaseFinder):
    """Finds the joined files among the static files."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.folder = Path(settings.DATA_DIR) / "assets"
        self.storage = FileSystemStorage(location=str(self.folder))

    def check(self, **options: Any) -> list[CheckMessage]:  # noqa: ARG002 - Django's signature
        """Nothing can be set, so nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:  # noqa: ARG002, FBT001, FBT002 - Django's signature
        """The made file of this name, or nothing."""
        if path not in results():
            return [] if find_all else None
        write(self.folder)
        found = str(self.folder / path)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:  # noqa: ARG002 - Django's signature
        """Every made file with the storage that holds it."""
        write(self.folder)
        return ((name, self.storage) for name in results())
