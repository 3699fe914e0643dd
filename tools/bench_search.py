"""How long a search takes at 100,000 publications: `python -m tools.bench_search [--database postgres://…]`.

Makes its own data in a temporary SQLite file, or in the empty PostgreSQL database named; prints a table.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
import re
import statistics
import sys
from time import perf_counter, process_time
from typing import Any
from zlib import crc32

from tools.machine import own_data

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"[а-яё]{2,}(?:-[а-яё]+)?", re.IGNORECASE)
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
COMMUNITIES, MINE, PEOPLE = 20, 3, 2000
FILE_LENGTH = 250  # words of a file's text
LENGTH = 90  # words of a text, as in the data set of docs/performance.md
ZIPF = 1.05


def vocabulary() -> list[str]:
    """Word forms of the product's own Russian texts, commonest first."""
    seen: Counter[str] = Counter()
    for folder, pattern in (
        ("staffroom", "*.toml"),
        ("staffroom", "*.py"),
        ("docs", "*.tsv"),
        ("tests", "*.toml"),
    ):
        for path in sorted((ROOT / folder).rglob(pattern)):
            seen.update(word.lower() for word in WORD.findall(path.read_text(encoding="utf-8")))
    return [word for word, _n in sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))]


class Texts:
    """Zipf-sampled texts, the same on every run."""

    def __init__(self) -> None:
        self.random = Random(20261120)  # noqa: S311 - data of a bench
        self.words = vocabulary()
        total = 0.0
        self.weights = []
        for rank in range(1, len(self.words) + 1):
            total += rank**-ZIPF
            self.weights.append(total)

    def some(self, length: int) -> str:
        """So many words."""
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=length))


def batches(rows: Sequence[Any], size: int = 2000) -> Iterator[Sequence[Any]]:
    """The rows by so many."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def seed(texts: Texts, count: int) -> Any:
    """Two districts, communities, people and publications with their readers; gives the viewer."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    from staffroom.core.ids import new_pid  # noqa: PLC0415
    from staffroom.core.sorting import sort_key  # noqa: PLC0415
    from staffroom.core.viewer import GUEST_TOKEN, SIGNED_IN_TOKEN, SYSTEM, Viewer  # noqa: PLC0415
    from staffroom.shared.accounts.models import Person  # noqa: PLC0415
    from staffroom.shared.communities import registry  # noqa: PLC0415
    from staffroom.shared.communities.models import Community, CommunityKind  # noqa: PLC0415
    from staffroom.shared.organizations.models import District  # noqa: PLC0415
    from staffroom.shared.publications.models import Placement, Publication, Reader  # noqa: PLC0415
    from staffroom.shared.regulations import actions as regulations  # noqa: PLC0415
    from staffroom.shared.regulations.models import DistrictProfile, Profile  # noqa: PLC0415

    random = texts.random
    with transaction.atomic():
        if not Profile.objects.filter(is_shipped=True).exists():
            regulations.install_shipped(at=NOW)
        places = []
        for number in range(2):
            district = District.objects.create(
                slug=f"d{number}",
                name=f"Район {number}",
                short_name=f"Район {number}",
                opened_at=NOW,
            )
            regulations.adopt_profile(district=district, code="basic", actor=SYSTEM, at=NOW)
            profile = DistrictProfile.objects.get(district=district).profile
            for one in range(COMMUNITIES // 2):
                name = f"Сообщество {number}-{one}"
                places.append(
                    Community.objects.create(
                        district=district, profile=profile, kind=CommunityKind.SUBJECT, name=name, slug=f"c{one}",
                        sort_key=sort_key(name), goal=texts.some(12), path=f"/{number}{one}/", created_at=NOW,
                    )
                )  # fmt: skip
        Person.objects.bulk_create(
            Person(
                pid=new_pid(), email=f"p{n}@bench.example", last_name=f"Фамилия{n}", first_name="Имя",
                name=f"Имя Фамилия{n}", sort_key=sort_key(f"Фамилия{n}"), joined_at=NOW, password="!",  # noqa: S106 - nobody signs in,
            )
            for n in range(PEOPLE)
        )  # fmt: skip
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for part in batches(range(count)):
        rows = []
        for number in part:
            place, at = random.choice(places), NOW - timedelta(minutes=10 * (count - number))
            kind = random.choices(("community", "district", "public"), (70, 20, 10))[0]
            title, plain = texts.some(6), texts.some(LENGTH)
            rows.append(
                Publication(
                    pid=new_pid(), kind="topic", district_id=place.district_id, home_community=place,
                    author_id=random.choice(people), audience=kind, status="published", title=title[:160],
                    slug="t", excerpt=plain[:300], html=f"<p>{plain}</p>", plain=plain, created_at=at,
                    published_at=at, bumped_at=at,
                )
            )  # fmt: skip
        with transaction.atomic():
            made = Publication.objects.bulk_create(rows)
            Placement.objects.bulk_create(
                Placement(
                    publication=row,
                    community_id=row.home_community_id or 0,
                    kind="topic",
                    bumped_at=row.bumped_at,
                )
                for row in made
            )
            Reader.objects.bulk_create(
                Reader(publication=row, token=token)
                for row in made
                for token in {
                    registry.person_token(row.author_id),
                    registry.district_staff_token(row.district_id),
                    {"community": registry.community_token(row.home_community_id or 0),
                     "district": registry.district_token(row.district_id)}.get(row.audience, GUEST_TOKEN),
                }
            )  # fmt: skip
    mine = [registry.community_token(place.pk) for place in places[:MINE]]
    tokens = {GUEST_TOKEN, SIGNED_IN_TOKEN, registry.person_token(people[0]),
              registry.district_token(places[0].district_id), *mine}  # fmt: skip
    return Viewer(person_id=people[0], pid="x", name="Имя", tokens=frozenset(tokens))


class Prepared:
    """The words of the vocabulary as the index keeps them, made once: a text is then only put together.

    Stands in for `actions.index._said` and `actions.vocabulary.learn`, by whose rules it was made
    (`test_bench_search.py` compares them), and keeps the words of each reader token until the end.
    """

    def __init__(self, known: Sequence[str]) -> None:
        from staffroom.shared.search.registry import words  # noqa: PLC0415 - Django is set up by now

        self.rules = words
        self.first = {word: self._first(word) for word in known}
        self.known: dict[int, set[str]] = {}
        self.sums: dict[str, int] = {}

    def _first(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a word adds to the line of a text, and what stands behind the line."""
        pieces = self.rules.parts(word)
        line = tuple(forms[0] for piece in pieces if (forms := self.rules.lemmas(piece)))
        return line, tuple(form for form in self.rules.words_of(word) if form not in line)

    def words_of(self, text: str) -> tuple[list[str], list[str]]:
        """The line of a text and what stands behind it."""
        line: list[str] = []
        beside: dict[str, None] = {}
        for word in text.split():
            if word not in self.first:  # a title cut short
                self.first[word] = self._first(word)
            own, others = self.first[word]
            line += own
            beside.update(dict.fromkeys(others))
        said = set(line)
        return line, [word for word in beside if word not in said]

    def marks(self, title: Sequence[str], line: Sequence[str]) -> bytes:
        """`words.marks_of` with the first half of each sum remembered."""
        rules, sums = self.rules, self.sums
        found = dict.fromkeys(rules.title_mark(word) for word in title)
        for run in (title, line):
            for one, other in pairwise(run):
                if one not in sums:
                    sums[one] = crc32(f"{one} ".encode())
                found[(crc32(other.encode(), sums[one]) & 0xFFFFFF).to_bytes(3, "big")] = None
        return b"".join(list(found)[: rules.MOST_MARKS])

    def said(self, title: str, _card: str, text: str, beside: str) -> Any:
        """As `actions.index._said`, of words of the vocabulary."""
        from staffroom.shared.search.actions import index  # noqa: PLC0415 - the same

        head, head_beside = self.words_of(title)
        line, line_beside = self.words_of(text)
        marks = self.marks([*head, *head_beside], [*line, *line_beside])
        above = [word for part in self.words_of(beside) for word in part]
        forms = frozenset(f"{title} {text}".split())
        return index._Said([*head, *head_beside], [], [*line, *line_beside, *above], marks, forms)

    def learn(self, told: Iterable[tuple[Iterable[str], Iterable[int]]]) -> None:
        """As `actions.vocabulary.learn`, but written down at the end (`write_words`)."""
        from staffroom.shared.search.actions import vocabulary  # noqa: PLC0415 - the same

        for forms, tokens in told:
            for token in tokens:
                if token & 0xF != vocabulary.PERSON:
                    self.known.setdefault(token, set()).update(forms)

    def write_words(self) -> int:
        """Write the vocabulary; gives how many words it has."""
        from django.db import connection, transaction  # noqa: PLC0415 - the same

        from staffroom.shared.search.registry import typing  # noqa: PLC0415 - the same

        forms = {word: self.rules.forms_of(word) for word in self.first}
        ends = {form: typing.ends(form) for some in forms.values() for form in some}
        rows = [
            (token, form, *ends[form])
            for token, told in self.known.items()
            for form in sorted(set[str]().union(*(forms[word] for word in told)))
        ]
        statement = (
            "INSERT INTO search_searchword (token, form, head, tail, size)"
            " VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
        )
        with transaction.atomic(), connection.cursor() as cursor:
            for part in batches(rows, 20_000):
                cursor.executemany(statement, part)
        return len(rows)


def indexed(texts: Texts, files: int) -> int:
    """Write the index as the product does, from words made once; gives how many files it has.

    Of a file only the rows of the index are made: a question reads nothing else of it.
    """
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    from staffroom.core import plugs  # noqa: PLC0415 - the same
    from staffroom.core.ids import new_pid  # noqa: PLC0415 - the same
    from staffroom.shared.search.actions import index, vocabulary  # noqa: PLC0415 - the same

    prepared = Prepared(texts.words)
    index._said, vocabulary.learn = prepared.said, prepared.learn  # type: ignore[assignment]
    publication, file = plugs.indexes["publication"], plugs.indexes["file"]
    made = 0
    for keys in batches(list(publication.every()), 1000):
        rows = list(publication.rows(keys))
        with transaction.atomic():
            index._write(publication, rows)
        under = []
        for row in rows:
            for _ in range(files):
                made += 1
                under.append(
                    replace(
                        row, key=made, title=texts.some(3), text=texts.some(FILE_LENGTH), url=new_pid(),
                        beside=row.title,
                    )
                )  # fmt: skip
        with transaction.atomic():
            index._write(file, under)
    prepared.write_words()
    while index.merge_some():
        pass
    return made


def questions(texts: Texts, count: int = 300) -> dict[str, list[str]]:
    """Kinds of questions: two words as people ask, a rare word, the commonest words."""
    from staffroom.shared.search.registry.words import lemmas  # noqa: PLC0415 - with Django

    telling = [word for word in texts.words if "-" not in word and lemmas(word)]
    common, usual, rare = telling[:40], telling[40:3000], telling[3000:]
    pick = texts.random
    slips = [f"{word[:2]}{word[3]}{word[2]}{word[4:]}" for word in usual if len(word) > 6]
    return {
        "a slip of the pen": [f"{pick.choice(slips)} {pick.choice(usual)}" for _ in range(count // 3)],
        "three rare words, never together": [" ".join(pick.sample(rare or usual, 3)) for _ in range(count // 3)],
        "two words": [f"{pick.choice(usual)} {pick.choice(usual)}" for _ in range(count)],
        "two words, one very common": [f"{pick.choice(common)} {pick.choice(usual)}" for _ in range(count)],
        "two very common words": [" ".join(pick.sample(common, 2)) for _ in range(count // 3)],
        "one rare word": [pick.choice(rare or usual) for _ in range(count)],
    }  # fmt: skip


def measure(ask: Callable[[str], Any], typed: Sequence[str]) -> tuple[float, ...]:
    """Median, p95 and worst time, median and p95 of the process's CPU time, in milliseconds."""
    for words in typed[:20]:
        ask(words)
    spent, cpu = [], []
    for words in typed:
        began, cpu_began = perf_counter(), process_time()
        ask(words)
        spent.append((perf_counter() - began) * 1000)
        cpu.append((process_time() - cpu_began) * 1000)
    ordered = sorted(spent)
    return (
        statistics.median(spent),
        ordered[int(len(ordered) * 0.95)],
        ordered[-1],
        statistics.median(cpu),
        sorted(cpu)[int(len(cpu) * 0.95)],
    )


def main() -> None:
    """Seed, index, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database: postgres://…")
    parser.add_argument("--files", type=int, default=0, help="files under each publication")
    options = parser.parse_args()
    with own_data(options.database):
        run(options.rows, options.files)


def run(rows: int, files: int = 0) -> None:
    """The bench itself, once the settings are known."""
    import django  # noqa: PLC0415 - after the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from staffroom.shared.publications.models import Publication  # noqa: PLC0415
    from staffroom.shared.search.queries.results import Filters, results  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if Publication.objects.exists():
        sys.exit("This database has publications: give the bench an empty one.")
    texts = Texts()
    began = perf_counter()
    viewer = seed(texts, rows)
    seeded, began = perf_counter() - began, perf_counter()
    call_command("reindex", "community", "person", stdout=StringIO())
    attached = indexed(texts, files)
    spent = perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}: {rows} publications, {attached} files, {len(texts.words)} word forms; "
          f"seeded in {seeded:.0f} s, indexed in {spent:.0f} s")  # fmt: skip
    print(
        f"{'question':<30}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'CPU p50':>9}{'CPU p95':>9}{'found':>8}"
    )
    for name, typed in questions(texts).items():
        found = [len(results(viewer, words, Filters(), at=NOW).page.hits) for words in typed[:50]]
        p50, p95, worst, cpu, cpu95 = measure(
            lambda words: results(viewer, words, Filters(), at=NOW), typed
        )
        print(
            f"{name:<30}{p50:>9.1f}{p95:>9.1f}{worst:>9.1f}{cpu:>9.1f}{cpu95:>9.1f}{statistics.mean(found):>8.1f}"
        )


if __name__ == "__main__":
    main()
