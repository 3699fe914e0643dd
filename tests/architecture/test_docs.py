"""The documents say what is true of the code."""

import ast
from pathlib import Path
import re

from django.apps import apps
from django.core.management import get_commands
import pytest

from staffroom.core import events, models, policy, viewer
from staffroom.shared.accounts import registry

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *(path for path in sorted((ROOT / "docs").glob("**/*.md"))),
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
APPS = sorted(
    path.parent for path in (ROOT / "staffroom").glob("*/*/apps.py") if "config" not in path.parts
)


def relative(path: Path) -> str:
    """The path as people name it."""
    return str(path.relative_to(ROOT))


def ground() -> list[str]:
    """The names in code of the glossary's first section."""
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    section = text.partition("## The ground")[2].partition("\n## ")[0]
    rows = [line.split("|")[3] for line in section.splitlines() if line.count("|") >= 5]
    return [name for cell in rows[2:] for name in re.findall(r"`([^`]+)`", cell)]


def known() -> dict[str, object]:
    """Models by name, and the few nouns of the floor."""
    found: dict[str, object] = {model.__name__: model for model in apps.get_models()}
    for module in (events, models, policy, viewer, registry):
        found.update({name: thing for name, thing in vars(module).items() if name.istitle()})
    return found


@pytest.mark.parametrize("name", ground())
def test_the_glossary_names_what_stands(name: str) -> None:
    noun, _, field = name.partition(".")
    thing = known()[noun]
    if field:
        assert field in {one.name for one in thing._meta.get_fields()}  # type: ignore[attr-defined]


def test_the_glossary_was_read() -> None:
    assert len(ground()) > 25


@pytest.mark.parametrize("path", DOCUMENTS, ids=relative)
def test_links_lead_somewhere(path: Path) -> None:
    targets = [one for one in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in one]
    assert [one for one in targets if not (path.parent / one).exists()] == []


@pytest.mark.parametrize(
    "path", [path for path in DOCUMENTS if "operate" in path.parts], ids=relative
)
def test_the_technician_is_told_of_commands_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"bin/staffroom ([a-z]+)", text))
    assert named - set(get_commands()) == set()


def test_contributing_fits_two_screens() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 80


@pytest.mark.parametrize("folder", APPS, ids=relative)
def test_an_app_says_what_it_is_for(folder: Path) -> None:
    built = {path.name for path in folder.glob("*.py")} - {"__init__.py", "apps.py"}
    words = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    assert words or not built
