"""Every template compiles, and none carries script or style of its own (strict CSP)."""

from pathlib import Path
import re

from django.template import engines
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


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_compiles(path: Path) -> None:
    name = str(path).rsplit("/templates/", 1)[1]
    engines.all()[0].get_template(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_has_nothing_inline(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


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
