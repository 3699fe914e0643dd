"""Rule 10: migrations are named, linear and frozen in time."""

import ast
from itertools import pairwise
from pathlib import Path
import re

from django.apps import apps
import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path for path in (ROOT / "staffroom").glob("**/migrations") if path.is_dir())
FILES = [path for folder in FOLDERS for path in sorted(folder.glob("[0-9]*.py"))]
# Fields of ours are named in migrations; they live in core and keep their signatures.
LASTING = ("staffroom.core.",)


def relative(path: Path) -> str:
    """The path as people name it."""
    return str(path.relative_to(ROOT / "staffroom"))


def imported(tree: ast.AST) -> set[str]:
    """All modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(f"{node.module}.")
    return found


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_migration_has_a_name_of_its_own(path: Path) -> None:
    assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", path.stem)
    assert "auto" not in path.stem.split("_")


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_migration_imports_no_live_code(path: Path) -> None:
    ours = {name for name in imported(ast.parse(path.read_text())) if name.startswith("staffroom")}
    assert {name for name in ours if not name.startswith(LASTING)} == set()


@pytest.mark.parametrize("folder", FOLDERS, ids=relative)
def test_migrations_stand_in_one_line(folder: Path) -> None:
    label = next(one.label for one in apps.get_app_configs() if Path(one.path) == folder.parent)
    files = sorted(folder.glob("[0-9]*.py"))
    assert [int(path.stem[:4]) for path in files] == list(range(1, len(files) + 1))
    for earlier, later in pairwise(files):
        assert f"('{label}', '{earlier.stem}')" in later.read_text().replace('"', "'")
