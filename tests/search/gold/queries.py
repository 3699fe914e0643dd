"""The queries of the gold set, what answers each of them, and the two measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
import tomllib
from typing import Any

from tests.search.gold.documents import Core, Document, cores, documents, of_core

HERE = Path(__file__).parent
OPEN, OPENED, SEALED = (HERE / f"{name}.toml" for name in ("open", "opened", "sealed"))
CLASSES = {
    "topic": "a theme in plain words",
    "form": "other forms of the words",
    "yo": "е typed for ё",
    "layout": "the other layout of the keyboard",
    "typo": "one or two letters wrong",
    "abbreviation": "abbreviations, short and at length",
    "phrase": "exact words in «»",
    "grade": "a subject or a theme with a class",
    "kind": "a kind of material with a theme",
    "synonym": "other words for the same",
    "question": "as one asks a colleague",
    "inside": "words that stand only in the attached file",
    "filter": "few words and a filter of the page",
}
EXACT, USEFUL = 2, 1
FIRST, LONG = 5, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a teacher typed and chose; `grades` are the documents that answer: 2 exactly, 1 of use."""

    typed: str
    sort: str
    meant: str = ""  # what was meant where the layout of the keyboard was wrong
    filters: Mapping[str, Any] = field(default_factory=dict)
    grades: Mapping[str, int]

    @property
    def exact(self) -> set[str]:
        """Documents that answer exactly."""
        return {code for code, grade in self.grades.items() if grade == EXACT}


def queries(path: Path) -> list[Query]:
    """The queries of a file, judged."""
    with path.open("rb") as source:
        rows = tomllib.load(source)["query"]
    return [
        Query(
            typed=row["typed"],
            sort=row["class"],
            meant=row.get("meant", ""),
            filters=row.get("filters", {}),
            grades=_grades(row),
        )
        for row in rows
    ]


def _grades(row: Mapping[str, Any]) -> dict[str, int]:
    filters = row.get("filters", {})
    found: dict[str, int] = {}
    for name, grade in (("useful", USEFUL), ("exact", EXACT)):
        for rule in row.get(name, ()):
            answering = (one for one in _answering(rule) if passes(one, filters))
            found.update(dict.fromkeys((one.code for one in answering), grade))
    return found


def _answering(rule: Mapping[str, Any]) -> Iterator[Document]:
    unknown = set(rule.get("cores", ())) - set(cores()) or set(rule) - set(_MEANINGS)
    if unknown or not rule:
        message = f"a rule names what there is not: {sorted(unknown)}"
        raise ValueError(message)
    named = rule.get("cores")
    standing = documents().values() if named is None else chain.from_iterable(map(of_core, named))
    for one in standing:
        if all(_MEANINGS[name](one, cores()[one.core], asked) for name, asked in rule.items()):
            yield one


def _is_for_age(one: Document, asked: str) -> bool:
    if not one.age:
        return False
    least, most = map(int, one.age.split("-"))
    first, last = map(int, asked.split("-"))
    return least <= first and last <= most


def _is_for_class(one: Document, asked: int) -> bool:
    return one.classes[0] <= asked <= one.classes[1] and one.classes[1] > 0


def _carries(one: Document, core: Core, asked: str) -> bool:
    """True when the hand-written sentence or task of the core with these words is in the document."""
    lines = [line for line in (*core.says, core.inside) if asked.lower() in line.lower()]
    return any(line in one.body or line in one.file_text for line in lines)


_MEANINGS = {
    "cores": lambda one, _core, asked: one.core in asked,
    "kinds": lambda one, _core, asked: one.kind in asked,
    "subjects": lambda one, _core, asked: one.subject in asked,
    "forms": lambda _one, core, asked: core.sort == asked,
    "theme": lambda one, _core, asked: one.theme == asked,
    "age": lambda one, _core, asked: _is_for_age(one, asked),
    "grade": lambda one, _core, asked: _is_for_class(one, asked),
    "fact": _carries,
}


def passes(one: Document, filters: Mapping[str, Any]) -> bool:
    """Whether the filters of the search page leave the document."""
    own = {"kind": one.kind, "subject": one.subject, "theme": one.theme, "reviewed": one.reviewed}
    return all(
        _is_for_class(one, asked) if name == "grade" else own[name] == asked
        for name, asked in filters.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What one query gave: `found` are codes of documents, best first."""

    query: Query
    found: Sequence[str]

    @property
    def precision(self) -> float:
        """Hits among the first five ÷ the smaller of five and the number of relevant ones."""
        return self._share(FIRST, set(self.query.grades))

    @property
    def recall(self) -> float:
        """Hits among the first twenty ÷ the smaller of twenty and the number of relevant ones."""
        return self._share(LONG, set(self.query.grades))

    @property
    def exactness(self) -> float:
        """The same as `precision` for those alone that answer exactly."""
        return self._share(FIRST, self.query.exact)

    def _share(self, depth: int, relevant: set[str]) -> float:
        return len(relevant & set(self.found[:depth])) / min(depth, len(relevant))
