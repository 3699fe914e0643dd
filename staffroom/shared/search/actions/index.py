"""Writing rows and words, always inside the transaction of the change that causes it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from staffroom.core import plugs, prepared
from staffroom.core.plugs import IndexPlug, IndexRow, Shelf
from staffroom.shared.publications.models import Publication
from staffroom.shared.search.actions import vocabulary
from staffroom.shared.search.models import Outdated, SearchReader, SearchRow
from staffroom.shared.search.queries.facets import line_of
from staffroom.shared.search.registry import places, terms, words

LONGEST_TEXT = 60_000
# Of a file only what an excerpt is made of: its whole text is kept by `core.files`, and a row that a walk has to
# weigh is read past its text.
LONGEST_OF_FILE = 6_000
MOST_AT_ONCE = 500  # parameters of one statement stay far below every driver's limit

INSERT = {
    "sqlite": "INSERT INTO search_words (rowid, title, body, terms) VALUES (%s, %s, %s, %s)",
    "postgresql": "INSERT INTO search_words (rowid, words) VALUES (%s, %s::tsvector)",
}

MERGED_AT_ONCE = 400  # pages of the index in one transaction
MOST_SAID = 256  # texts whose words are remembered from `prepare` to `index`


class _Said(NamedTuple):
    """Words of a thing as the index keeps them; `forms` are its words as they were written."""

    title: list[str]
    card: list[str]
    body: list[str]
    marks: bytes
    forms: frozenset[str]


@transaction.atomic
def index(kind: str, keys: Sequence[int]) -> int:
    """Write these things of a kind anew; what its app gives no row for disappears from the search.

    Returns:
        How many can be found now.
    """
    plug = plugs.indexes.get(kind)
    if plug is None or not keys:
        return 0
    found = list(plug.rows(keys))
    _drop(SearchRow.objects.filter(kind=kind, key__in=keys))
    _write(plug, found)
    return len(found)


def prepare(kind: str, keys: Sequence[int]) -> None:
    """Find the words of these things before `index` takes the writing lock; two thirds of its time.

    What is changed in between is read again there. More than `MOST_SAID` things at once are forgotten.
    """
    plug = plugs.indexes.get(kind)
    if plug is not None and keys:
        for row in plug.rows(keys):
            _said_by(plug, row)


def _said_by(plug: IndexPlug, row: IndexRow) -> _Said:
    """The words of a row; the name of a file is no title: it weighs as the words in it."""
    if plug.shelf == Shelf.FILES:
        return _said("", "", f"{row.title}\n{row.text}", row.beside)
    return _said(row.title, row.card, row.text, row.beside)


@lru_cache(maxsize=MOST_SAID)
def _said(title: str, card: str, text: str, beside: str) -> _Said:
    line = words.words_of(title), words.words_of(card)
    body = words.words_of(text)
    marks = words.marks_of(*line, body)
    forms = frozenset(words.forms_of(f"{title}\n{text}"))
    return _Said(*line, [*body, *words.words_of(beside)], marks, forms)


@transaction.atomic
def index_files(publication_id: int, keys: Sequence[int]) -> int:
    """Write the files of a publication anew and forget those that it has no more."""
    gone = SearchRow.objects.filter(kind="file", publication_id=publication_id)
    _drop(gone.exclude(key__in=list(keys)))
    return index("file", keys)


@transaction.atomic
def remove(kind: str, keys: Sequence[int]) -> None:
    """Take things out of the search."""
    _drop(SearchRow.objects.filter(kind=kind, key__in=keys))


@transaction.atomic
def remove_publication(publication_id: int) -> None:
    """Take a publication and everything under it out of the search."""
    _drop(SearchRow.objects.filter(publication_id=publication_id))


@transaction.atomic
def forget_unknown(kind: str, keys: Iterable[int]) -> int:
    """Take out the rows of a kind whose things are no longer among `keys`; tells how many."""
    known = set(keys)
    standing = SearchRow.objects.filter(kind=kind).values_list("key", flat=True)
    lost = [key for key in standing if key not in known]
    for start in range(0, len(lost), MOST_AT_ONCE):
        _drop(SearchRow.objects.filter(kind=kind, key__in=lost[start : start + MOST_AT_ONCE]))
    return len(lost)


def has_files(publication_id: int) -> bool:
    """Whether a publication has files, or rows of files that it had."""
    having = Publication.objects.filter(pk=publication_id, file_n__gt=0)
    rows = SearchRow.objects.filter(publication_id=publication_id, kind="file")
    return having.exists() or rows.exists()


def outdated() -> list[str]:
    """Kinds with rows that older rules wrote."""
    return list(Outdated.objects.order_by("kind").values_list("kind", flat=True))


def is_written(kind: str) -> bool:
    """Whether the index has anything of a kind."""
    return SearchRow.objects.filter(kind=kind).exists()


def rewrite_outdated(kind: str, *, after: int = -1, limit: int = 50) -> int | None:
    """Write anew the next rows of a kind that older rules wrote; gives where it stopped, None at the end."""
    old = SearchRow.objects.filter(kind=kind, rules__lt=words.VERSION, pk__gt=after)
    found = dict(old.order_by("pk").values_list("pk", "key")[:limit])
    if not found:
        Outdated.objects.filter(kind=kind).delete()
        return None
    if kind in plugs.indexes:
        keys = list(found.values())
        prepare(kind, keys)
        index(kind, keys)
    else:
        with transaction.atomic():
            _drop(SearchRow.objects.filter(pk__in=found))
    return max(found)


@transaction.atomic
def merge_some() -> bool:
    """Merge a part of the SQLite index; False when it is one piece: a walk of it costs half then."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT total_changes()")
        (before,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO search_words (search_words, rank) VALUES ('merge', %s)", [-MERGED_AT_ONCE]
        )
        cursor.execute("SELECT total_changes()")
        (changed,) = cursor.fetchone()
    return bool(changed - before > 1)


def _drop(rows: QuerySet[SearchRow]) -> None:
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), MOST_AT_ONCE):
        part = ids[start : start + MOST_AT_ONCE]
        marks = ", ".join("%s" for _ in part)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM search_words WHERE rowid IN ({marks})", part)  # noqa: S608 - placeholders only
        SearchRow.objects.filter(pk__in=part).delete()


def _write(plug: IndexPlug, found: Sequence[IndexRow]) -> None:
    ids = _free_ids(plug, found)
    longest = LONGEST_OF_FILE if plug.shelf == Shelf.FILES else LONGEST_TEXT
    said = [_said_by(plug, row) for row in found]
    if plug.kind != "person":  # names of people are in no vocabulary
        vocabulary.learn((line.forms, row.tokens) for line, row in zip(said, found, strict=True))
    rows = (
        {
            "id": key,
            "kind": plug.kind,
            "key": row.key,
            "district_id": row.district_id,
            "publication_id": row.publication_id,
            "community_id": row.community_ids[0] if row.community_ids else None,
            "author_id": row.author_id,
            "subkind": row.subkind,
            "title": row.title[:255],
            "text": row.text[:longest],
            "url": row.url,
            "at": row.at,
            "rules": words.VERSION,
            "marks": line.marks,
            "facets": line_of(row.facets),
        }
        for key, row, line in zip(ids, found, said, strict=True)
    )
    prepared.write_all(SearchRow, rows)
    readers = (
        {"row_id": key, "token": token}
        for key, row in zip(ids, found, strict=True)
        if row.publication_id is None  # else judged by the readers of the publication
        for token in sorted(set(row.tokens))
    )
    prepared.write_all(SearchReader, readers)
    lines = [
        _words(plug.kind, key, row, line) for key, row, line in zip(ids, found, said, strict=True)
    ]
    if lines:
        with connection.cursor() as cursor:
            cursor.executemany(INSERT[connection.vendor], lines)


def _free_ids(plug: IndexPlug, found: Sequence[IndexRow]) -> list[int]:
    wanted = [places.row_id(plug.shelf, row.at, plug.kind, row.key) for row in found]
    taken = set(SearchRow.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if not taken and len(set(wanted)) == len(wanted):
        return wanted
    free = []
    for key in wanted:
        while key in taken or (key not in wanted and SearchRow.objects.filter(pk=key).exists()):
            key += 1  # noqa: PLW2901 - two things of one second and one salt: the next place
        taken.add(key)
        free.append(key)
    return free


def _words(kind: str, key: int, row: IndexRow, said: _Said) -> tuple[str | int, ...]:
    title, body = said.title, [*said.card, *said.body]
    narrowing = terms.terms_of(
        kind=kind,
        subkind=row.subkind,
        district_id=row.district_id,
        community_ids=row.community_ids,
        author_id=row.author_id,
        tokens=row.tokens,
        title=[*title, *said.card],
        facets=row.facets,
    )
    if connection.vendor == "postgresql":
        return key, _vector(title, body, narrowing)
    return key, " ".join(title), " ".join(body), " ".join(narrowing)


def _vector(title: Sequence[str], body: Sequence[str], narrowing: Sequence[str]) -> str:
    """The text form of a tsvector: A is the title, B the body, one free place between them."""
    spots: dict[str, list[str]] = {}
    for place, word in enumerate(title, 1):
        spots.setdefault(word, []).append(f"{place}A")
    for place, word in enumerate(body, len(title) + 2):
        spots.setdefault(word, []).append(f"{place}B")
    lexemes = [f"'{word}':{','.join(found[:250])}" for word, found in spots.items()]
    return " ".join([*lexemes, *(f"'{term}'" for term in narrowing)])
