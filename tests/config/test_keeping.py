"""A copy is taken from a working site and stands up in an empty folder, and only there."""

import os
from pathlib import Path
import shutil
import sqlite3
import subprocess
import sys
import tarfile

import pytest

from tests.config.running import ROOT, migrated


def staffroom(data: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command on a folder of data, on SQLite."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("STAFFROOM_")}
    return subprocess.run(
        [sys.executable, "-m", "staffroom", *map(str, arguments)],
        cwd=ROOT,
        env={
            **ours,
            "STAFFROOM_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "staffroom.config.settings",
        },
        capture_output=True,
        text=True,
    )


def rows(data: Path, question: str) -> list[tuple[object, ...]]:
    """What the database of a folder answers."""
    line = sqlite3.connect(data / "staffroom.sqlite3")
    try:
        return line.execute(question).fetchall()
    finally:
        line.close()


def people(data: Path) -> list[tuple[object, ...]]:
    """Names of everybody whom a folder of data knows."""
    return rows(data, "SELECT name FROM accounts_person ORDER BY id")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small installation with people, a file and the rubbish of a running site."""
    folder = tmp_path_factory.mktemp("kept") / "data"
    shutil.copytree(migrated(), folder)
    made = staffroom(
        folder, "shell", "-v0", "-c", "from tests.factories.world import make_world; make_world()"
    )
    assert made.returncode == 0, made.stderr
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "plan.txt").write_text("План работы")
    assert (folder / "static").is_dir()
    return folder


@pytest.fixture(scope="module")
def copy(data: Path) -> Path:
    """The archive of that installation, kept among its data."""
    saved = staffroom(data, "backup", data / "copies")
    assert saved.returncode == 0, saved.stderr
    (archive,) = (data / "copies").iterdir()
    return archive


def test_what_was_saved_comes_back(data: Path, copy: Path, tmp_path: Path) -> None:
    assert copy.stat().st_mode & 0o077 == 0
    noted = rows(data, "SELECT name, size FROM upkeep_copy WHERE problem = ''")
    assert (copy.name, copy.stat().st_size) in noted
    fresh = tmp_path / "fresh"
    restored = staffroom(fresh, "restore", copy)
    assert restored.returncode == 0, restored.stderr
    for name in ("secret_key", "staffroom.toml"):
        assert (fresh / name).read_text() == (data / name).read_text()
    assert (fresh / "files" / "plan.txt").read_text() == "План работы"
    assert {path.name for path in fresh.iterdir()} == {
        path.name for path in data.iterdir() if path.name not in {"static", "tmp", "copies"}
    }
    assert ("Анна Соколова",) in people(fresh)
    assert people(fresh) == people(data)


def test_a_copy_never_lands_on_data(data: Path, copy: Path) -> None:
    before = (data / "staffroom.sqlite3").read_bytes()
    refused = staffroom(data, "restore", copy)
    assert refused.returncode == 1
    assert "уже есть данные" in refused.stderr
    assert (data / "staffroom.sqlite3").read_bytes() == before


def test_a_broken_copy_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "torn.tar.gz").write_bytes(b"\x1f\x8bnot an archive")
    refused = staffroom(tmp_path / "fresh", "restore", tmp_path / "torn.tar.gz")
    assert refused.returncode == 1
    assert "не читается" in refused.stderr


def test_a_hostile_copy_writes_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("evil")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "evil", "../../escaped")
    refused = staffroom(tmp_path / "inner" / "fresh", "restore", tmp_path / "evil.tar.gz")
    assert refused.returncode == 1
    assert not (tmp_path / "escaped").exists()
    assert not (tmp_path / "inner" / "escaped").exists()


def test_only_the_newest_copies_are_kept(data: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    old = [f"staffroom-2026-09-0{day}-023000.tar.gz" for day in (1, 2, 3)]
    for name in old:
        (copies / name).touch()
    (copies / "notes.txt").touch()
    assert staffroom(data, "backup", copies, "--keep", "2").returncode == 0
    left = sorted(path.name for path in copies.iterdir())
    assert left[:2] == ["notes.txt", old[-1]]
    assert len(left) == 3
