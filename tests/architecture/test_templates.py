"""Every template compiles, and none carries script or style of its own (strict CSP)."""

from pathlib import Path
import re

from django.template import TemplateSyntaxError, engines
import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "staffroom"
TEMPLATES = sorted(path for path in PACKAGE.glob("**/templates/**/*") if path.is_file())

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
OPENED = re.compile(r"<([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
INLINE = {
    "a handler attribute": re.compile(r"\s(on[a-z]+|hx-on[\w:.-]*)\s*=", re.IGNORECASE),
    "a style attribute": re.compile(r"(?<![\w-])style\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


def offences(html: str) -> list[str]:
    """What in the text of a template would need an inline script or style."""
    html = COMMENT.sub("", html)
    found = []
    for name, attributes in OPENED.findall(html):
        found += [f"<{name}>: {what}" for what, sign in INLINE.items() if sign.search(attributes)]
        if name.lower() == "style":
            found.append("<style>")
        if name.lower() == "script" and not re.search(r"\bsrc\s*=", attributes):
            found.append("<script> without src")
    return found


# The parser ends a paragraph where a form begins: what follows stands outside of it and looks so.
FORM_INSIDE = re.compile(r"<p\b[^>]*>(?:(?!</p>).)*?(?:<form|call action_button)", re.DOTALL)
ICON = re.compile(r"\bicon(?:\(|=)\"([a-z-]+)\"")


def named(path: Path) -> str:
    """The name by which a template is loaded."""
    return str(path).rsplit("/templates/", 1)[1]


def test_templates_compile() -> None:
    assert TEMPLATES
    faults = {}
    for path in TEMPLATES:
        try:
            engines.all()[0].get_template(named(path))
        except TemplateSyntaxError as fault:
            faults[named(path)] = str(fault)
    assert faults == {}


def test_no_page_takes_a_name_that_the_frame_takes() -> None:
    """What a page sets, the frame reads: a name of both would put a part of the frame into the page."""
    frame = (PACKAGE / "ui/templates/ui/page.html").read_text(encoding="utf-8")
    taken = {
        name.split(" as ")[-1].strip()
        for line in re.findall(r"{% from \S+ import ([^%]+) %}", frame)
        for name in line.split(",")
    } | set(re.findall(r"{% set (\w+) =", frame))
    assert "topbar" in taken
    found = {
        named(path): set(re.findall(r"{% set (\w+)", path.read_text(encoding="utf-8"))) & taken
        for path in TEMPLATES
        if 'extends "ui/page.html"' in path.read_text(encoding="utf-8")
    }
    assert {name: names for name, names in found.items() if names} == {}


def test_templates_have_nothing_inline() -> None:
    found = {named(path): offences(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_no_form_stands_in_a_paragraph() -> None:
    read = {path: COMMENT.sub("", path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert [named(path) for path, html in read.items() if FORM_INSIDE.search(html)] == []


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (PACKAGE / "ui/static/ui/icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'id="([a-z-]+)"', sprite))
    assert "people" in known
    used = {path: set(ICON.findall(path.read_text(encoding="utf-8"))) for path in TEMPLATES}
    assert {named(path): names - known for path, names in used.items() if names - known} == {}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p class="x" data-style="a">ok</p>', []),
        ('<script src="/static/a.js"></script>', []),
        ("<script>go()</script>", ["<script> without src"]),
        ('<p style="color:red">', ["<p>: a style attribute"]),
        ('<a href="{{ url(\'x\') }}" onclick="go()">', ["<a>: a handler attribute"]),
        ("{# <style> #}<b>ok</b>", []),
    ],
)
def test_the_rule_itself_sees_what_it_must(html: str, expected: list[str]) -> None:
    assert offences(html) == expected
