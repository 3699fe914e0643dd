"""Facts about files; the floor keeps no journal of them."""

from dataclasses import dataclass
from typing import ClassVar

from staffroom.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStored(Event):
    """A file was stored; it may still be loose."""

    code: ClassVar[str] = "core.file.stored"
    subject: ClassVar[str] = "file_id"
    is_written: ClassVar[bool] = False

    file_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead(Event):
    """What is in a file is known now (`files.text_of`, `files.preview_of`), or that it cannot be read.

    Stated once for every stored file, also for one whose bytes were read long ago under another name.
    The file may still be loose: whoever attaches it later asks for its text then.
    """

    code: ClassVar[str] = "core.file.read"
    subject: ClassVar[str] = "file_id"
    is_written: ClassVar[bool] = False

    file_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VirusFound(Event):
    """В файле найден вирус."""

    code: ClassVar[str] = "core.file.infected"
    subject: ClassVar[str] = "file_id"

    file_id: int
    owner_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUnchecked(Event):
    """Файл не удалось проверить на вирусы, он закрыт."""

    code: ClassVar[str] = "core.file.unchecked"
    subject: ClassVar[str] = "file_id"

    file_id: int
    owner_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLost(Event):
    """Содержимое файла пропало с диска."""

    code: ClassVar[str] = "core.file.lost"
    subject: ClassVar[str] = "file_id"

    file_id: int
    owner_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVouched(Event):
    """Технический специалист открыл файл, который не проверяется на вирусы."""

    code: ClassVar[str] = "core.file.vouched"
    subject: ClassVar[str] = "check_id"

    check_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileShutAgain(Event):
    """Технический специалист снова закрыл файл, который не проверяется на вирусы."""

    code: ClassVar[str] = "core.file.shut_again"
    subject: ClassVar[str] = "check_id"

    check_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InfectedDropped(Event):
    """Файл с вирусом удалён с сервера."""

    code: ClassVar[str] = "core.file.infected_dropped"
    subject: ClassVar[str] = "check_id"

    check_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckerSilent(Event):
    """Проверка на вирусы давно не отвечает."""

    code: ClassVar[str] = "core.checker.silent"
    subject: ClassVar[str] = "checker_id"

    checker_id: int
