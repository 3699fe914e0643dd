"""Every hostile file gets its exact answer, in ten seconds, in half a gigabyte, and no worker dies."""

from contextlib import suppress
import os
from pathlib import Path
import threading
import time

import pytest

from staffroom.core import files
from staffroom.core.errors import DomainError
from staffroom.core.files.models import FileContents, StoredFile
from staffroom.core.jobs import run_once
from staffroom.core.models import QueuedJob
from tests.core.files.corpus import CORPUS
from tests.core.files.test_storing import store

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.apart]

SECONDS, KIBIBYTES = 10, 512 * 1024


class Peak(threading.Thread):
    """The most memory that a process of this one's has held since it began, in KiB.

    `getrusage` tells of a child what the test held itself when it was made, so the kernel is asked.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.is_over = 0, threading.Event()
        self.own = Path("/proc/self/cmdline").read_bytes()

    def run(self) -> None:
        """Look until told to stop; what a process held most only grows while it lives."""
        while not self.is_over.wait(0.003):
            for pid in self.children():
                with suppress(OSError):
                    self.look(Path("/proc") / pid)

    def children(self) -> list[str]:
        """Processes that some thread of this one has begun."""
        found = []
        for task in Path(f"/proc/{os.getpid()}/task").iterdir():
            with suppress(OSError):
                found += task.joinpath("children").read_text().split()
        return found

    def look(self, process: Path) -> None:
        """Read one process, once it is another program."""
        if process.joinpath("cmdline").read_bytes() == self.own:
            return
        for line in process.joinpath("status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                self.most = max(self.most, int(line.split()[1]))


@pytest.fixture
def peak():
    """Watches from here to the end of the test."""
    watch = Peak()
    watch.start()
    yield watch
    watch.is_over.set()
    watch.join()


def answer_to(hostile, as_anna, at):
    """What became of a file: its refusal, or state, marks and words after it was read."""
    try:
        stored = store(as_anna, at, hostile.make(), hostile.name)
    except DomainError as refusal:
        return refusal.message, "", "", ""
    run_once()
    stored = StoredFile.objects.get(pk=stored.pk)
    contents = FileContents.objects.get(files=stored)
    return "", contents.state, contents.marks, files.text_of(stored.pk)


def test_the_corpus_is_large_enough():
    assert len(CORPUS) >= 60
    assert len({one.name for one in CORPUS}) == len(CORPUS)


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("hostile", CORPUS, ids=lambda one: one.name)
def test_a_hostile_file_gets_its_answer(as_anna, at, hostile, peak):
    began = time.perf_counter()
    refused, state, marks, words = answer_to(hostile, as_anna, at)
    assert time.perf_counter() - began < SECONDS * 2 + 1  # at the door, then by its reader
    assert peak.most <= KIBIBYTES
    if hostile.refused:
        assert hostile.refused in refused
        assert not StoredFile.objects.exists()
        return
    assert (refused, state, marks) == ("", hostile.state, hostile.marks)
    assert hostile.words in words
    assert not QueuedJob.objects.filter(name="core.read_file").exclude(state="done").exists()
    assert peak.most > 0  # it was watched
