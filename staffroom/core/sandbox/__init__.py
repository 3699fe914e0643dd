"""A killable child process for every parser of foreign bytes.

`run("staffroom.core.parsers.pictures:remake", 4096, inputs=[path], room=folder)` starts a
fresh interpreter that has no environment, no network, an empty folder to write to, and limits on
time, processor, memory, files and output; it calls the function with the opened inputs and the
arguments and gives its JSON result back. Whatever the file does to the parser, this process only
ever sees a result or `ParserFailed` with a sentence for the person.

How the network is taken away: the child moves to an empty network namespace where the kernel
allows that (Linux, as root or with user namespaces); in any case an audit hook refuses sockets, new
processes, foreign libraries and files outside the interpreter and the room. The hook guards
against Python code led astray, the namespace against native code as well.

Parsers stand in `core.parsers` and import only what they need: the child's start is paid by
each call (about 60 ms bare, 100 ms with Pillow).
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
import json
import logging
import os
from pathlib import Path
import select
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from typing import Any

from staffroom.core.errors import DomainError

log = logging.getLogger(__name__)

MIB = 1024 * 1024
CHILD = Path(__file__).with_name("child.py")
PACKAGES = Path(__file__).resolve().parents[3]

TOO_SLOW = (
    "Файл разбирается слишком долго. Возможно, он повреждён: откройте его у себя, сохраните заново"
    " и попробуйте ещё раз."
)
TOO_LARGE = (
    "Чтобы открыть этот файл, нужно слишком много памяти. Уменьшите его и попробуйте ещё раз."
)
UNREADABLE = "Файл не удалось прочитать: он повреждён или сохранён в другом формате."


class ParserFailed(DomainError):
    """The foreign bytes could not be read within the limits; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use: seconds by the clock and of processor, bytes, numbers of files."""

    seconds: float = 10
    cpu: int = 10
    memory: int = 512 * MIB
    file_size: int = 64 * MIB
    open_files: int = 48
    output: int = 4 * MIB


DEFAULT = Limits()


@contextmanager
def room() -> Iterator[Path]:
    """An empty folder for a child to write to, gone afterwards with all that is in it."""
    folder = Path(tempfile.mkdtemp(prefix="staffroom-room-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(
    function: str,
    *args: Any,
    inputs: Sequence[Path] = (),
    folder: Path | None = None,
    limits: Limits = DEFAULT,
    natives: Sequence[str] = (),
    nice: int = 0,
) -> Any:
    """Call `module:function` in a child with the inputs opened for reading, then the arguments.

    `args` and the result are JSON. Files that the function writes to its working folder stay in
    `folder` when one is given (see `room`). `natives` are modules of ours in C that load a library by
    themselves (pdfium): the child imports them before it looks at foreign bytes. `nice` is how far the
    child stands back behind the pages.

    Raises:
        ParserFailed: the function refused the bytes, broke, or went over a limit.
    """
    with ExitStack() as stack:
        place = folder or stack.enter_context(room())
        opened = [stack.enter_context(path.open("rb")).fileno() for path in inputs]
        request = stack.enter_context(tempfile.TemporaryFile())
        search = [str(PACKAGES), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
        asked: dict[str, Any] = {"function": function, "args": args, "files": opened}
        asked |= {"folder": str(place), "limits": asdict(limits), "search": search}
        asked |= {"natives": list(natives), "nice": nice}
        request.write(json.dumps(asked).encode())
        request.seek(0)
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", str(CHILD)],
            stdin=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=place,
            env={"LANG": "C.UTF-8", "TMPDIR": str(place), "HOME": str(place)},
            pass_fds=opened,
            start_new_session=True,
        )
        return _answer_of(child, limits)


def _answer_of(child: "subprocess.Popen[bytes]", limits: Limits) -> Any:
    """Wait for the result, never longer and never for more than allowed; then nothing is left."""
    try:
        output = _read(child, limits)
        _wait(child, seconds=1)
    finally:
        _end(child)
    if child.returncode == -signal.SIGXCPU:
        raise ParserFailed(TOO_SLOW)
    try:
        answer = json.loads(output)
    except ValueError:
        raise ParserFailed(UNREADABLE) from None
    if "result" in answer:
        return answer["result"]
    if answer.get("trace"):
        log.warning(
            "a parser broke: %s at %s", answer["problem"], " < ".join(answer["trace"][::-1])
        )
    sentences = {"memory": TOO_LARGE, "refused": answer.get("message", "")}
    raise ParserFailed(sentences.get(answer.get("problem"), "") or UNREADABLE)


def _read(child: "subprocess.Popen[bytes]", limits: Limits) -> bytes:
    assert child.stdout is not None  # noqa: S101 - opened above as a pipe
    pipe = child.stdout.fileno()
    deadline = time.monotonic() + limits.seconds
    output = bytearray()
    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise ParserFailed(TOO_SLOW)
        part = os.read(pipe, 65536)
        if not part:
            return bytes(output)
        output += part
        if len(output) > limits.output:
            raise ParserFailed(UNREADABLE)


def _wait(child: "subprocess.Popen[bytes]", seconds: float) -> None:
    """Let a child that has answered end by itself, without collecting it yet."""
    deadline = time.monotonic() + seconds
    look = os.WEXITED | os.WNOWAIT | os.WNOHANG
    while os.waitid(os.P_PID, child.pid, look) is None and time.monotonic() < deadline:
        time.sleep(0.002)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill the whole group; its dead leader keeps the group's number ours until it is collected."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout:
        child.stdout.close()
