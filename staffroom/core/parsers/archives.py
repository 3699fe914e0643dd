"""ZIP files looked at with suspicion: what they claim, where their parts lie, what really comes out."""

from typing import BinaryIO
import zipfile

from staffroom.core.parsers import Refusal

MAX_MEMBERS = 10_000
MAX_UNPACKED = 1024**3
MAX_RATIO = 150
RATIO_FREE = 16 * 1024 * 1024
MAX_DIRECTORY = 4 * 1024 * 1024

BROKEN = "Архив повреждён. Соберите его заново и попробуйте ещё раз."
BOMB = "Архив распаковался бы в слишком большой объём. Положите файлы по отдельности."
LOCKED = "Архив закрыт паролем: проверить его нельзя. Уберите пароль или положите файлы без архива."


def checked(file: BinaryIO) -> zipfile.ZipFile:
    """The archive, if its directory is sane.

    Raises:
        Refusal: broken, encrypted, with too many members, overlapping members, or a bomb by its own figures.
    """
    size = file.seek(0, 2)
    _bound_directory(file, size)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        raise Refusal(BROKEN) from None
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Refusal(
            f"В архиве слишком много файлов: больше {MAX_MEMBERS}. Разделите его на части."
        )
    if any(member.flag_bits & 1 for member in members):
        raise Refusal(LOCKED)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FREE and unpacked > MAX_RATIO * max(1, size)):
        raise Refusal(BOMB)
    _refuse_overlap(members, size)
    return archive


def read_member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The first bytes of a member: what its header claims is not believed.

    Raises:
        Refusal: the member is broken or longer than `limit`.
    """
    try:
        with archive.open(name) as member:
            content = member.read(limit + 1)
    except (
        zipfile.BadZipFile,
        OSError,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ):
        raise Refusal(BROKEN) from None
    except Exception as problem:  # zlib.error and its kin, each module has its own
        raise Refusal(BROKEN) from problem
    if len(content) > limit:
        raise Refusal(BOMB)
    return content


def _bound_directory(file: BinaryIO, size: int) -> None:
    """Refuse a directory of a million members before it is read into memory."""
    file.seek(max(0, size - 66_000))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise Refusal(BROKEN)
    if int.from_bytes(tail[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise Refusal(
            f"В архиве слишком много файлов: больше {MAX_MEMBERS}. Разделите его на части."
        )


def _refuse_overlap(members: list[zipfile.ZipInfo], size: int) -> None:
    """Members that share bytes are the trick of the densest bombs."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise Refusal(BOMB)
        end = member.header_offset + 30 + member.compress_size
        if end > size:
            raise Refusal(BROKEN)
