"""Bytes on the disk, named by their own hash: written aside, made durable, then moved into place."""

from collections.abc import Iterator
from contextlib import suppress
import hashlib
import os
from pathlib import Path
import secrets
import shutil
import time

from django.conf import settings

BLOCK = 1024 * 1024
GRACE = 3600  # seconds in which bytes without a row are believed to be waiting for it


def root() -> Path:
    """The folder of all files; its folders are made when needed."""
    return Path(settings.DATA_DIR) / "files"


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return root() / sha256[:2] / sha256[2:4] / sha256


def shut_of(sha256: str) -> Path:
    """Where bytes with a virus lie: no door of the site, nor of nginx, leads here."""
    return Path(settings.DATA_DIR) / "quarantine" / sha256


def shut_away(sha256: str) -> None:
    """Take bytes out of reach; done again after a crash it does no harm."""
    target = shut_of(sha256)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        path_of(sha256).replace(target)


def let_back(sha256: str) -> None:
    """Put bytes back in their place: the checker was wrong about them."""
    target = path_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        shut_of(sha256).replace(target)


def part_of(pid: str) -> Path:
    """Where an upload under way is gathered."""
    folder = root() / "parts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / pid


def aside() -> Path:
    """A new path for bytes that are being written."""
    folder = root() / "aside"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / secrets.token_hex(16)


def keep(source: Path) -> str:
    """Store the bytes of a file; returns their hash. They are durable when this returns."""
    sha256 = _hash_of(source)
    target = path_of(sha256)
    try:
        os.utime(target)  # it is wanted again: the sweeper leaves it alone
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = aside()
        try:
            shutil.copyfile(source, temporary)
            _make_durable(temporary)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _make_durable(target.parent)
    return sha256


def free_bytes() -> int:
    """What is free on the disk of the files."""
    folder = root()
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free


def every_blob() -> Iterator[tuple[str, Path]]:
    """Every stored hash with its path."""
    for path in root().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        yield path.name, path


def is_old(path: Path, *, seconds: float = GRACE) -> bool:
    """True when the file is there and nobody has touched it for a while."""
    try:
        return time.time() - path.stat().st_mtime >= seconds
    except FileNotFoundError:
        return False


def drop_if_old(path: Path, *, seconds: float = GRACE) -> bool:
    """Remove a file that nobody has touched for a while; True when it went."""
    try:
        if not is_old(path, seconds=seconds):
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def leftovers() -> Iterator[Path]:
    """What a killed process left: bytes written aside."""
    yield from (root() / "aside").glob("*")


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make_durable(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
