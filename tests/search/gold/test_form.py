"""The gold set is what it says: large, unlike itself, judged, a third of its queries sealed."""

from collections import Counter
from hashlib import sha256
import re

import pytest

from staffroom.shared.accounts.registry import SUBJECTS
from staffroom.shared.search.registry.asking import switched
from tests.search.gold import documents as gold
from tests.search.gold.queries import CLASSES, OPEN, OPENED, SEALED, Measure, Query, queries

# The third that is kept apart was written before the ranking was tuned, the second of its kind: the first was looked
# at (`opened.toml`). Whoever must mend a judgement of it says so in the commit and writes the new digest here.
SEALED_DIGEST = "3fb66ab6c18fb205adab2931f1b59a13e7a900275264a9717b5e0bc9681c7951"
BESIDE_SUBJECTS = {"homeroom", "inclusion", "psychology", "speech_therapy", "method", "additional"}
EVERY = [one for path in (OPEN, OPENED, SEALED) for one in queries(path)]


def test_it_is_as_large_as_promised() -> None:
    assert len(gold.cores()) >= 400
    assert len(gold.documents()) >= 2_000
    assert len(EVERY) >= 400
    assert len(queries(SEALED)) >= 0.3 * len(EVERY)


def test_documents_are_whole() -> None:
    banks = gold.banks()
    assert set(banks["subjects"]) <= {*SUBJECTS, *BESIDE_SUBJECTS}
    for one in gold.documents().values():
        words = len(gold.WORD.findall(f"{one.abstract} {one.body} {one.file_text}"))
        assert 60 <= words <= 250, (one.code, words)
        assert bool(one.file_name) == bool(one.file_text), one.code
        assert re.search(r"[{}|]|<[a-z]+2?>", one.whole) is None, one.code
        assert one.theme in gold.THEMES, one.code
        assert one.level in gold.LEVELS, one.code
        assert one.place in gold.PLACES, one.code
        assert len(one.title) <= 160, one.code


def test_every_kind_subject_and_class_is_there() -> None:
    every = gold.documents().values()
    assert {one.kind for one in every} == set(gold.banks()["kinds"])
    assert {one.subject for one in every} == set(gold.banks()["subjects"])
    taught = {year for one in every for year in range(one.classes[0], one.classes[1] + 1)}
    assert taught == set(range(12))  # 0 is the kindergarten
    assert {one.reviewed for one in every} == {True, False}


def test_no_two_documents_are_alike() -> None:
    """Less than 5 % of runs of five words in common, of the shorter; authors of one theme share its tasks."""
    every = gold.documents().values()
    assert len({one.title for one in every}) == len(every)
    others, kin = Counter[str](), 0.0
    for share, one, other in gold.overlaps():
        if one.core == other.core:
            kin = max(kin, share)
        elif share >= 0.05:
            others[f"{one.code} {other.code}"] += 1
    assert others == {}, "python -m tools.gold --mend"
    assert kin < 0.6


def test_a_document_depends_on_nothing_but_itself() -> None:
    core = gold.cores()["ge-water"]
    known = gold.documents()
    assert [gold.document(core, kind, {}).core for kind in gold.kinds_of(core)] == ["ge-water"] * 5
    assert {one.code for one in gold.of_core("ge-water")} <= set(known)
    assert known["ge-water.worksheet"].file_text.startswith(core.inside)
    assert [line for line in core.says if line in known["ge-water.worksheet"].body] != []


def test_every_query_is_judged_and_asked_once() -> None:
    known = gold.documents()
    for query in EVERY:
        assert query.exact, query.typed
        assert set(query.grades) <= set(known), query.typed
        assert set(query.grades.values()) <= {1, 2}, query.typed
    asked = Counter((query.typed, *sorted(query.filters.items())) for query in EVERY)
    assert [typed for typed, n in asked.items() if n > 1] == []


def test_every_class_of_queries_is_in_each_file() -> None:
    for path in (OPEN, OPENED, SEALED):
        assert {query.sort for query in queries(path)} == set(CLASSES)


def test_what_a_filter_hides_does_not_answer() -> None:
    known = gold.documents()
    narrowed = next(query for query in EVERY if dict(query.filters) == {"kind": "scenario"})
    assert {known[code].kind for code in narrowed.grades} == {"scenario"}
    assert len({known[code].core for code in narrowed.grades}) == 6


def test_the_other_layout_is_what_the_keys_give() -> None:
    turned = [query for query in EVERY if query.sort == "layout"]
    assert len(turned) >= 12
    assert [switched(query.typed).lower() for query in turned] == [
        one.meant.lower() for one in turned
    ]


def test_the_sealed_third_is_as_it_was_written() -> None:
    assert sha256(SEALED.read_bytes()).hexdigest() == SEALED_DIGEST


@pytest.mark.parametrize(
    ("found", "precision", "recall", "exactness"),
    [
        (["a", "b", "x", "y", "z", "c"], 2 / 3, 1.0, 1.0),
        (["x", "y", "z", "v", "w", "a", "b"], 0.0, 2 / 3, 0.0),
        (["c", *"defghijklmnopqrstuv", "a"], 1 / 3, 1 / 3, 0.0),
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_measures(found: list[str], precision: float, recall: float, exactness: float) -> None:
    query = Query(typed="дроби", sort="topic", grades={"a": 2, "b": 2, "c": 1})
    one = Measure(query=query, found=found)
    assert (one.precision, one.recall, one.exactness) == pytest.approx(
        (precision, recall, exactness)
    )
