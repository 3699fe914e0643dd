"""The contracts catch what they are for: each is broken on purpose in a small made-up tree."""

from pathlib import Path
import subprocess
import sys
import tomllib

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = (
    "shared/accounts",
    "shared/communities",
    "features/forum",
    "features/chat",
    "overviews/home",
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """An empty building with our contracts: storeys, a few apps, their shelves."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    order = next(one for one in settings["contracts"] if one["name"].startswith("Shared ground"))
    folders = [
        *("config", "demo", "api", "bridges", "overviews", "features", "shared", "ui", "core"),
        *(f"shared/{name.strip('() ')}" for layer in order["layers"] for name in layer.split("|")),
        *APPS,
    ]
    for folder in folders:
        place = tmp_path / "staffroom" / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / "__init__.py").touch()
    (tmp_path / "staffroom/__init__.py").touch()
    for app in APPS:
        for shelf in ("models", "policies", "actions", "forms", "views"):
            (tmp_path / "staffroom" / app / f"{shelf}.py").touch()
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    return tmp_path


def verdict(tree: Path) -> tuple[int, str]:
    """The linter's status and words about the tree."""
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=tree,
        env={"PYTHONPATH": f"{tree}:{ROOT}", "PATH": "/usr/bin:/bin", "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_clean_tree_keeps_all_contracts(tree: Path) -> None:
    status, words = verdict(tree)
    assert status == 0, words
    assert "0 broken" in words


@pytest.mark.parametrize(
    ("module", "code", "contract"),
    [
        ("core/clock.py", "import staffroom.shared.accounts.models", "Storeys"),
        ("ui/frame.py", "def f():\n    from staffroom.config import conf", "Storeys"),
        ("features/forum/views.py", "from staffroom.features.chat import actions", "Neighbours"),
        ("shared/accounts/models.py", "import staffroom.shared.communities.models", "Shared"),
        ("features/forum/models.py", "from staffroom.features.forum import actions", "Shelves"),
        ("features/forum/policies.py", "from staffroom.features.forum import views", "Shelves"),
        ("features/forum/utils.py", "", "Shelves"),
        ("overviews/home/views.py", "from staffroom.features.forum import views", "Front doors"),
        ("api/forum.py", "import staffroom.features.forum", "Front doors"),
        ("features/forum/views.py", "import staffroom.shared.accounts.views", "Front doors"),
    ],
)
def test_a_breach_is_caught(tree: Path, module: str, code: str, contract: str) -> None:
    (tree / "staffroom" / module).write_text(code)
    status, words = verdict(tree)
    assert status != 0
    broken = [line for line in words.splitlines() if "BROKEN" in line] or words.splitlines()
    assert any(contract in line for line in broken), words
