"""The documents of the gold set: hand-written cores, and what authors make of one theme in other forms.

A core is a concrete lesson or piece of work in `cores/*.toml`; its own sentences (`text`) and tasks (`inside`, the
words of an attached file) are written by hand. Five documents are made of each: another form, author, class and
choice of the core's sentences, in the company of sentences of `banks.toml`. The same on every run: a document
depends on its own code and salt only, so a new core changes none of the others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
import json
from pathlib import Path
from random import Random
import re
import tomllib
from typing import Any

HERE = Path(__file__).parent
SALTS = HERE / "salts.json"
OF_A_CORE = 5
MOST_SHARED = (
    0.05  # runs of five words in common with a document of another core, of the shorter one
)
MOST_SALTS = 400
LEAST_WORDS = 66
NARROW = 3  # classes: a theme of more is for the whole school
REVIEWED = 0.35
AUTHORS = 60
WORD = re.compile(r"[\w-]+")
CHOICE = re.compile(r"\{([^{}]*)\}")
LINK = re.compile(r"\}[,;] \{")
MARK = re.compile(r"^(\{[^{}]*\})")

PLACES = {
    "school": "школа",
    "rural": "сельская школа",
    "preschool": "детский сад",
    "additional": "учреждение дополнительного образования",
    "centre": "методический центр",
}
THEMES = {
    "": "",
    "functional_literacy": "функциональная грамотность",
    "inclusion": "инклюзивное образование",
    "standards": "внедрение ФГОС",
    "digital": "цифровая среда",
    "rural": "сельская школа",
    "young": "поддержка молодых педагогов",
    "low_results": "поддержка школ с низкими результатами",
}
LEVELS = {"base": "базовый", "advanced": "повышенный", "support": "с поддержкой"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """One theme written by hand; `classes` are school classes, (0, 0) means a kindergarten."""

    code: str
    on: str
    also: str
    subject: str
    classes: tuple[int, int]
    age: str
    tags: tuple[str, ...]
    theme: str
    level: str
    place: str
    sort: str  # which kinds of documents authors make of it: a set of `banks.toml`
    says: tuple[str, ...]
    inside: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A methodical material as its author would bring it."""

    code: str  # core.kind
    core: str
    kind: str
    title: str
    abstract: str
    body: str
    file_name: str
    file_text: str
    subject: str
    classes: tuple[int, int]
    age: str
    theme: str
    level: str
    place: str
    year: int
    reviewed: bool
    tags: tuple[str, ...]
    author: int

    @property
    def whole(self) -> str:
        """Every word that the author wrote."""
        return f"{self.title}\n{self.abstract}\n{self.body}\n{self.file_text}"


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as source:
        return tomllib.load(source)


@cache
def banks() -> dict[str, Any]:
    """Kinds, subjects and the sentences around the cores."""
    return _read(HERE / "banks.toml")


@cache
def cores() -> dict[str, Core]:
    """Every core by its code."""
    found: dict[str, Core] = {}
    for path in sorted((HERE / "cores").glob("*.toml")):
        whole = _read(path)
        shared = {key: value for key, value in whole.items() if not isinstance(value, dict)}
        for code, own in whole.items():
            if not isinstance(own, dict):
                continue
            if code in found:
                message = f"{path.name}: {code} stands twice"
                raise ValueError(message)
            found[code] = _core(code, {**shared, **own})
    return found


def _core(code: str, row: dict[str, Any]) -> Core:
    least, _, most = row["for"].partition("-")
    return Core(
        code=code,
        on=row["on"],
        also=row.get("also", ""),
        subject=row["subject"],
        classes=(int(least), int(most or least)),
        age=row.get("age", ""),
        tags=tuple(row["tags"].split(", ")),
        theme=row.get("theme", ""),
        level=row.get("level", "") or "base",
        place=row.get("place", "preschool" if row["subject"] == "preschool" else ""),
        sort=row["as"],
        says=tuple(row["text"].strip().splitlines()),
        inside=row["inside"].strip(),
    )


@cache
def documents() -> dict[str, Document]:
    """The whole set by code, some 2,200; made anew on every start, always the same."""
    salts: dict[str, int] = json.loads(SALTS.read_text(encoding="utf-8"))
    made = (document(core, kind, salts) for core in cores().values() for kind in kinds_of(core))
    return {one.code: one for one in made}


def of_core(code: str) -> list[Document]:
    """The documents of one theme."""
    return [documents()[f"{code}.{kind}"] for kind in kinds_of(cores()[code])]


def kinds_of(core: Core) -> list[str]:
    """The five forms that a theme was brought in."""
    dice, kinds = Random(core.code), list(banks()["sets"][core.sort])
    while len(kinds) > OF_A_CORE:
        kinds.remove(dice.choice(kinds[1:]))
    return kinds


def document(core: Core, kind: str, salts: Mapping[str, int]) -> Document:
    """One document; its salt is what `mended` found to keep it from repeating the others."""
    code = f"{core.code}.{kind}"
    return _Writer(core, kind, Random(f"{code}.{salts.get(code, 0)}")).written(code)


def mended() -> dict[str, int]:
    """Salts with which no two documents of different cores have 5 % of their runs of five words in common."""
    salts: dict[str, int] = {}
    owners: dict[tuple[str, ...], list[int]] = defaultdict(list)
    cores_of: list[str] = []
    sizes: list[int] = []
    titles: set[str] = set()
    for core in cores().values():
        for kind in kinds_of(core):
            code = f"{core.code}.{kind}"
            for salt in range(MOST_SALTS):
                made = document(core, kind, {code: salt})
                said = runs(made.whole)
                met = Counter(owner for run in said for owner in owners.get(run, ()))
                if made.title not in titles and all(
                    n < min(len(said), sizes[owner]) * MOST_SHARED
                    for owner, n in met.items()
                    if cores_of[owner] != core.code
                ):
                    break
            else:
                message = (
                    f"{code}: {MOST_SALTS} tries were not enough, give banks.toml more sentences"
                )
                raise ValueError(message)
            if salt:
                salts[code] = salt
            titles.add(made.title)
            for run in said:
                owners[run].append(len(sizes))
            cores_of.append(core.code)
            sizes.append(len(said))
    return salts


def overlaps() -> Iterator[tuple[float, Document, Document]]:
    """Shares of common runs of every two documents that have some, of the shorter of the two."""
    every = list(documents().values())
    said = [runs(one.whole) for one in every]
    owners: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, some in enumerate(said):
        for run in some:
            owners[run].append(number)
    met = Counter(
        pair for held in owners.values() if len(held) > 1 for pair in combinations(held, 2)
    )
    for (one, other), n in met.items():
        yield n / min(len(said[one]), len(said[other])), every[one], every[other]


def runs(text: str) -> set[tuple[str, ...]]:
    """Runs of five words, without case and punctuation."""
    words = WORD.findall(text.lower())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


class _Writer:
    """One author with one theme in one form."""

    def __init__(self, core: Core, kind: str, dice: Random) -> None:
        self.core, self.kind, self.dice = core, kind, dice
        self.form = banks()["kinds"][kind]
        self.classes = self._classes()
        tags = dice.sample(core.tags, min(2, len(core.tags)))
        cls, of = classes_of(self.classes, core.age)
        self.known = {
            "<on>": core.on,
            "<cls>": cls,
            "<of>": of,
            "<age>": core.age.replace("-", "–"),
            "<tag>": tags[0],
            "<tag2>": tags[-1],
        }

    def written(self, code: str) -> Document:
        """The document."""
        core, dice, form = self.core, self.dice, self.form
        has_file = "file" in form
        title = self._title()
        abstract = self._filled(dice.choice(form["abstracts"]))
        own = sorted(dice.sample(range(len(core.says)), 3 if has_file else 4))
        around = dice.sample(form["body"], len(form["body"]))
        inside = [core.inside, *self._tasks(2)] if has_file else []
        body = [core.says[n] for n in own]
        body += [self._joined(one) for one in around[:2]]
        body += self._some(banks()["subjects"][core.subject]["sentences"], 1)
        body += self._some(banks()["common"]["sentences"], 1)
        length = len(WORD.findall(" ".join([abstract, *body, *inside])))
        for pattern in around[2:]:
            if length >= LEAST_WORDS:
                break
            body.insert(-2, self._joined(pattern))
            length += len(WORD.findall(body[-3]))
        cut = dice.randint(2, len(body) - 2)
        return Document(
            code=code,
            core=core.code,
            kind=self.kind,
            title=title,
            abstract=abstract,
            body=" ".join(body[:cut]) + "\n" + " ".join(body[cut:]),
            file_name=f"{form['label']}. {core.on}.{form['file']}" if has_file else "",
            file_text="\n".join(inside),
            subject=core.subject,
            classes=self.classes,
            age=core.age,
            theme=core.theme,
            level=core.level,
            place=core.place or dice.choice(("school", "school", "school", "rural", "centre")),
            year=dice.choice((2019, 2020, 2021, 2022, 2023, 2024, 2024, 2025, 2025, 2026)),
            reviewed=dice.random() < REVIEWED,
            tags=core.tags,
            author=dice.randrange(AUTHORS),
        )

    def _classes(self) -> tuple[int, int]:
        """Another author taught it in one of the classes, or in all of them."""
        least, most = self.core.classes
        if 0 < most - least <= NARROW and self.dice.random() < 0.5:
            one = self.dice.randint(least, most)
            return one, one
        return least, most

    def _title(self) -> str:
        """As this author calls it; two of five take the theme's other name, where there is one."""
        others = kinds_of(self.core)
        if self.core.also and self.kind == others[1]:
            return self.core.also
        if self.core.also and self.kind == others[4]:
            return f"{self.form['label']}: {self.core.also}"
        return self._filled(self.dice.choice(self.form["titles"]))

    def _some(self, patterns: Sequence[str], count: int) -> list[str]:
        return [self._joined(one) for one in self.dice.sample(patterns, min(count, len(patterns)))]

    def _tasks(self, count: int) -> list[str]:
        """Lines of the file, each with a word of the theme."""
        patterns = self.dice.sample(self.form["filing"], min(count, len(self.form["filing"])))
        return [self._filled(MARK.sub(r"\1 (<tag>)", one, count=1)) for one in patterns]

    def _joined(self, pattern: str) -> str:
        """A sentence whose clauses are joined as this author joins them."""
        links = banks()["links"]
        return self._filled(LINK.sub(lambda _match: f"}}{self.dice.choice(links)}{{", pattern))

    def _filled(self, pattern: str) -> str:
        line = CHOICE.sub(lambda match: self.dice.choice(match[1].split("|")), pattern)
        nested = self.core.on.replace("«", "„").replace("»", "“")
        line = line.replace("«<on>»", f"«{nested}»")
        for name, value in self.known.items():
            line = line.replace(name, value)
        return line[:1].upper() + line[1:]


def classes_of(classes: tuple[int, int], age: str = "") -> tuple[str, str]:
    """«7 класс» and «7 класса», «5–6 классы» and «5–6 классов»; the ages of a kindergarten."""
    least, most = classes
    if most == 0:
        years = age.replace("-", "–")
        return f"дети {years} лет", f"детей {years} лет"
    if least == most:
        return f"{least} класс", f"{least} класса"
    if least == 0:
        return "дошкольники и школьники", "дошкольников и школьников"
    return f"{least}–{most} классы", f"{least}–{most} классов"
