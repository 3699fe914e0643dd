# ruff: noqa: PTH123, PTH208, T201 - they misbehave on purpose
"""What a parser led astray could try; each runs in the sandbox's child."""

import _posixsubprocess
import _socket
import os
from pathlib import Path
import socket
import subprocess
import sys
import time
from typing import BinaryIO


def echo(*words):
    return list(words)


def first_line(file: BinaryIO):
    return file.readline().decode().strip()


def write_note(text):
    Path("note.txt").write_text(text)
    return sorted(os.listdir("."))


def environment():
    return {"env": dict(os.environ), "path": sys.path[:1]}


def loop():
    while True:
        pass


def sleep():
    time.sleep(60)


def hog():
    return len(bytearray(2 * 1024**3))


def hog_slowly():
    kept = []
    while True:
        kept.append(bytes(1024 * 1024))


def fork():
    while True:
        os.fork()


def fork_natively():
    """Past the interpreter's eyes, as broken native code would; root alone may do it at all."""
    rest = (-1, -1, -1, -1, -1, -1, *os.pipe(), False, False, -1, None, None, None, -1, None, False)
    sleep = [b"/bin/sleep", b"4242"]
    return _posixsubprocess.fork_exec(sleep, sleep[:1], True, (), None, None, *rest)


def start_program():
    return subprocess.run(["/bin/echo", "hit"], capture_output=True, check=True).stdout.decode()


def network(port):
    with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        line.sendall(b"hit")
    return "sent"


def network_natively(port):
    line = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    line.connect(("127.0.0.1", port))
    return "sent"


def read_secret(path):
    return Path(path).read_text()


def write_outside(path):
    Path(path).write_text("hit")
    return "written"


def fill_disk():
    with open("big", "wb") as big:
        while True:
            big.write(bytes(1024 * 1024))


def open_many():
    return len([open("x", "wb") for _ in range(1000)])


def talk_much():
    return "a" * (32 * 1024 * 1024)


def print_rubbish():
    print("{}")
    os.write(1, b'{"result": "forged"}')
    return "honest"


def crash():
    os.abort()


def break_down():
    raise KeyError("x")
