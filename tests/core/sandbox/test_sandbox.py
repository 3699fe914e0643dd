"""Whatever a parser does, the parent gets a result or a sentence, in time, and nothing stays behind."""

import contextlib
from pathlib import Path
import resource
import socket
import time

import pytest

from staffroom.core import sandbox
from staffroom.core.sandbox import MIB, Limits, ParserFailed

pytestmark = pytest.mark.alone  # it counts seconds and memory

HERE = "tests.core.sandbox.misdeeds"
QUICK = Limits(seconds=2, cpu=2, memory=256 * MIB, file_size=4 * MIB)


def misdeed(name, *args, limits=QUICK, **options):
    return sandbox.run(f"{HERE}:{name}", *args, limits=limits, **options)


def test_a_result_comes_back_with_its_letters():
    assert misdeed("echo", "ёлка", 1, {"a": [None, True]}) == ["ёлка", 1, {"a": [None, True]}]


def test_an_input_is_opened_for_the_child(tmp_path):
    paper = tmp_path / "план.txt"
    paper.write_text("первая строка\nвторая")
    assert misdeed("first_line", inputs=[paper]) == "первая строка"


def test_files_written_stay_in_the_room_and_go_with_it():
    with sandbox.room() as folder:
        assert misdeed("write_note", "слово", folder=folder) == ["note.txt"]
        assert (folder / "note.txt").read_text() == "слово"
    assert not folder.exists()


def test_the_child_knows_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("STAFFROOM_SECRET", "hush")
    assert set(misdeed("environment")["env"]) <= {"LANG", "TMPDIR", "HOME", "LC_CTYPE"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("loop", sandbox.TOO_SLOW),
        ("sleep", sandbox.TOO_SLOW),
        ("hog", sandbox.TOO_LARGE),
        ("hog_slowly", sandbox.TOO_LARGE),
        ("fork", sandbox.UNREADABLE),
        ("start_program", sandbox.UNREADABLE),
        ("fill_disk", sandbox.UNREADABLE),
        ("open_many", sandbox.UNREADABLE),
        ("talk_much", sandbox.UNREADABLE),
        ("crash", sandbox.UNREADABLE),
        ("break_down", sandbox.UNREADABLE),
    ],
)
def test_a_misdeed_ends_in_a_sentence(name, message):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with pytest.raises(ParserFailed) as failure:
        misdeed(name)
    assert failure.value.message == message
    assert time.monotonic() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_the_network_cannot_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        for name in ("network", "network_natively"):
            with pytest.raises(ParserFailed):
                misdeed(name, port)
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_files_outside_the_room_cannot_be_read_or_written(tmp_path):
    secret = tmp_path / "secret_key"
    secret.write_text("hush")
    for name, path in (
        ("read_secret", secret),
        ("write_outside", tmp_path / "hit"),
        ("read_secret", "/etc/passwd"),
    ):
        with pytest.raises(ParserFailed):
            misdeed(name, str(path))
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_result_cannot_be_forged_by_printing():
    assert misdeed("print_rubbish") == "honest"


def test_nothing_stays_behind():
    for name in ("sleep", "fork", "fork_natively", "crash"):
        with contextlib.suppress(ParserFailed):
            misdeed(name, limits=Limits(seconds=0.5))
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline")]
    assert not [
        line for line in lines if b"sandbox/child.py" in line or line.endswith(b"\x004242\0")
    ]


def test_the_start_is_cheap():
    times = []
    for _ in range(5):
        began = time.perf_counter()
        misdeed("echo")
        times.append(time.perf_counter() - began)
    assert min(times) < 0.15
