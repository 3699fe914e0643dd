"""The checker for viruses, `clamd`, asked in its own protocol: a file of ours, and how old its base is.

Nothing that the other side says is believed unread: an answer is one line of known form and length, each step
has its term, the whole has one too. Three things can go wrong: the checker is away (`CheckerAway`: try later,
whatever the file), the talk breaks off (`LineBroken`: perhaps because of this file), or the checker does not take
this file (`FileNotTaken`: trying again changes nothing).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
import re
import socket
import struct
import time

from django.conf import settings

BLOCK = 64 * 1024
LONGEST_ANSWER = 4096
CONNECTS_IN = 5.0
SHORT = 5.0
STEP = 60.0
WHOLE = 200.0
FOUND = re.compile(r"stream: ([\x21-\x7e]{1,200}) FOUND")
BASE = re.compile(r"ClamAV ([\x21-\x7e]{1,60})")
LIMITS = "Heuristics.Limits.Exceeded"  # said with AlertExceedsMax: the file was not looked at whole
TOO_LARGE = "Файл больше, чем принимает проверка на вирусы."


class CheckerAway(Exception):
    """The checker cannot be asked now; the Russian reason is for the technician."""


class LineBroken(CheckerAway):
    """The talk broke off, or was not done in its time."""


class FileNotTaken(Exception):
    """The checker answers, but does not look at this file; the Russian reason is for its author."""


def version() -> str:
    """Program and base of signatures as the checker names them: «1.4.6/27800/Mon …» without spaces.

    Raises:
        CheckerAway: no answer, or one that is not understood.
    """
    with _line(time.monotonic() + SHORT) as (talk, ends):
        _send(talk, b"zVERSION\0", ends)
        told = _answer(talk, ends)
    found = BASE.match(told)
    if found is None:
        raise CheckerAway("Проверка на вирусы ответила непонятно на вопрос о версии.")
    return found[1]


def scan(path: Path) -> str:
    """The name of the signature that was found in a file; empty when nothing was.

    Raises:
        CheckerAway: no answer, or one that is not understood.
        FileNotTaken: larger than the checker's limits.
    """
    ends = time.monotonic() + WHOLE
    with path.open("rb") as file, _line(ends) as (talk, _):
        try:
            _send(talk, b"zINSTREAM\0", ends)
            while block := file.read(BLOCK):
                _send(talk, struct.pack("!I", len(block)) + block, ends)
            _send(talk, struct.pack("!I", 0), ends)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has answered before all was sent: the limit is reached
        told = _answer(talk, ends)
    if told == "stream: OK":
        return ""
    found = FOUND.fullmatch(told)
    if "size limit exceeded" in told or (found and found[1].startswith(LIMITS)):
        raise FileNotTaken(TOO_LARGE)
    if found is None:
        raise CheckerAway("Проверка на вирусы ответила непонятно или ошибкой.")
    return found[1]


@contextmanager
def _line(ends: float) -> Iterator[tuple[socket.socket, float]]:
    address = settings.CLAMD
    try:
        if address.startswith("/"):
            talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            talk.settimeout(CONNECTS_IN)
            try:
                talk.connect(address)
            except OSError:
                talk.close()
                raise
        else:
            host, _, port = address.rpartition(":")
            talk = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECTS_IN)
    except (OSError, ValueError, OverflowError) as problem:
        raise CheckerAway("Проверка на вирусы не отвечает: работает ли clamd?") from problem
    with talk:
        try:
            yield talk, ends
        except TimeoutError as problem:
            raise LineBroken("Проверка на вирусы не ответила вовремя.") from problem
        except OSError as problem:
            raise LineBroken("Проверка на вирусы оборвала разговор.") from problem


def _send(talk: socket.socket, content: bytes, ends: float) -> None:
    talk.settimeout(_left(ends))
    talk.sendall(content)


def _answer(talk: socket.socket, ends: float) -> str:
    told = b""
    while b"\0" not in told:
        talk.settimeout(_left(ends))
        more = talk.recv(LONGEST_ANSWER)
        if not more:
            raise LineBroken("Проверка на вирусы оборвала разговор, не ответив.")
        told += more
        if len(told) > LONGEST_ANSWER:
            raise CheckerAway("Проверка на вирусы ответила непонятно: слишком длинно.")
    return told.partition(b"\0")[0].decode("ascii", "replace").strip()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, STEP)
