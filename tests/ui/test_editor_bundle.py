"""The committed bundle of the editor is what its sources make; its lock names no address."""

import json
import os
from pathlib import Path
import shutil
import subprocess
import warnings

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "staffroom/ui/static/ui/editor"


def test_the_committed_bundle_is_what_the_sources_make(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        words = "npm is absent: the editor's bundle was not built again"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        warnings.warn(words, stacklevel=1)
        pytest.skip(words)
    if not (ROOT / "node_modules/esbuild").exists():
        subprocess.run(
            [npm, "ci", "--ignore-scripts"], cwd=ROOT, check=True, capture_output=True, timeout=240
        )
    subprocess.run(
        ["node", "frontend/build.mjs", f"--out={tmp_path}"], cwd=ROOT, check=True, timeout=120
    )
    for name in ("editor.js", "editor.css"):
        assert (tmp_path / name).read_bytes() == (COMMITTED / name).read_bytes(), (
            f"{name}: run npm run build"
        )


def test_the_lock_names_no_address_and_one_version_of_the_editor() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in lock.items() if "resolved" in package]
    ours = {package["version"] for name, package in lock.items() if "/@tiptap/" in name}
    assert ours == {"3.32.2"}
    assert all(package.get("integrity") for name, package in lock.items() if name)
