"""A data folder of the test's own, the cast, and small true files."""

from pathlib import Path

from django.test import Client
import pytest

from staffroom.core.viewer import Viewer
from tests.factories.people import person, sign_in


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.KEEP_FREE = 0
    return settings.DATA_DIR


@pytest.fixture
def anna(db):
    return person("Анна Соколова")


@pytest.fixture
def vera(db):
    return person("Вера Чужова")


@pytest.fixture
def as_anna(anna):
    return Viewer(person_id=anna.pk, pid=anna.pid, name=anna.name)


@pytest.fixture
def as_vera(vera):
    return Viewer(person_id=vera.pk, pid=vera.pid, name=vera.name)


@pytest.fixture
def annas(client, anna):
    return sign_in(client, anna)


@pytest.fixture
def veras(vera):
    return sign_in(Client(), vera)


@pytest.fixture
def on_disk(data_dir):
    """All files of the data folder."""

    def files() -> list[str]:
        root = data_dir / "files"
        return sorted(
            str(path.relative_to(root)) for path in Path(root).rglob("*") if path.is_file()
        )

    return files
