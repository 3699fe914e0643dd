"""Long writing of the index."""

from collections.abc import Iterable, Iterator
from itertools import islice
from time import monotonic, sleep

from django.utils.timezone import localdate

from staffroom.core import plugs
from staffroom.core.clock import now
from staffroom.core.files import queries as files
from staffroom.core.jobs import Calls, every, job, together
from staffroom.shared.publications.models import Comment
from staffroom.shared.publications.registry import PUBLICATION_FILES
from staffroom.shared.search.actions import index, vocabulary

BATCH = 50  # things written in one transaction: some 50 ms in which nobody else writes
LONGEST_PAUSE = 0.2  # seconds


def batches(keys: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    """The keys by so many."""
    rest = iter(keys)
    while batch := list(islice(rest, size)):
        yield batch


def write(kind: str, keys: list[int]) -> int:
    """A portion of a long writing; while its words are found, others write."""
    index.prepare(kind, keys)
    return index.index(kind, keys)


def _find_words(calls: Calls) -> None:
    index.prepare("comment", [call["comment_id"] for call in calls])


@together(title="Поиск: записать новые ответы", ahead=_find_words)
def index_answers(calls: Calls) -> None:
    """Write new replies; what was hidden or removed meanwhile is passed over."""
    index.index("comment", [call["comment_id"] for call in calls])


@together(title="Поиск: записать новых людей")
def index_newcomers(calls: Calls) -> None:
    """Write people who have been admitted."""
    index.index("person", sorted({call["person_id"] for call in calls}))


@job(title="Поиск: записать ответы под записью", queue="default", unique=True, timeout=300)
def index_replies(*, publication_id: int) -> None:
    """Write a publication, its files and the replies under it anew."""
    index.index("publication", [publication_id])
    write_files(publication_id)
    keys = Comment.objects.filter(publication=publication_id).order_by("pk")
    for batch in batches(list(keys.values_list("pk", flat=True))):
        write("comment", batch)


@job(title="Поиск: записать файлы записи", queue="default", unique=True, timeout=300)
def index_files(*, publication_id: int) -> None:
    """Write what is in the files of a publication; the words of a long one are found before the lock."""
    write_files(publication_id)


def write_files(publication_id: int) -> None:
    """The files that the publication has now; those it had are forgotten."""
    keys = files.keys_of_things(PUBLICATION_FILES, [publication_id]).get(publication_id, [])
    index.prepare("file", keys)
    index.index_files(publication_id, keys)


@job(title="Поиск: записать всё заново", queue="slow", unique=True, timeout=3600)
def reindex(*, kind: str) -> None:
    """Write everything of a kind anew and forget what is no more."""
    keys = list(plugs.indexes[kind].every())
    for batch in batches(keys):
        write(kind, batch)
    index.forget_unknown(kind, keys)


@every("40 3 * * *")
@job(title="Поиск: сверить имена", queue="slow", unique=True, timeout=1800)
def reconcile_names() -> None:
    """Names of people, schools and communities follow what was changed without a fact."""
    for kind, plug in plugs.indexes.items():
        if plug.shelf == plugs.Shelf.NAMES:
            reindex(kind=kind)


@every("*/5 * * * *")
@job(title="Поиск: переписать по новым правилам", queue="slow", unique=True, timeout=3600)
def rewrite_outdated() -> None:
    """After an update of the product; what is not yet rewritten is found all the same, only slower."""
    kinds = index.outdated()
    for kind in kinds:
        if kind in plugs.indexes and not index.is_written(kind):
            reindex(kind=kind)
        after: int | None = -1
        while after is not None:
            after = index.rewrite_outdated(kind, after=after)
    if kinds:
        merge()


@every("20 4 * * *")
@job(title="Поиск: собрать указатель", queue="slow", unique=True, timeout=1800)
def merge() -> None:
    """Make one piece of the pieces that a day's changes have left."""
    began = monotonic()
    while index.merge_some():
        sleep(min(monotonic() - began, LONGEST_PAUSE))  # as long as nobody else could write
        began = monotonic()


@every("10 4 * * 0")
@job(title="Поиск: забыть слова, которых больше нет", queue="slow", unique=True, timeout=3600)
def forget_words() -> None:
    """Words of what was removed leave the vocabulary within a week."""
    vocabulary.forget_unwritten()


@every("30 4 * * *")
@job(title="Поиск: забыть давние запросы без ответа", queue="slow", unique=True)
def forget_missed() -> None:
    """What nobody asks any more is no demand."""
    vocabulary.forget_missed(on=localdate(now()))
