"""Joined styles and scripts: what a browser gets, its weight and its limits."""

from pathlib import Path
import re

import brotli
from django.contrib.staticfiles import finders
from django.test import RequestFactory
import pytest

from staffroom.ui import assets
from staffroom.ui.frame import Frame
from staffroom.ui.icons import ICONS

UI = Path(assets.__file__).parent
FONTS = UI / "static/ui/fonts"
LONGEST_MODULE = 80
KILO = 1024
MODULES = sorted(assets.SCRIPTS.rglob("*.js"))
SHEETS = sorted(assets.STYLES.rglob("*.css"))


def squeezed(text: str) -> int:
    """Bytes on the wire."""
    return len(brotli.compress(text.encode()))


def test_every_source_is_in_the_joined_files() -> None:
    css, js = assets.results()["ui/site.css"], assets.results()["ui/site.js"]
    for sheet in SHEETS:
        assert assets.tighten(sheet.read_text(encoding="utf-8")) in css
    for path in MODULES:
        assert assets.module(path) in js


def test_joined_files_are_found_as_static_files() -> None:
    for name, text in assets.results().items():
        found = finders.find(name)
        assert isinstance(found, str)
        assert Path(found).read_text(encoding="utf-8") == text


def test_styles_scripts_and_icons_are_light() -> None:
    made = assets.results()
    weight = squeezed(made["ui/site.css"]) + squeezed(made["ui/site.js"])
    icons = squeezed((UI / "static/ui/icons.svg").read_text(encoding="utf-8"))
    assert weight <= 27 * KILO
    assert weight + icons <= 32 * KILO


def test_fonts_are_small_and_left_out_when_the_browser_saves_data() -> None:
    usual = sum((FONTS / f"golos-{name}.woff2").stat().st_size for name in ("russian", "latin"))
    assert usual <= 60 * KILO
    assert "@font-face" in assets.results()["ui/site.css"]
    assert "@font-face" not in assets.results()["ui/site-light.css"]
    saving = RequestFactory().get("/", headers={"Save-Data": "on"})
    assert Frame(saving).stylesheet == "ui/site-light.css"
    assert Frame(RequestFactory().get("/")).stylesheet == "ui/site.css"


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_styles_keep_to_the_oldest_browsers(path: Path) -> None:
    """Chrome 109 and Firefox 115: no light-dark(), no :has(), no nesting, no oklch()."""
    css = assets.COMMENT.sub("", path.read_text(encoding="utf-8"))
    assert not re.search(r"light-dark\(|:has\(|oklch\(|color-mix\(|@starting-style|&", css)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_components_take_colours_from_tokens_only(path: Path) -> None:
    if path.parent.name != "components" or path.name in {"looksbar.css", "dialog.css"}:
        return  # the samples of schemes are those colours; the veil behind a dialog is black
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_modules_are_short_and_safe(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    assert not re.search(
        r"\.(inner|outer)HTML\b|insertAdjacentHTML|\beval\(|new Function|\.write\(", text
    )


def test_every_icon_that_templates_name_is_drawn() -> None:
    sprite = (UI / "static/ui/icons.svg").read_text(encoding="utf-8")
    assert set(re.findall(r'<symbol id="([\w-]+)"', sprite)) == set(ICONS)
    named = set()
    for path in UI.parent.glob("**/templates/**/*.html"):
        named |= set(re.findall(r"""icon\(["']([\w-]+)["']""", path.read_text(encoding="utf-8")))
    assert named - set(ICONS) == set()
