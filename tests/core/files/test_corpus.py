"""Every hostile file gets its exact answer, in ten seconds, in half a gigabyte, and no worker dies."""

import resource
import time

import pytest

from staffroom.core import files
from staffroom.core.errors import DomainError
from staffroom.core.files.models import FileContents, StoredFile
from staffroom.core.jobs import run_once
from staffroom.core.models import QueuedJob
from tests.core.files.corpus import CORPUS
from tests.core.files.test_storing import store

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.alone]

SECONDS, KIBIBYTES = 10, 512 * 1024


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
def test_a_hostile_file_gets_its_answer(as_anna, at, hostile):
    began = time.perf_counter()
    refused, state, marks, words = answer_to(hostile, as_anna, at)
    assert time.perf_counter() - began < SECONDS * 2 + 1  # at the door, then by its reader
    if hostile.refused:
        assert hostile.refused in refused
        assert not StoredFile.objects.exists()
        return
    assert (refused, state, marks) == ("", hostile.state, hostile.marks)
    assert hostile.words in words
    assert not QueuedJob.objects.filter(name="core.read_file").exclude(state="done").exists()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= KIBIBYTES
