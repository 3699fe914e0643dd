"""The checker for viruses: the true program with signatures of our own, and one that answers badly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
import os
from pathlib import Path
import shutil
import socket
import subprocess
import tempfile
import threading
import time

import pytest

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CONFIG = """\
LocalSocket {folder}/clamd.ctl
DatabaseDirectory {folder}/base
TemporaryDirectory {folder}
PidFile {folder}/clamd.pid
User {user}
Foreground yes
StreamMaxLength 1M
LogFile {folder}/clamd.log
"""


@contextmanager
def true_checker() -> Iterator[str]:
    """The socket of a `clamd` that knows one signature, the harmless test one.

    Without the program the test is left out, with CI=true it fails.
    """
    program = shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if program is None:
        words = "clamd is absent: nothing was checked by the true program"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    (folder / "base").mkdir()
    (folder / "base" / "own.ndb").write_text(f"Own.Eicar:0:*:{EICAR.hex()}\n")
    user = Path(f"/proc/{os.getpid()}").owner()
    config = folder / "clamd.conf"
    config.write_text(CONFIG.format(folder=folder, user=user))
    quiet = subprocess.DEVNULL
    running = subprocess.Popen([program, "-c", str(config)], stdout=quiet, stderr=quiet)
    try:
        ends = time.monotonic() + 60
        while not (folder / "clamd.ctl").exists():
            if running.poll() is not None or time.monotonic() > ends:
                log = folder / "clamd.log"
                raise RuntimeError(log.read_text() if log.exists() else "clamd did not start")
            time.sleep(0.05)
        yield str(folder / "clamd.ctl")
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def bad_checker(answer: Callable[[bytes], bytes | None]) -> Iterator[str]:
    """A socket whose other side is told the command and answers as it likes; None closes the line."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    place = str(folder / "clamd.ctl")
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    door.bind(place)
    door.listen(8)

    def serve() -> None:
        while True:
            try:
                talk, _ = door.accept()
            except OSError:
                return
            with talk:
                try:
                    command = talk.recv(65536).partition(b"\0")[0]
                    said = answer(command)
                    if said is not None:
                        talk.sendall(said)
                except OSError:
                    pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield place
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join(5)
        shutil.rmtree(folder, ignore_errors=True)
