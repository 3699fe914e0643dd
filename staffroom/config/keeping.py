"""Copies of an installation: everything needed to stand up again, taken while the site works."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
import json
import os
from pathlib import Path
import shutil
import subprocess
import tarfile
import tempfile
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from staffroom import __version__
from staffroom.config.conf import Conf

SQLITE, POSTGRES = "database.sqlite3", "database.dump"
ABOUT = "about.json"
NEVER = {"static", "tmp", "quarantine"}  # made anew at the next start; files with viruses
SCRATCH = "copy-"
NAME = "staffroom-{:%Y-%m-%d-%H%M%S}.tar.gz"


def save(conf: Conf, folder: Path, *, at: datetime) -> Path:
    """Write an archive of the data into the folder; its path.

    Raises:
        CommandError: the folder cannot be written, or the database's own tool is missing.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done, part = folder / NAME.format(at), folder / (NAME.format(at) + ".part")
        os.close(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with dumped(conf) as dump, tarfile.open(part, "w:gz") as archive:
            about = dump.parent / ABOUT
            about.write_text(json.dumps({"version": __version__, "at": at.isoformat()}))
            archive.add(about, ABOUT)
            archive.add(dump, dump.name)
            for path in sorted(conf.data_dir.iterdir()):
                if is_kept(path, folder):
                    archive.add(path, f"data/{path.name}")
        return part.rename(done)
    except OSError as problem:
        raise CommandError(f"Копия не записалась: {problem}") from problem


def is_kept(path: Path, copies: Path) -> bool:
    """False for the live database, for what is made anew, and for the copies themselves."""
    holds_copies = copies.resolve().is_relative_to(path.resolve())
    is_rubbish = path.name in NEVER or path.name.startswith((SCRATCH, "staffroom.sqlite3"))
    return not (holds_copies or is_rubbish)


@contextmanager
def dumped(conf: Conf) -> Iterator[Path]:
    """The database as one whole file, as it is at one moment."""
    with tempfile.TemporaryDirectory(dir=conf.data_dir, prefix=SCRATCH) as scratch:
        if connection.vendor == "sqlite":
            dump = Path(scratch) / SQLITE
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(dump)])
        else:
            dump = Path(scratch) / POSTGRES
            postgres_tool("pg_dump", "--format=custom", f"--file={dump}")
        Path(scratch).chmod(0o700)
        yield dump


def postgres_tool(name: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL on our database; the password goes by the environment."""
    given: dict[str, Any] = settings.DATABASES["default"]
    if not shutil.which(name):
        raise CommandError(f"Не найдена программа {name}: установите пакет postgresql-client.")
    variables = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": given["NAME"],
    }
    said = {key: str(value) for key, value in variables.items() if value}
    done = subprocess.run(  # noqa: S603 - a fixed program, our own arguments
        [name, *arguments],
        env={**os.environ, **said},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{name} не справилась: {done.stderr.strip()[-500:]}")


def forget(folder: Path, keep: int) -> list[Path]:
    """Remove all copies but the newest `keep`; those that were removed."""
    copies = sorted(folder.glob("staffroom-*.tar.gz"))
    old = copies[: max(len(copies) - keep, 0)]
    for path in old:
        path.unlink()
    return old


def bring_back(conf: Conf, copy: Path) -> None:
    """Lay a copy out in an empty data folder (and into an empty PostgreSQL database).

    Raises:
        CommandError: the folder or the database is not empty, or the copy does not fit.
    """
    if (conf.data_dir / "staffroom.sqlite3").exists() or connection.introspection.table_names():
        raise CommandError(
            f"В {conf.data_dir} уже есть данные. Укажите пустую папку в STAFFROOM_DATA "
            "(и пустую базу, если это PostgreSQL): копия ничего не стирает."
        )
    connection.close()
    conf.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=conf.data_dir, prefix=SCRATCH) as scratch:
        try:
            with tarfile.open(copy) as archive:
                archive.extractall(scratch, filter="data")
        except (OSError, tarfile.TarError) as problem:
            raise CommandError(f"Копия {copy} не читается: {problem}") from problem
        place(conf, Path(scratch))


def place(conf: Conf, opened: Path) -> None:
    """Put the parts of an opened copy where they belong."""
    wanted = SQLITE if connection.vendor == "sqlite" else POSTGRES
    if not (opened / wanted).exists():
        raise CommandError("Копия сделана с другой базы: одна SQLite, другая PostgreSQL.")
    for path in (opened / "data").iterdir():
        target = conf.data_dir / path.name
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
    if wanted == POSTGRES:
        name = settings.DATABASES["default"]["NAME"]
        postgres_tool("pg_restore", "--no-owner", f"--dbname={name}", str(opened / wanted))
    else:
        for rest in conf.data_dir.glob("staffroom.sqlite3*"):  # an empty one, from looking inside
            rest.unlink()
        (opened / wanted).replace(conf.data_dir / "staffroom.sqlite3")
