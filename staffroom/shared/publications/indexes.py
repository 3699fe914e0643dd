"""What the search keeps of publications and comments; their readers judge who finds them.

Rows are asked for by their keys alone and judged here: with «published» among the conditions a hundred
keys make SQLite go through all that is published, for seconds, while it holds the writing lock.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop

from staffroom.core import plugs
from staffroom.core.files import queries as files
from staffroom.core.plugs import FacetPlug, Facets, IndexRow, Shelf, indexed
from staffroom.shared.communities.queries.rules import rules_of
from staffroom.shared.organizations.models import District
from staffroom.shared.publications.models import (
    Comment,
    Placement,
    Publication,
    PublicationStatus,
    Reader,
)
from staffroom.shared.publications.queries.leading import summaries
from staffroom.shared.publications.queries.threads import page_of_seq
from staffroom.shared.publications.registry import PUBLICATION_FILES

plugs.facet(FacetPlug(name="theme", label=gettext_noop("Тема"), order=50))
plugs.facet(
    FacetPlug(name="year", label=gettext_noop("Год"), order=70, said=((r"\b20[0-4]\d\b", ""),))
)


def _reviewed() -> dict[str, str]:
    return {"yes": gettext("Прошло экспертизу")}


plugs.facet(
    FacetPlug(
        name="reviewed", label=gettext_noop("Экспертиза"), any_label=gettext_noop("Не важно"), order=40,
        choices=_reviewed, said=((r"\bрецензир\w+|\bс\s+рецензией\b", "yes"),),
    )
)  # fmt: skip


def every_publication() -> Iterator[int]:
    """Keys of all that is published, oldest first."""
    rows = Publication.objects.filter(status=PublicationStatus.PUBLISHED).order_by("pk")
    return rows.values_list("pk", flat=True).iterator(chunk_size=2000)


def every_comment() -> Iterator[int]:
    """Keys of all comments that can be read, oldest first."""
    rows = _readable().order_by("pk")
    return rows.values_list("pk", flat=True).iterator(chunk_size=2000)


def _readable() -> QuerySet[Comment]:
    return Comment.objects.filter(
        publication__status=PublicationStatus.PUBLISHED, hidden_at=None, removed_at=None
    )


@indexed("publication", label="Записи", every=every_publication, shelf=Shelf.PUBLICATIONS)
def publication_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """Title, text and tags of published ones."""
    places, readers = _places(keys), _readers(keys)
    named = Publication.objects.filter(pk__in=keys).order_by("pk")
    found = [row for row in named if row.status == PublicationStatus.PUBLISHED]
    summed = summaries([row.pk for row in found if row.summed_at is not None])
    said = plugs.facets_of("publication", [row.pk for row in found])
    themes = _themes(found)
    return [
        IndexRow(
            key=row.pk,
            publication_id=row.pk,
            district_id=row.district_id,
            author_id=row.author_id,
            community_ids=_home_first(row.home_community_id, places[row.pk]),
            subkind=row.kind,
            title=row.title,
            text="\n".join(
                part for part in (row.plain, summed.get(row.pk, ""), ", ".join(row.tags)) if part
            ),
            url="",
            at=row.published_at or row.created_at,
            tokens=readers[row.pk],
            facets=_facets(row, said, themes),
            card=_card(row.pk, said),
        )
        for row in found
    ]


def every_file() -> Iterator[int]:
    """Keys of the files of all that is published, oldest first."""
    with_files = Publication.objects.filter(status=PublicationStatus.PUBLISHED, file_n__gt=0)
    rows = with_files.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    while part := list(islice(rows, 500)):
        for found in files.keys_of_things(PUBLICATION_FILES, part).values():
            yield from found


@indexed("file", label="Файлы", every=every_file, shelf=Shelf.FILES)
def file_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """Words of the files of published ones; what is not read yet, or has no words, has no row.

    The title and the card of the publication stand beside them: who asks for «контрольная логарифмы»
    finds the file that says neither word but lies under both.
    """
    homes = files.homes_of(PUBLICATION_FILES, keys)
    texts = files.texts_of(list(homes))
    above = {homes[key] for key in texts}
    named = Publication.objects.filter(pk__in=above)
    found = {row.pk: row for row in named if row.status == PublicationStatus.PUBLISHED}
    places, readers = _places(found), _readers(found)
    said = plugs.facets_of("publication", list(found))
    themes = _themes(found.values())
    names = files.names_of(texts)
    return [
        IndexRow(
            key=key,
            publication_id=row.pk,
            district_id=row.district_id,
            author_id=row.author_id,
            community_ids=_home_first(row.home_community_id, places[row.pk]),
            subkind=row.kind,
            title=names[key].name,
            text=texts[key],
            url=names[key].pid,
            at=row.published_at or row.created_at,
            tokens=readers[row.pk],
            facets=_facets(row, said, themes),
            beside=f"{row.title}\n{_card(row.pk, said)}",
        )
        for key in sorted(texts)
        if (row := found.get(homes[key])) is not None
    ]


def _facets(
    row: Publication, said: Mapping[int, Facets], themes: Mapping[int, Mapping[str, str]]
) -> dict[str, Mapping[str, str]]:
    """What a publication is narrowed by: its own theme and year, and what other apps say."""
    year = str((row.published_at or row.created_at).year)
    own: dict[str, Mapping[str, str]] = {"year": {year: year}}
    if row.theme:
        own["theme"] = {row.theme: themes[row.district_id].get(row.theme, row.theme)}
    if row.reviewed_at is not None:
        own["reviewed"] = {"yes": "Прошло экспертизу"}
    return {**own, **(said[row.pk].values if row.pk in said else {})}


def _themes(found: Iterable[Publication]) -> dict[int, Mapping[str, str]]:
    """Words of the themes of those districts whose publications bear one."""
    keys = {row.district_id for row in found if row.theme}
    districts = District.objects.filter(pk__in=keys) if keys else ()
    return {one.pk: rules_of(one).named("themes.priority") for one in districts}


def _card(key: int, said: Mapping[int, Facets]) -> str:
    return said[key].words if key in said else ""


@indexed("comment", label="Ответы", every=every_comment, shelf=Shelf.REPLIES)
def comment_rows(keys: Sequence[int]) -> Iterable[IndexRow]:
    """Words of replies; the address is told from the publication's own on."""
    standing = Comment.objects.filter(pk__in=keys, hidden_at=None, removed_at=None)
    named = standing.order_by("pk").values_list(
        "pk", "publication_id", "author_id", "seq", "plain", "created_at", "publication__status",
        "publication__district_id", "publication__home_community_id", "publication__kind",
        named=True,
    )  # fmt: skip
    # Not asked of the database: it would walk everything that is published, to the keys.
    found = [row for row in named if row.publication__status == PublicationStatus.PUBLISHED]
    above = {row.publication_id for row in found}
    places, readers = _places(above), _readers(above)
    return [
        IndexRow(
            key=row.pk,
            publication_id=row.publication_id,
            district_id=row.publication__district_id,
            author_id=row.author_id,
            community_ids=_home_first(
                row.publication__home_community_id, places[row.publication_id]
            ),
            subkind=row.publication__kind,
            title="",
            text=row.plain,
            url=_tail(row.seq),
            at=row.created_at,
            tokens=readers[row.publication_id],
        )
        for row in found
    ]


def _tail(seq: int) -> str:
    page = page_of_seq(seq)
    return f"{f'?page={page}' if page > 1 else ''}#c{seq}"


def _places(publication_ids: Iterable[int]) -> dict[int, list[int]]:
    """Where publications stand and are not hidden."""
    places: dict[int, list[int]] = defaultdict(list)
    rows = Placement.objects.filter(publication__in=list(publication_ids), hidden_at=None)
    for publication, community in rows.order_by("pk").values_list("publication_id", "community_id"):
        places[publication].append(community)
    return places


def _readers(publication_ids: Iterable[int]) -> dict[int, list[int]]:
    """Who may read publications, by their tokens."""
    readers: dict[int, list[int]] = defaultdict(list)
    rows = Reader.objects.filter(publication__in=list(publication_ids))
    for publication, token in rows.order_by("pk").values_list("publication_id", "token"):
        readers[publication].append(token)
    return readers


def _home_first(home: int | None, placed: Sequence[int]) -> tuple[int, ...]:
    return (*([home] if home is not None else []), *(key for key in placed if key != home))
