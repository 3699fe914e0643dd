"""How well the search finds: `python -m tools.gold [--database postgres://…] [--sealed] [--worst 15]`.

Puts the gold set (`tests/search/gold`) into a temporary SQLite file, or into the empty PostgreSQL database named,
asks the search page as a guest and prints precision@5 and recall@20. `--sealed` asks the third that is kept apart:
look at it once, when the ranking is ready. `--mend` writes anew what keeps the documents from repeating each other.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256 as sha256_of
from io import StringIO
import json
import re
import statistics
import sys
from typing import Any
from zlib import crc32

from staffroom.core import plugs
from staffroom.core.plugs import Facets
from tests.search.gold import documents as gold
from tests.search.gold import queries as asking
from tests.search.gold.documents import Document
from tests.search.gold.queries import CLASSES, Measure, Query
from tools.machine import own_data

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BATCH = 500

Asks = Callable[[Query], list[str]]


def said(one: Document) -> str:
    """The words of a document that its author writes; the card and the file stand beside them."""
    for_whom = f"Уровень: {gold.LEVELS[one.level]}. Кому: {gold.PLACES[one.place]}."
    return "\n".join(filter(None, (one.abstract, one.body, for_whom)))


def card_of(one: Document) -> Facets:
    """The card of a document, as `features.materials.indexes` makes it of a material's."""
    banks = gold.banks()
    kind, subject = banks["kinds"][one.kind]["label"], banks["subjects"][one.subject]["label"]
    values = {"material": {one.kind: kind}, "subject": {one.subject: subject}}
    grades = range(max(1, one.classes[0]), one.classes[1] + 1)
    if grades:
        values["grade"] = {str(n): f"{n} класс" for n in grades}
    if one.theme:
        values["theme"] = {one.theme: gold.THEMES[one.theme]}
    if one.reviewed:
        values["reviewed"] = {"yes": "Прошло экспертизу"}
    cls = gold.classes_of(one.classes, one.age)[0] if not grades else ""
    lines = (kind, subject, cls, *(f"{n} класс" for n in grades), gold.THEMES[one.theme])
    return Facets(values=values, words="\n".join(filter(None, lines)))


FOUND = re.compile(r'<h2><a href="/p/([a-z0-9]+)-')
NAMED = {"kind": "material"}  # filters of the set that the page calls otherwise


def asked_by(query: Query) -> dict[str, str]:
    """A query as the form of the page sends it."""
    chosen = {NAMED.get(name, name): _code(asked) for name, asked in query.filters.items()}
    return {"q": query.typed, **chosen}


def _code(asked: Any) -> str:
    return "yes" if asked is True else str(asked)


def offer() -> None:
    """Let the form offer the subjects and kinds of the set in the place of the product's own."""
    banks = gold.banks()
    for name, some in (("subject", "subjects"), ("material", "kinds")):
        offered = {code: one["label"] for code, one in banks[some].items()}
        plugs.facets[name] = replace(plugs.facets[name], choices=partial(dict[str, str], offered))


def prepare() -> None:
    """Make the tables of the empty database that is given."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from staffroom.shared.publications.models import Publication  # noqa: PLC0415

    # Pages are drawn here and shown to nobody: their pictures need not be gathered.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    call_command("migrate", verbosity=0)
    if Publication.objects.exists():
        sys.exit("This database has publications: give the gold set an empty one.")


def loaded(every: Sequence[Document]) -> Asks:
    """Write the documents as publications open to everybody, index them; gives who asks."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from staffroom.core.viewer import GUEST_TOKEN  # noqa: PLC0415
    from staffroom.shared.publications.models import Placement, Publication, Reader  # noqa: PLC0415

    offer()
    codes: dict[int, str] = {}
    known_by: dict[str, str] = {}
    known = {one.code: one for one in every}

    @plugs.faceted("publication")
    def cards(keys: Sequence[int]) -> dict[int, Facets]:
        return {key: card_of(known[codes[key]]) for key in keys if key in codes}

    with transaction.atomic():
        home, people = _ground()
        for start in range(0, len(every), BATCH):
            part = every[start : start + BATCH]
            rows = [_publication(one, home, people) for one in part]
            made = Publication.objects.bulk_create(rows)
            codes.update((row.pk, one.code) for row, one in zip(made, part, strict=True))
            known_by.update((row.pid, one.code) for row, one in zip(made, part, strict=True))
            Reader.objects.bulk_create(Reader(publication=row, token=GUEST_TOKEN) for row in made)
            Placement.objects.bulk_create(
                Placement(publication=row, community=home, kind=row.kind, bumped_at=row.bumped_at)
                for row in made
            )
            _attach((row.pk, one) for row, one in zip(made, part, strict=True))
    call_command("reindex", "publication", "file", stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages = Client(SERVER_NAME="127.0.0.1")

    def ask(query: Query) -> list[str]:
        """What stands on the page that a guest is given."""
        reply = pages.get("/search/", asked_by(query))
        if reply.status_code != 200:
            message = f"{query.typed}: the page answered {reply.status_code}"
            raise ValueError(message)
        return [known_by[pid] for pid in FOUND.findall(reply.content.decode())]

    return ask


def _attach(pairs: Iterable[tuple[int, Document]]) -> None:
    """The files of documents as they stand when they have been read; their bytes lie nowhere."""
    from staffroom.core.files.models import FileContents, FileText, StoredFile  # noqa: PLC0415
    from staffroom.core.ids import new_pid  # noqa: PLC0415
    from staffroom.shared.accounts.models import Person  # noqa: PLC0415
    from staffroom.shared.publications.models import Publication  # noqa: PLC0415
    from staffroom.shared.publications.registry import PUBLICATION_FILES  # noqa: PLC0415

    owner = Person.objects.order_by("pk").values_list("pk", flat=True)[0]
    with_files = [(key, one) for key, one in pairs if one.file_name]
    for key, one in with_files:
        sha256 = sha256_of(one.code.encode()).hexdigest()
        contents = FileContents.objects.create(
            sha256=sha256, kind=one.file_name.rpartition(".")[2], state="read", name=one.file_name,
            asked_at=NOW, read_at=NOW,
        )  # fmt: skip
        FileText.objects.create(contents=contents, words=one.file_text)
        StoredFile.objects.create(
            pid=new_pid(), sha256=sha256, size=len(one.file_text), kind="document", mime="text/plain",
            name=one.file_name[:200], owner_id=owner, contents=contents, created_at=NOW,
            attached_kind=PUBLICATION_FILES, attached_key=key,
        )  # fmt: skip
    having = [key for key, _one in with_files]
    Publication.objects.filter(pk__in=having).update(file_n=1)


def _ground() -> tuple[Any, list[Any]]:
    """A district with one community and the authors."""
    from staffroom.core.ids import new_pid  # noqa: PLC0415
    from staffroom.core.sorting import sort_key  # noqa: PLC0415
    from staffroom.core.viewer import SYSTEM  # noqa: PLC0415
    from staffroom.shared.accounts.models import Person  # noqa: PLC0415
    from staffroom.shared.communities.models import Community, CommunityKind  # noqa: PLC0415
    from staffroom.shared.organizations.models import District  # noqa: PLC0415
    from staffroom.shared.regulations import actions as regulations  # noqa: PLC0415

    regulations.install_shipped(at=NOW)
    district = District.objects.create(slug="gold", name="Район", short_name="Район", opened_at=NOW)
    profile = regulations.adopt_profile(district=district, code="basic", actor=SYSTEM, at=NOW)
    home = Community.objects.create(
        district=district, profile=profile, kind=CommunityKind.SUBJECT, name="Педагоги района", slug="c",
        sort_key=sort_key("Педагоги района"), goal="Делиться опытом", path="/1/", created_at=NOW,
    )  # fmt: skip
    people = Person.objects.bulk_create(
        Person(
            pid=new_pid(), email=f"p{n}@gold.example", last_name=f"Авторова{n}", first_name="Инна", password="!",  # noqa: S106
            name=f"Инна Авторова{n}", sort_key=sort_key(f"Авторова{n}"), joined_at=NOW,
        )
        for n in range(gold.AUTHORS)
    )  # fmt: skip
    return home, people


def _publication(one: Document, home: Any, people: Sequence[Any]) -> Any:
    from staffroom.core.ids import new_pid  # noqa: PLC0415
    from staffroom.core.richtext import RULES_VERSION, from_text  # noqa: PLC0415
    from staffroom.shared.publications.models import Publication  # noqa: PLC0415

    text = from_text(said(one))
    at = datetime(one.year, 1, 1, tzinfo=UTC) + timedelta(
        minutes=crc32(one.code.encode()) % 440_000
    )
    return Publication(
        pid=new_pid(), kind="topic", district_id=home.district_id, home_community=home, author=people[one.author],
        audience="public", status="published", title=one.title[:160], slug="m", html=text.html, plain=text.plain,
        excerpt=text.excerpt, rules=RULES_VERSION, tags=list(one.tags), created_at=at, published_at=at, bumped_at=at,
    )  # fmt: skip


def lines(measures: Sequence[Measure]) -> Iterator[str]:
    """The table: all queries, then each class."""
    yield f"{'queries':<16}{'n':>5}{'precision@5':>13}{'recall@20':>11}{'exact@5':>9}"
    groups = {"all": list(measures)}
    groups |= {sort: [one for one in measures if one.query.sort == sort] for sort in CLASSES}
    for name, some in groups.items():
        if some:
            means = [
                statistics.mean(getattr(one, figure) for one in some)
                for figure in ("precision", "recall", "exactness")
            ]
            yield f"{name:<16}{len(some):>5}{means[0]:>13.3f}{means[1]:>11.3f}{means[2]:>9.3f}"


def worst(measures: Sequence[Measure], count: int) -> Iterator[str]:
    """The queries that were answered worst, with what came and what did not."""
    known = gold.documents()
    for one in sorted(measures, key=lambda one: (one.precision + one.recall, one.query.typed))[
        :count
    ]:
        query = one.query
        chosen = f" {dict(query.filters)}" if query.filters else ""
        yield f"\n{query.typed}{chosen} [{query.sort}]: {one.precision:.2f}, {one.recall:.2f}"
        for code in one.found[:5]:
            yield f"  {query.grades.get(code, '-')} {known[code].title}"
        missed = [code for code in sorted(query.exact) if code not in one.found]
        for code in missed[:2]:
            yield f"  not found: {known[code].title}"


def main() -> None:
    """Load, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database: postgres://…")
    parser.add_argument("--sealed", action="store_true", help="the third that is kept apart")
    parser.add_argument("--worst", type=int, default=15, help="how many of the worst to show")
    parser.add_argument("--mend", action="store_true", help="after a change of cores or banks")
    options = parser.parse_args()
    if options.mend:
        salts = dict(sorted(gold.mended().items()))
        gold.SALTS.write_text(json.dumps(salts, indent=0) + "\n", encoding="utf-8")
        return
    paths = (asking.SEALED,) if options.sealed else (asking.OPEN, asking.OPENED)
    asked = [query for path in paths for query in asking.queries(path)]
    with own_data(options.database):
        import django  # noqa: PLC0415 - after the environment

        django.setup()
        prepare()
        ask = loaded(list(gold.documents().values()))
        measures = [Measure(query=query, found=ask(query)) for query in asked]
    print("\n".join(lines(measures)))
    print("\n".join(worst(measures, options.worst)))


if __name__ == "__main__":
    main()
